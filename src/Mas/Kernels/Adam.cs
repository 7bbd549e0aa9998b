using System.Numerics;
using System.Runtime.Intrinsics;
using TorchSharp;

namespace Mas.Kernels;

/// <summary>Adam (Kingma and Ba 2015) with bias correction and no weight decay. Its moments are plain tensors, with which a run can be
/// stored and continued exactly.</summary>
/// <remarks>One loop over the numbers, some at a time, instead of a chain of tensor operations: no temporaries, and no native scalars,
/// which TorchSharp makes from C# numbers and may free while an operation still reads them. Off the processor the chain is taken.</remarks>
internal sealed class Adam : IDisposable
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly IReadOnlyList<Tensor> _parameters;
    private readonly IReadOnlyList<double?> _rates;

    /// <param name="parameters">What is learned, float32 or float64, contiguous; updated in place.</param>
    /// <param name="rates">One per parameter: a step size of its own, null for that of the update.</param>
    public Adam(IReadOnlyList<Tensor> parameters, IReadOnlyList<double?>? rates = null)
    {
        _parameters = parameters;
        _rates = rates ?? new double?[parameters.Count];
        using var frozen = no_grad();
        FirstMoments = [.. parameters.Select(parameter => zeros_like(parameter).DetachFromDisposeScope())];
        SecondMoments = [.. parameters.Select(parameter => zeros_like(parameter).DetachFromDisposeScope())];
    }

    /// <summary>Running means of the gradients, like the parameters.</summary>
    public IReadOnlyList<Tensor> FirstMoments { get; }

    /// <summary>Running means of the squared gradients, like the parameters.</summary>
    public IReadOnlyList<Tensor> SecondMoments { get; }

    /// <summary>One update.</summary>
    /// <param name="step">Number of this update, from 1.</param>
    /// <param name="gradients">One per parameter; null leaves a parameter as it is.</param>
    public void Update(long step, double learningRate, IReadOnlyList<Tensor?> gradients)
    {
        using var frozen = no_grad();
        double bias = 1 - Math.Pow(Beta1, step), correction = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));
        for (int i = 0; i < _parameters.Count; i++)
        {
            if (gradients[i] is not Tensor gradient)
                continue;
            double rate = (_rates[i] ?? learningRate) / bias;
            using Tensor flat = gradient.contiguous();
            if (!Device.Of(_parameters[i]).IsHost)
                UpdateThere(_parameters[i], flat, FirstMoments[i], SecondMoments[i], rate, correction);
            else if (_parameters[i].dtype == ScalarType.Float64)
                Update<double>(_parameters[i], flat, FirstMoments[i], SecondMoments[i], rate, correction);
            else
                Update<float>(_parameters[i], flat, FirstMoments[i], SecondMoments[i], rate, correction);
        }
    }

    /// <summary>The same by tensor operations, at any place.</summary>
    internal static void UpdateThere(
        Tensor parameter, Tensor gradient, Tensor firstMoment, Tensor secondMoment, double rate, double correction)
    {
        using var scope = NewDisposeScope();
        using Scalar beta1 = Beta1, beta2 = Beta2, rest1 = 1 - Beta1, rest2 = 1 - Beta2;
        using Scalar scale = correction, epsilon = Epsilon, down = -rate;
        firstMoment.mul_(beta1).add_(gradient, rest1);
        secondMoment.mul_(beta2).addcmul_(gradient, gradient, rest2);
        parameter.addcdiv_(firstMoment, secondMoment.sqrt().mul_(scale).add_(epsilon, HeldScalar.One), down);
    }

    private static void Update<T>(
        Tensor parameter, Tensor gradient, Tensor firstMoment, Tensor secondMoment, double rate, double correction)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> values = Numbers.Of<T>(parameter), slopes = Numbers.Of<T>(gradient);
        Span<T> first = Numbers.Of<T>(firstMoment), second = Numbers.Of<T>(secondMoment);
        T beta1 = T.CreateChecked(Beta1), beta2 = T.CreateChecked(Beta2);
        T rest1 = T.CreateChecked(1 - Beta1), rest2 = T.CreateChecked(1 - Beta2);
        T stepSize = T.CreateChecked(rate), scale = T.CreateChecked(correction), epsilon = T.CreateChecked(Epsilon);
        int k = 0;
        for (int last = values.Length - Vector512<T>.Count; k <= last; k += Vector512<T>.Count)
        {
            Vector512<T> slope = At(slopes, k);
            Vector512<T> firsts = beta1 * At(first, k) + rest1 * slope, seconds = beta2 * At(second, k) + rest2 * slope * slope;
            firsts.CopyTo(first[k..]);
            seconds.CopyTo(second[k..]);
            (At(values, k) - stepSize * firsts / (Vector512.Sqrt(seconds) * scale + Vector512.Create(epsilon))).CopyTo(values[k..]);
        }
        for (; k < values.Length; k++)
        {
            T slope = slopes[k];
            first[k] = beta1 * first[k] + rest1 * slope;
            second[k] = beta2 * second[k] + rest2 * slope * slope;
            values[k] -= stepSize * first[k] / (T.Sqrt(second[k]) * scale + epsilon);
        }
    }

    private static Vector512<T> At<T>(ReadOnlySpan<T> numbers, int from) => Vector512.Create(numbers[from..]);

    public void Dispose()
    {
        foreach (Tensor moment in FirstMoments.Concat(SecondMoments))
            moment.Dispose();
    }
}

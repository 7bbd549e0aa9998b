using TorchSharp;
using static TorchSharp.torch;

namespace Mas.Training;

/// <summary>
/// Adam (Kingma and Ba 2015) with bias correction and no weight decay. Its moments are plain tensors, so that a run can be
/// stored and continued exactly.
/// </summary>
public sealed class Adam : IDisposable
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    // Held: see HeldScalar.
    private static readonly Scalar s_beta1 = Beta1, s_rest1 = 1 - Beta1, s_beta2 = Beta2, s_rest2 = 1 - Beta2, s_epsilon = Epsilon;

    private readonly IReadOnlyList<Tensor> _parameters;

    /// <param name="parameters">What is learned; updated in place.</param>
    public Adam(IReadOnlyList<Tensor> parameters)
    {
        _parameters = parameters;
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
    /// <param name="learningRate">Step size.</param>
    /// <param name="gradients">One per parameter; null leaves a parameter as it is.</param>
    public void Update(long step, double learningRate, IReadOnlyList<Tensor?> gradients)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using Scalar rate = -learningRate / (1 - Math.Pow(Beta1, step));
        using Scalar correction = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));
        for (int i = 0; i < _parameters.Count; i++)
        {
            if (gradients[i] is not Tensor gradient)
                continue;
            FirstMoments[i].mul_(s_beta1).add_(gradient, s_rest1);
            SecondMoments[i].mul_(s_beta2).addcmul_(gradient, gradient, s_rest2);
            Tensor denominator = SecondMoments[i].sqrt().mul_(correction).add_(s_epsilon);
            _parameters[i].addcdiv_(FirstMoments[i], denominator, rate);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor moment in FirstMoments.Concat(SecondMoments))
            moment.Dispose();
    }
}

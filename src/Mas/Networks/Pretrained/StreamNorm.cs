using TorchSharp;

namespace Mas.Networks.Pretrained;

/// <summary>A norm over the last dimension, in float32: x / √(mean(x²) + ε) · w, or a layer norm with weight and bias.</summary>
/// <param name="bias">Null where it is a root-mean-square norm.</param>
internal sealed class StreamNorm(Tensor weight, Tensor? bias, double epsilon)
{
    public Tensor Apply(Tensor input)
    {
        if (bias is not null)
            return nn.functional.layer_norm(input, [input.size(-1)], weight, bias, epsilon);
        using var scope = NewDisposeScope();
        using Scalar least = epsilon; // held: see ScalarTests
        Tensor scale = input.mul(input).mean([-1], keepdim: true).add(least, HeldScalar.One).rsqrt(); // […, 1]
        return input.mul(scale).mul(weight).MoveToOuterDisposeScope();
    }
}

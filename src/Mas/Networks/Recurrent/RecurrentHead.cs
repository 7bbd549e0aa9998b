using Mas.Kernels;

namespace Mas.Networks.Recurrent;

/// <summary>From the hidden vector to logits.</summary>
internal abstract class RecurrentHead
{
    /// <summary>The head that these weights make: <c>head.weight</c> is a linear one, <c>head.0.weight</c> the first layer of
    /// two.</summary>
    public static RecurrentHead Of(IReadOnlyDictionary<string, Tensor> named) => named.ContainsKey("head.weight")
        ? new LinearHead(named["head.weight"], named["head.bias"])
        : new TwoLayerHead(named["head.0.weight"], named["head.0.bias"], named["head.3.weight"], named["head.3.bias"]);

    /// <summary>[rows, vocab], differentiable.</summary>
    /// <param name="hidden">[rows, hidden]</param>
    /// <param name="dropout">[rows, head width] factors of the head's own units; null leaves them as they are.</param>
    public abstract Tensor Logits(Tensor hidden, Tensor? dropout = null);
}

internal sealed class LinearHead(Tensor weight, Tensor bias) : RecurrentHead
{
    public override Tensor Logits(Tensor hidden, Tensor? dropout = null) => nn.functional.linear(hidden, weight, bias);
}

/// <summary>Linear, GELU (exact), dropout, linear: the layers 0 to 3.</summary>
/// <param name="hiddenWeight">[head width, hidden]</param>
/// <param name="hiddenBias">[head width]</param>
/// <param name="outputWeight">[vocab, head width]</param>
/// <param name="outputBias">[vocab]</param>
internal sealed class TwoLayerHead(Tensor hiddenWeight, Tensor hiddenBias, Tensor outputWeight, Tensor outputBias) : RecurrentHead
{
    /// <summary>Laid out for the pass of our own; to be disposed of by the caller.</summary>
    public HeadFactors Factors() => new(hiddenWeight, hiddenBias, outputWeight, outputBias);

    public override Tensor Logits(Tensor hidden, Tensor? dropout = null)
    {
        using var scope = NewDisposeScope();
        Tensor units = nn.functional.linear(hidden, hiddenWeight, hiddenBias).gelu(); // [rows, head width]
        return nn.functional.linear(dropout is null ? units : units * dropout, outputWeight, outputBias).MoveToOuterDisposeScope();
    }
}

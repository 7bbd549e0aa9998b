using Mas.Kernels;

namespace Mas.Networks.Recurrent;

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

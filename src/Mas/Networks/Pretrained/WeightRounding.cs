using Mas.Kernels;

namespace Mas.Networks.Pretrained;

/// <summary>How a matrix of weights is rounded (<see cref="RoundedNumbers"/>): by rows of one output each.</summary>
/// <param name="IsTransposed">Whether it is held as [in, out].</param>
internal sealed record WeightRounding(int Bits, bool IsTransposed)
{
    /// <summary>Bits of an embedding and of a head, whatever the others have.</summary>
    public const int OfWords = 8;

    private const int NumbersAtOnce = 1 << 24; // memory is seen as a span, which ends at 2 GiB

    /// <summary>Rounds in place.</summary>
    /// <param name="weight">float32 in the memory of the processor, contiguous.</param>
    public void Apply(Tensor weight)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        if (IsTransposed)
        {
            Tensor turned = weight.t().contiguous();
            ByRows(turned);
            weight.copy_(turned.t());
        }
        else
        {
            ByRows(weight);
        }
    }

    private void ByRows(Tensor weight)
    {
        (long rows, int columns) = (weight.size(0), (int)weight.size(1));
        long together = Math.Max(1, NumbersAtOnce / columns);
        for (long first = 0; first < rows; first += together)
        {
            using Tensor part = weight.narrow(0, first, Math.Min(together, rows - first));
            RoundedNumbers.Round(Numbers.Of<float>(part), columns, Bits);
        }
    }
}

using Mas.Kernels;
using Mas.Networks.Pretrained;

namespace Mas.Networks.TextActivity;

/// <summary>The most probable next token at each position, and by how much; and how improbable the one is that comes. Logits are made
/// for some positions and some words at a time: of a large vocabulary the whole is never there.</summary>
internal sealed class GreedyHead(Decoder decoder)
{
    // Measured: of one step, products of few words at a time are a quarter faster, and what they give is read out of a cache.
    private const int PositionsAtOnce = 512, WordsAtOnce = 1024;

    /// <param name="stream">[positions, width] what leaves the last block.</param>
    /// <param name="predicted">[positions] the first of equals.</param>
    /// <param name="margins">[positions] its logit minus that of the second.</param>
    /// <param name="next">[positions] the token that comes; negative where none is known. Empty where nobody asks.</param>
    /// <param name="losses">[positions] − ln of its probability; 0 where none is known. As long as <paramref name="next"/>.</param>
    /// <exception cref="InputException">A logit is no finite number.</exception>
    public void Read(
        Tensor stream, Span<int> predicted, Span<float> margins, ReadOnlySpan<int> next = default, Span<float> losses = default)
    {
        for (int first = 0; first < predicted.Length; first += PositionsAtOnce)
        {
            int count = Math.Min(PositionsAtOnce, predicted.Length - first);
            using Tensor block = stream.narrow(0, first, count);
            var surprise = next.IsEmpty ? null : new NextTokens(next.Slice(first, count));
            Block(block, predicted.Slice(first, count), margins.Slice(first, count), surprise);
            surprise?.Losses(losses.Slice(first, count));
        }
    }

    private void Block(Tensor stream, Span<int> predicted, Span<float> margins, NextTokens? next)
    {
        int words = decoder.Config.Vocabulary;
        var top = new TopTwo(predicted.Length);
        using Tensor normed = decoder.Normed(stream);
        for (int first = 0; first < words; first += WordsAtOnce)
        {
            using Tensor logits = decoder.Logits(normed, first, Math.Min(WordsAtOnce, words - first));
            top.Add(HostMemory.Span<float>(logits), first);
            next?.Add(logits, first);
        }
        top.Columns.CopyTo(predicted);
        for (int i = 0; i < margins.Length; i++)
        {
            margins[i] = top.Margin(i);
            if (!float.IsFinite(margins[i]))
                throw new InputException(
                    "the network computes logits that are no finite numbers; download or export it again, or write 'dtype: float32'");
        }
    }
}

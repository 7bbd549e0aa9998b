using System.Runtime.InteropServices;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>
/// A two-layer head and the cross-entropy of its logits, forward and at once backward, a few rows at a time, so that what is between
/// the two never leaves the processor's caches. float32.
/// </summary>
/// <param name="head">The head.</param>
/// <param name="labels">[scored] the token that should be predicted.</param>
internal sealed class ScoredHead(HeadFactors head, long[] labels)
{
    private const int RowsAtOnce = 128;

    /// <summary>[scored] cross-entropy.</summary>
    public double[] Losses { get; } = new double[labels.Length];

    /// <summary>[scored] the most probable token, the first of equals.</summary>
    public long[] Predicted { get; } = new long[labels.Length];

    /// <summary>Scores rows of a stack of hidden vectors.</summary>
    /// <param name="hidden">[rows, hidden]</param>
    /// <param name="places">[own] int64, which rows.</param>
    /// <param name="scored">[own] which of all scored positions they are.</param>
    /// <param name="shares">[scored] d(total)/d(loss); null where no gradient is wanted.</param>
    /// <param name="gradient">[rows, hidden] d(total)/d(hidden) is added here.</param>
    public void Run(Tensor hidden, Tensor places, int[] scored, double[]? shares, Tensor? gradient)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int most = Math.Min(RowsAtOnce, scored.Length);
        Tensor units = empty(most, head.Width), logits = empty(most, head.Vocabulary);
        Tensor? slopes = shares is null ? null : empty_like(units), back = shares is null ? null : empty(most, hidden.size(1));
        for (int first = 0; first < scored.Length; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, scored.Length - first);
            using Tensor chosen = places.narrow(0, first, count), own = hidden.index_select(0, chosen); // [count, hidden]
            head.Hidden.Multiply(own, 0, count, units, 0);
            Activate(units, count, slopes);
            head.Output.Multiply(units, 0, count, logits, 0);
            Score(logits, scored.AsSpan(first, count), shares);
            if (shares is null)
                continue;
            head.OutputBack.Multiply(logits, 0, count, units, 0);
            Deactivate(units, count, slopes!);
            head.HiddenBack.Multiply(units, 0, count, back!, 0);
            using Tensor gradients = back!.narrow(0, 0, count);
            gradient!.index_add_(0, chosen, gradients, HeldScalar.One);
        }
    }

    private void Activate(Tensor units, int count, Tensor? slopes)
    {
        int width = head.Width;
        Span<float> rows = Numbers(units)[..(count * width)], bias = Numbers(head.HiddenBias), slope = slopes is null ? default : Numbers(slopes);
        for (int at = 0; at < rows.Length; at += width)
            GeluKernels.Forward(rows.Slice(at, width), bias, slope.IsEmpty ? slope : slope.Slice(at, width));
    }

    private void Deactivate(Tensor units, int count, Tensor slopes) => GeluKernels.Backward(Numbers(units)[..(count * head.Width)], Numbers(slopes));

    // Cross-entropy of each row, whose logits become d(total)/d(logits).
    private void Score(Tensor logits, ReadOnlySpan<int> scored, double[]? shares)
    {
        int words = head.Vocabulary;
        Span<float> all = Numbers(logits);
        for (int row = 0; row < scored.Length; row++)
        {
            Span<float> own = all.Slice(row * words, words);
            int label = (int)labels[scored[row]], largest = 0;
            for (int word = 1; word < words; word++)
                if (own[word] > own[largest])
                    largest = word;
            float top = own[largest], wanted = own[label] - top;
            double sum = 0;
            for (int word = 0; word < words; word++)
                sum += own[word] = MathF.Exp(own[word] - top);
            Predicted[scored[row]] = largest;
            Losses[scored[row]] = Math.Log(sum) - wanted;
            if (shares is null)
                continue;
            float factor = (float)(shares[scored[row]] / sum);
            for (int word = 0; word < words; word++)
                own[word] *= factor;
            own[label] -= (float)shares[scored[row]];
        }
    }

    private static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}

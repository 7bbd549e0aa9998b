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
internal sealed class ScoredHead(TwoLayerHead head, long[] labels)
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
        using var frozen = no_grad();
        using Tensor? slopes = shares is null ? null : empty(RowsAtOnce, head.HiddenBias.size(0)); // [rows at once, head width]
        for (int first = 0; first < scored.Length; first += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            int count = Math.Min(RowsAtOnce, scored.Length - first);
            Tensor chosen = places.narrow(0, first, count);
            Tensor units = hidden.index_select(0, chosen).mm(head.HiddenWeight.t());                     // [count, head width]
            Activate(units, slopes);
            Tensor logits = nn.functional.linear(units, head.OutputWeight, head.OutputBias);             // [count, vocab]
            Score(logits, scored.AsSpan(first, count), shares);
            if (shares is null)
                continue;
            Tensor back = logits.mm(head.OutputWeight);                                                  // [count, head width]
            Deactivate(back, slopes!);
            gradient!.index_add_(0, chosen, back.mm(head.HiddenWeight), HeldScalar.One);
        }
    }

    private void Activate(Tensor units, Tensor? slopes)
    {
        int width = (int)units.size(1);
        Span<float> rows = Numbers(units), bias = Numbers(head.HiddenBias), slope = slopes is null ? default : Numbers(slopes);
        for (int at = 0; at < rows.Length; at += width)
            GeluKernels.Forward(rows.Slice(at, width), bias, slope.IsEmpty ? slope : slope.Slice(at, width));
    }

    private static void Deactivate(Tensor units, Tensor slopes) => GeluKernels.Backward(Numbers(units), Numbers(slopes)[..(int)units.numel()]);

    // Cross-entropy of each row, whose logits become d(total)/d(logits).
    private void Score(Tensor logits, ReadOnlySpan<int> scored, double[]? shares)
    {
        int words = (int)logits.size(1);
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

namespace Mas.Kernels;

/// <summary>A two-layer head and the cross-entropy of its logits, forward and at once backward, a few rows at a time, so that what is
/// between the two never leaves the processor's caches. float32.</summary>
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
        using var buffers = HeadBuffers.Passing(head, Math.Min(RowsAtOnce, scored.Length), backward: shares is not null);
        Run(hidden, places, scored, shares, gradient, buffers, dropout: null);
    }

    /// <summary>The same for all scored positions, with the gradients of the head's own weights.</summary>
    /// <param name="dropout">[scored, head width] factors of the head's units; null leaves them as they are.</param>
    /// <returns>By checkpoint name.</returns>
    public Dictionary<string, Tensor> RunForWeights(Tensor hidden, Tensor places, double[] shares, Tensor gradient, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var buffers = HeadBuffers.Keeping(head, labels.Length);
        Run(hidden, places, [.. Enumerable.Range(0, labels.Length)], shares, gradient, buffers, dropout);
        Dictionary<string, Tensor> gradients = buffers.WeightGradients(hidden.index_select(0, places));
        foreach (Tensor own in gradients.Values)
            own.MoveToOuterDisposeScope();
        return gradients;
    }

    private void Run(Tensor hidden, Tensor places, int[] scored, double[]? shares, Tensor? gradient, HeadBuffers buffers, Tensor? dropout)
    {
        using var frozen = no_grad();
        for (int first = 0; first < scored.Length; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, scored.Length - first), at = buffers.Place(first);
            using Tensor chosen = places.narrow(0, first, count), own = hidden.index_select(0, chosen); // [count, hidden]
            head.Hidden.Multiply(own, 0, count, buffers.Units, at);
            Activate(buffers, at, count, dropout);
            head.Output.Multiply(buffers.Units, at, count, buffers.Logits, at);
            Score(Rows(buffers.Logits, at, count), scored.AsSpan(first, count), shares);
            if (shares is null)
                continue;
            head.OutputBack.Multiply(buffers.Logits, at, count, buffers.UnitGradients!, at);
            GeluKernels.Multiply(Rows(buffers.UnitGradients!, at, count), Rows(buffers.Slopes!, at, count));
            head.HiddenBack.Multiply(buffers.UnitGradients!, at, count, buffers.Back!, at);
            using Tensor back = buffers.Back!.narrow(0, at, count);
            gradient!.index_add_(0, chosen, back, HeldScalar.One);
        }
    }

    private void Activate(HeadBuffers buffers, int at, int count, Tensor? dropout)
    {
        int width = head.Width;
        Span<float> units = Rows(buffers.Units, at, count), slopes = buffers.Slopes is null ? default : Rows(buffers.Slopes, at, count);
        Span<float> bias = Numbers.Of<float>(head.HiddenBias);
        for (int start = 0; start < units.Length; start += width)
            GeluKernels.Forward(units.Slice(start, width), bias, slopes.IsEmpty ? slopes : slopes.Slice(start, width));
        if (dropout is null)
            return;
        GeluKernels.Multiply(units, Rows(dropout, at, count));
        GeluKernels.Multiply(slopes, Rows(dropout, at, count));
    }

    // Cross-entropy of each row, whose logits become d(total)/d(logits).
    private void Score(Span<float> logits, ReadOnlySpan<int> scored, double[]? shares)
    {
        int words = head.Vocabulary;
        for (int row = 0; row < scored.Length; row++)
        {
            Span<float> own = logits.Slice(row * words, words);
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

    private static Span<float> Rows(Tensor matrix, int first, int count) => Numbers.Rows(matrix, first, count, (int)matrix.size(1));
}

namespace Mas.Networks.Pretrained;

/// <summary>How what a decoder's head says compares with labels, and the way back, some places at a time. Logits, their exponentials and
/// the gradient take turns in one piece of memory, which is fetched once.</summary>
/// <remarks>With p = softmax(logits), the gradient of the cross-entropy of label y is p − [y]. What is stored is Σ·(p − [y]), where Σ sums
/// the exponentials; a place's share is divided by Σ behind the product with the weights, where there are fewer numbers.</remarks>
/// <param name="labels">[places] the token that should be predicted.</param>
/// <param name="shares">[places] d(total)/d(loss); null where no gradient is wanted.</param>
internal sealed class HeadScores(LinearMap head, int vocabulary, long[] labels, double[]? shares)
{
    private const long LogitsAtOnce = 1 << 23; // numbers: bounds the memory, whatever the vocabulary
    private const int RowsAtOnce = 4;          // of what is done number by number: they stay in a cache

    private readonly double[] _losses = new double[labels.Length];
    private readonly long[] _predicted = new long[labels.Length];

    /// <summary>Numbers of logits that are there at once, for as many places.</summary>
    public static double NumbersAtOnce(double places, int vocabulary) =>
        Math.Min(places * vocabulary, Math.Max(LogitsAtOnce, vocabulary));

    /// <param name="normed">[places, width] what the head reads; gradients flow to it where shares are given.</param>
    public ScoredRun Of(Tensor normed)
    {
        using var scope = NewDisposeScope();
        Tensor input = normed.detach();
        Tensor? gradient = shares is null ? null : empty_like(input);
        Read(input, gradient);
        return new ScoredRun(_losses, _predicted, gradient is null ? null : (normed * gradient).sum().MoveToOuterDisposeScope());
    }

    private void Read(Tensor input, Tensor? gradient)
    {
        using var frozen = no_grad();
        int most = (int)Math.Max(1, LogitsAtOnce / vocabulary);
        using Tensor room = Device.Of(input).In(ScalarType.Float32).Empty(Math.Min(most, labels.Length), vocabulary);
        for (int first = 0; first < labels.Length; first += most)
        {
            using var scope = NewDisposeScope();
            int count = Math.Min(most, labels.Length - first);
            Tensor logits = room.narrow(0, 0, count), own = input.narrow(0, first, count);
            head.Apply(own, logits);
            Tensor due = Device.Of(own).Indices(labels.AsSpan(first, count).ToArray()).view(-1, 1);
            Tensor sums = Compare(first, logits, due);
            gradient?.narrow(0, first, count).copy_(Back(first, logits, due, sums));
        }
    }

    // Leaves the exponentials in the place of the logits, and returns their sums, [places, 1].
    private Tensor Compare(int first, Tensor logits, Tensor due)
    {
        (Tensor largest, Tensor words) = logits.max(1, keepdim: true);
        Tensor wanted = logits.gather(1, due).sub_(largest), sums = empty_like(largest);
        for (long row = 0, rows = logits.size(0); row < rows; row += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            long count = Math.Min(RowsAtOnce, rows - row);
            Tensor some = logits.narrow(0, row, count);
            some.sub_(largest.narrow(0, row, count)).exp_();
            sums.narrow(0, row, count).copy_(some.sum(1, keepdim: true));
        }
        words.view(-1).ToArray<long>().CopyTo(_predicted.AsSpan(first));
        sums.log().sub_(wanted).view(-1).to_type(ScalarType.Float64).ToArray<double>().CopyTo(_losses.AsSpan(first));
        return sums;
    }

    private Tensor Back(int first, Tensor exponentials, Tensor due, Tensor sums)
    {
        exponentials.scatter_add_(1, due, sums.neg());
        Tensor weights = Device.Of(sums).From(shares!.AsSpan(first, (int)sums.size(0)).ToArray(), sums.size(0), 1);
        return head.Back(exponentials).mul_(weights.div_(sums));
    }
}

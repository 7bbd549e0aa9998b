namespace Mas.Similarity;

/// <summary>Mutual nearest neighbours (Huh et al. 2024): the mean share of a sample's k nearest others, by cosine of the uncentred latents,
/// that are the same in both. Unrelated representations have k/(n − 1). Invariant to orthogonal maps and isotropic scaling.</summary>
/// <param name="neighbours">k, from 1 to n − 1.</param>
internal sealed class MutualNeighbours(int neighbours = MutualNeighbours.UsualNeighbours) : SimilarityMeasure
{
    /// <summary>As published.</summary>
    public const int UsualNeighbours = 10;

    /// <summary><c>mutual-knn</c>; with another number <c>mutual-knn-5</c>.</summary>
    internal override double NumbersPerPair => 3;

    public override string Name => neighbours == UsualNeighbours ? "mutual-knn" : Invariant($"mutual-knn-{neighbours}");

    public override Fitted Fit(Representation representation)
    {
        int n = representation.Samples;
        if (neighbours >= n)
            throw new InputException($"{Name} looks at the {neighbours} nearest of the other samples, and {representation.Name} has {n}; "
                + $"take more samples, or mutual-knn-{Math.Max(1, n / 10)}");
        double[] distances = representation.Dissimilarities(Distance.Cosine).Values;
        double tie = Ranking.Tolerance * distances.Max();
        var own = new double[n];
        var near = new int[n][];
        for (int sample = 0; sample < n; sample++)
        {
            for (int other = 0; other < n; other++)
                own[other] = other == sample ? double.PositiveInfinity : distances[Triangle.Place(sample, other, n)];
            near[sample] = Nearest(own, tie);
        }
        return new FittedNeighbours(Name, representation.Width, near);
    }

    private protected override double Between(Fitted one, Fitted other)
    {
        int[][] a = ((FittedNeighbours)one).Near, b = ((FittedNeighbours)other).Near;
        int shared = 0;
        for (int sample = 0; sample < a.Length; sample++)
            shared += a[sample].Count(near => Array.BinarySearch(b[sample], near) >= 0);
        return (double)shared / (a.Length * neighbours);
    }

    // Ascending by number; of distances that are ties with the last one taken, the first samples.
    private int[] Nearest(double[] distances, double tie)
    {
        double limit = Selection.Smallest([.. distances], neighbours - 1);
        var near = new List<int>(neighbours);
        for (int other = 0; other < distances.Length; other++)
            if (distances[other] < limit - tie)
                near.Add(other);
        for (int other = 0; near.Count < neighbours; other++)
            if (Math.Abs(distances[other] - limit) <= tie)
                near.Add(other);
        near.Sort();
        return [.. near];
    }

    private sealed class FittedNeighbours(string measure, int width, int[][] near) : Fitted(measure, near.Length, width)
    {
        // [n][k] ascending
        public int[][] Near => near;

        public override Fitted Reordered(int[] order)
        {
            int[] places = Inverse(order);
            int[][] moved = Array.ConvertAll(order, sample => (int[])[.. near[sample].Select(other => places[other]).Order()]);
            return new FittedNeighbours(Measure, Width, moved);
        }

        public override void Dispose()
        {
        }
    }
}

namespace Mas.Similarity;

/// <summary>The dissimilarities of all pairs of different samples: a dissimilarity matrix without its diagonal of zeros.</summary>
/// <param name="Values">[n(n − 1)/2] row after row above the diagonal; at least 0.</param>
internal sealed record Dissimilarities(double[] Values)
{
    // Of the energies of the two: a difference below it is rounding, so that equal samples are equal and tie.
    private const double Rounding = 1e-14;

    /// <exception cref="InputException">A sample for which the distance has no value.</exception>
    public static Dissimilarities Of(Representation representation, Distance distance) => distance switch
    {
        Distance.SquaredEuclidean => new(SquaredEuclidean(representation.Gram)),
        Distance.Euclidean => new(Vectors.Roots(representation.Dissimilarities(Distance.SquaredEuclidean).Values)),
        Distance.Cosine =>
            Angular(representation.Latents, representation.Name, "is 0 at every unit, so that no cosine distance to it exists"),
        Distance.Correlation => Correlated(representation),
        _ => throw new ArgumentOutOfRangeException(nameof(distance)),
    };

    // |x|² + |y|² − 2 x·y of centred rows: nothing of [n, n, d].
    private static double[] SquaredEuclidean(Triangle gram)
    {
        double[] energies = gram.Diagonal, upper = gram.Upper, values = GC.AllocateUninitializedArray<double>(upper.Length);
        int n = energies.Length, place = 0;
        for (int i = 0; i < n; i++)
        {
            double own = energies[i];
            for (int j = i + 1; j < n; j++, place++)
            {
                double both = own + energies[j], squared = both - 2 * upper[place];
                values[place] = squared > Rounding * both ? squared : 0;
            }
        }
        return values;
    }

    // 1 − u·v = |u − v|²/2 of the rows scaled to length 1: of centred ones, so that small angles are not rounding of 1.
    private static Dissimilarities Angular(Tensor rows, string name, string fault)
    {
        using var scope = NewDisposeScope();
        Tensor scaled = rows / rows.abs().amax([1], keepdim: true); // whose squares are neither 0 nor infinite
        Tensor without = scaled.isnan().any(1).nonzero();
        if (without.size(0) > 0)
            throw new InputException(
                $"sample {without[0, 0].item<long>()} of {name} (counted from 0) {fault}; leave it out, or take a euclidean distance");
        Tensor directions = scaled / (scaled * scaled).sum([1], keepdim: true).sqrt();
        double[] values = SquaredEuclidean(Triangle.Gram(directions - directions.mean([0])));
        for (int place = 0; place < values.Length; place++)
            values[place] /= 2;
        return new(values);
    }

    private static Dissimilarities Correlated(Representation representation)
    {
        using var scope = NewDisposeScope();
        Tensor latents = representation.Latents;
        // Equal values need not give their mean exactly, so that what should be 0 would be rounding.
        Tensor changes = latents.amax([1], keepdim: true).ne(latents.amin([1], keepdim: true)); // [n, 1]
        Tensor centred = latents - latents.mean([1], keepdim: true);
        return Angular(where(changes, centred, zeros_like(centred)), representation.Name,
            "has one value at every unit, so that no correlation with it exists");
    }
}

/// <summary>How unlike two samples are, x and y the rows of their latents.</summary>
internal enum Distance
{
    SquaredEuclidean, // |x − y|²
    Euclidean,        // |x − y|
    Cosine,           // 1 − x·y / (|x||y|); units are not centred
    Correlation,      // 1 − Pearson's correlation of x and y over the units
}

namespace Mas.Similarity;

/// <summary>
/// A vector over pairs of samples, scaled to length 1: what a measure comes to whose value is the cosine of two of them, which are
/// CKA in sample space and every correlation of dissimilarities but Kendall's.
/// </summary>
internal sealed class FittedVector : Fitted
{
    private readonly double[] _pairs;    // [n(n − 1)/2]
    private readonly double[] _diagonal; // [n], or empty

    private FittedVector(string measure, int samples, int width, double[] pairs, double[] diagonal)
        : base(measure, samples, width) => (_pairs, _diagonal) = (pairs, diagonal);

    /// <summary>Scales the vectors in place; a vector of zeros gives NaN, as 0/0 is.</summary>
    /// <param name="measure">Name of the measure.</param>
    /// <param name="representation">Whose it is.</param>
    /// <param name="pairs">[n(n − 1)/2] of the pairs of different samples. Owned from here on.</param>
    /// <param name="diagonal">[n] of each sample with itself, where the measure looks at it. Owned from here on.</param>
    public static FittedVector Of(string measure, Representation representation, double[] pairs, double[]? diagonal = null)
    {
        double[] own = diagonal ?? [];
        double length = Math.Sqrt(Vectors.Dot(pairs, pairs) + Vectors.Dot(own, own));
        Vectors.ShiftAndScale(pairs, 0, 1 / length);
        Vectors.ShiftAndScale(own, 0, 1 / length);
        return new FittedVector(measure, representation.Samples, representation.Width, pairs, own);
    }

    /// <summary>Cosine of the angle between two.</summary>
    public static double Cosine(Fitted one, Fitted other)
    {
        (FittedVector a, FittedVector b) = ((FittedVector)one, (FittedVector)other);
        return Vectors.Dot(a._pairs, b._pairs) + Vectors.Dot(a._diagonal, b._diagonal);
    }

    /// <inheritdoc/>
    public override Fitted Reordered(int[] order)
    {
        double[] pairs = Array.ConvertAll(Triangle.Sources(order), place => _pairs[place]);
        double[] diagonal = _diagonal.Length == 0 ? [] : Array.ConvertAll(order, sample => _diagonal[sample]);
        return new FittedVector(Measure, Samples, Width, pairs, diagonal);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}

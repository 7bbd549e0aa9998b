using System.Buffers;

namespace Mas.Similarity;

/// <summary>A vector over pairs of samples, scaled to length 1: what a measure comes to whose value is the cosine of two of them, which are
/// CKA in sample space and every correlation of dissimilarities but Kendall's.</summary>
/// <remarks>Its memory goes back to a pool: a permutation null makes many, of megabytes each.</remarks>
internal sealed class FittedVector : Fitted
{
    private readonly int _pairs, _length;
    private double[]? _values; // of the pairs of different samples, then perhaps of each sample with itself; the rest is nobody's

    private FittedVector(string measure, int samples, int width, int length)
        : base(measure, samples, width) =>
        (_pairs, _length, _values) = (Triangle.Pairs(samples), length, ArrayPool<double>.Shared.Rent(length));

    private Span<double> Values => _values.AsSpan(0, _length);

    /// <summary>A vector of zeros gives NaN, as 0/0 is.</summary>
    /// <param name="pairs">[n(n − 1)/2] of the pairs of different samples; copied.</param>
    /// <param name="diagonal">[n] of each sample with itself, or nothing; copied.</param>
    /// <param name="shift">Added to every number first.</param>
    public static FittedVector Of(
        string measure, Representation representation, ReadOnlySpan<double> pairs, ReadOnlySpan<double> diagonal = default,
        double shift = 0)
    {
        var made = new FittedVector(measure, representation.Samples, representation.Width, pairs.Length + diagonal.Length);
        pairs.CopyTo(made.Values);
        diagonal.CopyTo(made.Values[pairs.Length..]);
        if (shift != 0)
            Vectors.ShiftAndScale(made.Values, shift, 1);
        Vectors.ShiftAndScale(made.Values, 0, 1 / Math.Sqrt(Vectors.Dot(made.Values, made.Values)));
        return made;
    }

    public static double Cosine(Fitted one, Fitted other) => Vectors.Dot(((FittedVector)one).Values, ((FittedVector)other).Values);

    public override Fitted Reordered(int[] order)
    {
        var made = new FittedVector(Measure, Samples, Width, _length);
        Triangle.Reorder(Values, made.Values, order);
        for (int diagonal = _pairs; diagonal < _length; diagonal++)
            made.Values[diagonal] = Values[_pairs + order[diagonal - _pairs]];
        return made;
    }

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _values, null) is double[] values)
            ArrayPool<double>.Shared.Return(values);
    }
}

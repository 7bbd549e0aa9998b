namespace Mas.Similarity;

/// <summary>Partial whitening X(αI + (1 − α)(XᵀX)^(−½)): α = 1 leaves centred latents as they are, α = 0 makes all directions count alike
/// (Williams et al. 2021).</summary>
/// <param name="Alpha">α, in 0..1.</param>
/// <param name="Kept">Σλ over the clipped eigenvalues of XᵀX.</param>
/// <param name="Whitened">Σm²λ, m = α + (1 − α)/√λ: what that becomes.</param>
internal sealed record Whitening(double Alpha, double Kept, double Whitened)
{
    private const double Smallest = 1e-12; // of the largest eigenvalue: below it is rounding, whatever the scale
    private const double Padding = 1e-7;   // eigenvalue of a column of zeros, as in netrep

    public static Whitening None { get; } = new(1, 1, 1);

    /// <summary>Whitens, and turns into principal axes: a shape may be turned.</summary>
    /// <param name="centred">[n, d]</param>
    /// <param name="alpha">α, below 1.</param>
    /// <returns>[n, d] points.</returns>
    public static (Tensor Points, Whitening Whitening) Of(Tensor centred, double alpha)
    {
        using var scope = NewDisposeScope();
        (Tensor eigenvalues, Tensor vectors) = linalg.eigh(centred.t().mm(centred));
        double[] values = eigenvalues.ToArray<double>();
        double clip = Smallest * values.Max();
        double[] clipped = Array.ConvertAll(values, value => Math.Max(value, clip));
        double[] factors = Array.ConvertAll(clipped, value => Factor(alpha, value));
        Tensor points = centred.mm(vectors * Device.Of(vectors).From(factors, factors.Length));
        double whitened = clipped.Zip(factors, (value, factor) => factor * factor * value).Sum();
        return (points.DetachFromDisposeScope(), new Whitening(alpha, clipped.Sum(), whitened));
    }

    /// <summary>What the whitened points are scaled by so that their variance is that of the latents. As in netrep the narrower of a pair
    /// is padded with columns of zeros first, and each of them counts with a small eigenvalue.</summary>
    /// <param name="padded">Columns of zeros.</param>
    public double Scale(int padded)
    {
        double factor = Factor(Alpha, Padding);
        return Math.Sqrt((Kept + padded * Padding) / (Whitened + padded * factor * factor * Padding));
    }

    private static double Factor(double alpha, double eigenvalue) => alpha + (1 - alpha) / Math.Sqrt(eigenvalue);
}

namespace Mas.Evaluation;

/// <summary>How far two subspaces of the same latents lie apart (Jordan 1875; by singular values, Björck and Golub 1973): the first angle
/// is the smallest between any two of their vectors, each further one the smallest beyond those before.</summary>
internal static class PrincipalAngles
{
    /// <summary>In degrees, rising, as many as the smaller subspace has dimensions.</summary>
    /// <param name="first">[width, k] linearly independent columns that span a subspace.</param>
    /// <param name="second">[width, l] the same for the other.</param>
    public static double[] Between(Tensor first, Tensor second)
    {
        Shape.RequireMatrix(second, first.size(0), -1, nameof(second));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor a = Orthonormal(first), b = Orthonormal(second);
        if (a.size(1) > b.size(1))
            (a, b) = (b, a);
        Tensor overlap = a.t().mm(b);                            // [smaller, larger]
        double[] cosines = linalg.svdvals(overlap).ToArray<double>();
        // Small angles from their sines: a cosine near 1 has lost their digits. A column of b − a aᵀb is what a lacks of it.
        double[] sines = linalg.svdvals(a - b.mm(overlap.t())).ToArray<double>();
        Array.Reverse(sines);
        return [.. cosines.Zip(sines, (cosine, sine) => double.RadiansToDegrees(Math.Atan2(sine, Math.Max(0, cosine))))];
    }

    internal static Tensor Orthonormal(Tensor columns) => linalg.qr(columns.to_type(ScalarType.Float64)).Q;
}

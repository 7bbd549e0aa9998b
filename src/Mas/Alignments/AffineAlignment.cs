namespace Mas.Alignments;

/// <summary>A(h) = hW + c, A⁻¹(z) = (z − c)W⁻¹ with an invertible W, [width, width], that need not be orthogonal; the inverse by
/// solve.</summary>
/// <remarks>All of W is learned, whatever the columns that the mask reads, because the first rows of W⁻¹ depend on all of it. Degenerates
/// where W comes close to a singular matrix: see <see cref="ConditionNumber"/>.</remarks>
internal abstract class AffineAlignment : AlignmentFunction
{
    private const double LargestConditionNumber = 1e4; // solving in float32 then keeps three digits of its seven

    protected AffineAlignment(int width, int columns)
    {
        if (columns < 1 || columns > width)
            throw new ArgumentException($"{columns} columns of a linear map of width {width} were asked for.", nameof(columns));
        (Width, Columns) = (width, columns);
    }

    public sealed override int Width { get; }

    /// <summary>Coordinates of the aligned space that <see cref="AlignmentFunction.Map"/> gives.</summary>
    public int Columns { get; }

    /// <summary>W, [width, width], differentiable.</summary>
    public abstract Tensor Matrix();

    /// <summary>A(0), [width], from <see cref="Matrix"/>.</summary>
    protected abstract Tensor Offset(Tensor matrix);

    /// <summary>A⁻¹(0), [width], from <see cref="Matrix"/>.</summary>
    protected abstract Tensor Origin(Tensor matrix);

    public sealed override AlignmentMap Map()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = Matrix();
        // The first rows of W⁻¹ are X with XW = [I 0], so WᵀXᵀ = [I 0]ᵀ.
        Tensor write = Solved(matrix.t(), Device.Of(matrix).Eye(Width, Columns)).t();
        return new LinearMap(
            matrix.narrow(1, 0, Columns).MoveToOuterDisposeScope(), write.MoveToOuterDisposeScope(),
            Offset(matrix).narrow(0, 0, Columns).MoveToOuterDisposeScope(), Origin(matrix).MoveToOuterDisposeScope());
    }

    public sealed override Tensor Align(Tensor latents)
    {
        Shape.RequireMatrix(latents, -1, Width, nameof(latents));
        using var scope = NewDisposeScope();
        Tensor matrix = Matrix();
        return latents.mm(matrix).add(Offset(matrix), HeldScalar.One).MoveToOuterDisposeScope();
    }

    public sealed override Tensor Invert(Tensor aligned)
    {
        Shape.RequireMatrix(aligned, -1, Width, nameof(aligned));
        using var scope = NewDisposeScope();
        Tensor matrix = Matrix();
        return Unaligned(matrix, aligned).add(Origin(matrix), HeldScalar.One).MoveToOuterDisposeScope();
    }

    /// <summary>Largest over smallest singular value of W, float64: how much larger a relative error can be after inverting; infinite where
    /// W is singular or not finite.</summary>
    public double ConditionNumber()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor matrix = Matrix().to_type(ScalarType.Float64);
        if (!matrix.isfinite().all().item<bool>())
            return double.PositiveInfinity;
        Tensor values = linalg.svdvals(matrix); // falling
        double smallest = values[Width - 1].item<double>();
        return smallest > 0 ? values[0].item<double>() / smallest : double.PositiveInfinity;
    }

    public sealed override Degeneration? Degenerates()
    {
        double condition = ConditionNumber();
        if (!double.IsFinite(condition))
            return new Degeneration("can no longer be inverted (its condition number is not finite)", IsFatal: true);
        return condition <= LargestConditionNumber ? null : new Degeneration(
            Invariant($"is badly conditioned (condition number {condition:g2}, ")
            + Invariant($"above {LargestConditionNumber:g2} its inverse is imprecise)"), IsFatal: false);
    }

    /// <summary>zW⁻¹, [batch, width].</summary>
    protected static Tensor Unaligned(Tensor matrix, Tensor aligned)
    {
        using var scope = NewDisposeScope();
        return Solved(matrix.t(), aligned.t()).t().MoveToOuterDisposeScope();
    }

    // A singular matrix gives values that are not finite, which the checks of training find, rather than an error inside a step.
    private static Tensor Solved(Tensor matrix, Tensor right) => linalg.solve_ex(matrix, right, left: true, check_errors: false).result;
}

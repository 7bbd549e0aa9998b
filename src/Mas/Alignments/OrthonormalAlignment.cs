namespace Mas.Alignments;

/// <summary>A(h) = hW, A⁻¹(z) = zWᵀ with orthonormal columns of W, however they are parametrised.</summary>
/// <remarks>A fixed mask reads the thin factor only, the first columns of W; the others are made where <see cref="Matrix"/> is asked for.
/// An orthogonal map cannot rescale: networks whose latents differ in scale need normalisation around it.</remarks>
internal abstract class OrthonormalAlignment : AlignmentFunction
{
    private const double LargestError = 1e-4; // method.md section 3, float32

    /// <summary>Columns of W that are learned: as many as the mask's blocks have coordinates.</summary>
    public abstract int Columns { get; }

    /// <summary>W, [width, width], differentiable.</summary>
    public abstract Tensor Matrix();

    /// <summary>The thin factor: the first <see cref="Columns"/> columns of W, [width, columns], differentiable.</summary>
    public abstract Tensor Factor();

    public sealed override AlignmentMap Map() => new LinearMap(Factor());

    public sealed override Degeneration? Degenerates()
    {
        double error = OrthogonalityError();
        // Not 'greater than': NaN must not pass.
        return error <= LargestError ? null : new Degeneration(
            Invariant($"is no longer orthogonal (error {error:g2}, at most {LargestError:g2} is allowed)"), IsFatal: true);
    }

    public sealed override Tensor Align(Tensor latents)
    {
        Shape.RequireMatrix(latents, -1, Width, nameof(latents));
        using Tensor matrix = Matrix();
        return latents.mm(matrix);
    }

    public sealed override Tensor Invert(Tensor aligned)
    {
        Shape.RequireMatrix(aligned, -1, Width, nameof(aligned));
        using Tensor matrix = Matrix(), transposed = matrix.t();
        return aligned.mm(transposed);
    }

    /// <summary>‖SᵀS − I‖∞ of the thin factor, largest entry: how far it is from orthonormal columns.</summary>
    public double OrthogonalityError()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor factor = Factor().to_type(ScalarType.Float64);
        return (factor.t().mm(factor) - Device.Of(factor).Eye(Columns)).abs().max().item<double>();
    }

    private protected static ArgumentException NoColumns(Tensor start, string name) =>
        new($"{start.size(1)} columns of an orthogonal matrix of width {start.size(0)} were asked for.", name);
}

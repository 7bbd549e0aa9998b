using TorchSharp;

namespace Mas.Alignments;

/// <summary>A(h) = (h + b)W, A⁻¹(z) = zW⁻¹ − b, with W made of the positive definite MMᵀ + 0.1 I.</summary>
/// <remarks>Parameters: <c>matrix</c> M, [width, width]; <c>shift</c> b, [width].</remarks>
internal abstract class DefiniteAlignment : AffineAlignment
{
    private static readonly Scalar s_floor = 0.1; // no eigenvalue of MMᵀ + 0.1 I is below it

    private readonly Tensor _matrix, _shift;

    /// <param name="matrix">[width, width] start of M. Owned from here on.</param>
    /// <param name="shift">[width] start of b. Owned from here on.</param>
    protected DefiniteAlignment(Tensor matrix, Tensor shift, int columns)
        : base((int)matrix.size(0), columns)
    {
        Shape.RequireMatrix(matrix, Width, Width, nameof(matrix));
        Shape.RequireVector(shift, Width, nameof(shift));
        (_matrix, _shift) = (Learned(matrix), Learned(shift));
        OwnParameters = new Dictionary<string, Tensor> { ["matrix"] = _matrix, ["shift"] = _shift };
    }

    /// <summary>M and b.</summary>
    protected IReadOnlyDictionary<string, Tensor> OwnParameters { get; }

    /// <summary>MMᵀ + 0.1 I, [width, width].</summary>
    protected Tensor PositiveDefinite()
    {
        using var scope = NewDisposeScope();
        return _matrix.mm(_matrix.t()).add(Device.Of(_matrix).Eye(Width), s_floor).MoveToOuterDisposeScope();
    }

    protected sealed override Tensor Offset(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        return _shift.unsqueeze(0).mm(matrix).squeeze(0).MoveToOuterDisposeScope();
    }

    protected sealed override Tensor Origin(Tensor matrix) => _shift.neg();

    // N(0, 1)/√width, so that MMᵀ has eigenvalues between 0 and about 4 at every width.
    private protected static Tensor StartMatrix(FamilyStart start) =>
        start.Gaussian("matrix", 1 / Math.Sqrt(start.Width), start.Width, start.Width);
}

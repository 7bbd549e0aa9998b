namespace Mas.Alignments;

/// <summary>A(h) = hW + c, A⁻¹(z) = (z − c)W⁻¹ with any invertible W: the affine map without a constraint.</summary>
/// <remarks>Parameters: <c>matrix</c> W, [width, width]; <c>shift</c> c, [width]. Starts at an orthogonal base with zero shift. Nothing
/// keeps W from becoming singular: training can follow it there.</remarks>
internal sealed class LinearAlignment : AffineAlignment
{
    /// <summary>What c is called among the parameters.</summary>
    public const string ShiftName = "shift";

    private readonly Tensor _matrix, _shift;

    /// <param name="matrix">[width, width] start of W. Owned from here on.</param>
    /// <param name="shift">[width] start of c. Owned from here on.</param>
    public LinearAlignment(Tensor matrix, Tensor shift, int columns)
        : base((int)matrix.size(0), columns)
    {
        Shape.RequireMatrix(matrix, Width, Width, nameof(matrix));
        Shape.RequireVector(shift, Width, nameof(shift));
        (_matrix, _shift) = (Learned(matrix), Learned(shift));
        Parameters = new Dictionary<string, Tensor> { ["matrix"] = _matrix, [ShiftName] = _shift };
    }

    public override IReadOnlyDictionary<string, Tensor> Parameters { get; }

    public override Tensor Matrix() => _matrix.alias();

    protected override Tensor Offset(Tensor matrix) => _shift.alias();

    protected override Tensor Origin(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        return Unaligned(matrix, _shift.unsqueeze(0)).squeeze(0).neg().MoveToOuterDisposeScope();
    }

    internal static LinearAlignment Start(FamilyStart start) =>
        new(start.Base(start.Width), start.Device.Zeros(start.Width), start.Columns);
}

namespace Mas.Alignments;

/// <summary>A(h) = (h + b)W, A⁻¹(z) = zW⁻¹ − b with W = MMᵀ + 0.1 I, symmetric and positive definite.</summary>
/// <remarks>Parameters: <c>matrix</c> M, [width, width], starts at N(0, 1)/√width; <c>shift</c> b, [width], starts at 0. Stretches along
/// orthogonal axes and never turns or mirrors. Never singular; its condition number grows with |M|².</remarks>
internal sealed class SymmetricPositiveDefiniteAlignment : DefiniteAlignment
{
    public SymmetricPositiveDefiniteAlignment(Tensor matrix, Tensor shift, int columns)
        : base(matrix, shift, columns) => Parameters = OwnParameters;

    public override IReadOnlyDictionary<string, Tensor> Parameters { get; }

    public override Tensor Matrix() => PositiveDefinite();

    internal static SymmetricPositiveDefiniteAlignment Start(FamilyStart start) =>
        new(StartMatrix(start), start.Device.Zeros(start.Width), start.Columns);
}

using TorchSharp;

namespace Mas.Alignments;

/// <summary>A(h) = (h + b)W, A⁻¹(z) = zW⁻¹ − b with W = (MMᵀ + 0.1 I)·S, S diagonal, s = tanh(a) + 0.1 sign(tanh a), the sign of 0 being 1.
/// Not symmetric as a whole, whatever the name that the literature gives it says.</summary>
/// <remarks>Parameters: <c>matrix</c> M, [width, width], starts at N(0, 1)/√width; <c>scale</c> a, [width], starts at 0.01·N(0, 1);
/// <c>shift</c> b, [width], starts at 0. Never singular: 0.1 ≤ |s| &lt; 1.1; s jumps by 0.2 where a changes its sign.</remarks>
internal sealed class SymmetricDefiniteAlignment : DefiniteAlignment
{
    private static readonly Scalar s_smallestScale = 0.1;

    private readonly Tensor _scale;

    /// <param name="scale">[width] start of a. Owned from here on.</param>
    public SymmetricDefiniteAlignment(Tensor matrix, Tensor scale, Tensor shift, int columns)
        : base(matrix, shift, columns)
    {
        Shape.RequireVector(scale, Width, nameof(scale));
        _scale = Learned(scale);
        Parameters = new Dictionary<string, Tensor>(OwnParameters) { ["scale"] = _scale };
    }

    public override IReadOnlyDictionary<string, Tensor> Parameters { get; }

    public override Tensor Matrix()
    {
        using var scope = NewDisposeScope();
        Tensor bounded = _scale.tanh(), negative = bounded.lt(zeros_like(bounded)).to_type(bounded.dtype);
        Tensor sign = ones_like(bounded) - negative - negative;
        return (PositiveDefinite() * bounded.add(sign, s_smallestScale)).MoveToOuterDisposeScope();
    }

    internal static SymmetricDefiniteAlignment Start(FamilyStart start) =>
        new(StartMatrix(start), start.Gaussian("scale", 0.01, start.Width), start.Device.Zeros(start.Width), start.Columns);
}

using TorchSharp;

namespace Mas.Alignments;

/// <summary>Orthogonal by reflections: W = B H₀ H₁ … Hₖ₋₁ D, Hⱼ = I − 2 vⱼvⱼᵀ/|vⱼ|², vⱼ = column j of L with 1 on its diagonal, D a fixed
/// diagonal of signs (Householder 1958). Never degenerates: |vⱼ| ≥ 1.</summary>
/// <remarks>The signs decide whether W is a rotation or a reflection; training cannot change that. At L = 0 every reflection only turns one
/// coordinate round, and the signs −1 of the start turn it back.</remarks>
internal sealed class HouseholderAlignment : OrthogonalAlignment
{
    private static readonly Scalar s_two = 2;

    private readonly Tensor _signs; // [columns]

    /// <param name="signs">[columns] the diagonal of D, +1 or −1; null for −1. Owned from here on.</param>
    public HouseholderAlignment(Tensor baseMatrix, Tensor parameter, Tensor? signs = null)
        : base(baseMatrix, parameter, Checked(signs, parameter)) => _signs = Constants["signs"];

    protected override Tensor Rotation(Tensor lower)
    {
        using var scope = NewDisposeScope();
        (Tensor vectors, Tensor factors) = Reflections(lower);
        long missing = Width - Columns;
        // A factor of 0 makes a reflection the identity.
        Tensor product = linalg.householder_product(nn.functional.pad(vectors, [0, missing]), nn.functional.pad(factors, [0, missing]));
        return (product * nn.functional.pad(_signs, [0, missing], value: 1)).MoveToOuterDisposeScope();
    }

    protected override Tensor ThinRotation(Tensor lower)
    {
        using var scope = NewDisposeScope();
        (Tensor vectors, Tensor factors) = Reflections(lower);
        return (linalg.householder_product(vectors, factors) * _signs).MoveToOuterDisposeScope();
    }

    // vⱼ, [width, columns], and 2/|vⱼ|², [columns].
    private (Tensor Vectors, Tensor Factors) Reflections(Tensor lower)
    {
        Tensor vectors = lower.add(Device.Of(lower).Eye(Width, Columns), HeldScalar.One);
        return (vectors, (vectors * vectors).sum([0]).reciprocal().mul(s_two));
    }

    private static Tensor Checked(Tensor? signs, Tensor parameter)
    {
        Shape.RequireMatrix(parameter, -1, -1, nameof(parameter));
        if (signs is null)
            return Device.Of(parameter).Ones(parameter.size(1)).neg_();
        Shape.RequireVector(signs, parameter.size(1), nameof(signs));
        return signs;
    }
}

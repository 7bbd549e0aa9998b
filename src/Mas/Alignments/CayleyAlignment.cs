namespace Mas.Alignments;

/// <summary>Orthogonal by the Cayley map: W = B (I + S)⁻¹ (I − S). Never degenerates: I + S is invertible for every skew-symmetric S; it
/// cannot reach rotations by half a turn away from B, only come close.</summary>
internal sealed class CayleyAlignment(Tensor baseMatrix, Tensor parameter) : OrthogonalAlignment(baseMatrix, parameter)
{
    protected override Tensor Rotation(Tensor lower)
    {
        using var scope = NewDisposeScope();
        Tensor skew = Skew(lower), identity = Device.Of(lower).Eye(Width);
        return linalg.solve(identity.add(skew, HeldScalar.One), identity - skew).MoveToOuterDisposeScope();
    }

    // With L = [A'; C], A' k × k, and A = A' − A'ᵀ:  I + S = [[I + A, −Cᵀ], [C, I]]. Eliminating the lower rows of
    // (I + S) X = (I − S)[:, :k] leaves, with M = A + CᵀC, the k × k system (I + M) X₁ = I − M, and X₂ = −C (I + X₁).
    protected override Tensor ThinRotation(Tensor lower)
    {
        using var scope = NewDisposeScope();
        Tensor top = lower.narrow(0, 0, Columns), rest = lower.narrow(0, Columns, Width - Columns);
        Tensor identity = Device.Of(lower).Eye(Columns);
        Tensor reduced = (top - top.t()).add(rest.t().mm(rest), HeldScalar.One);
        Tensor upper = linalg.solve(identity.add(reduced, HeldScalar.One), identity - reduced);
        return cat([upper, rest.mm(identity.add(upper, HeldScalar.One)).neg()], 0).MoveToOuterDisposeScope();
    }
}

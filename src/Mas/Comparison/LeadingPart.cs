using Mas.Alignments;

namespace Mas.Comparison;

/// <summary>The start of a small subspace from what a larger one has learned: for each variable its first coordinates.</summary>
internal static class LeadingPart
{
    /// <param name="larger">Orthogonal; its learned alignment of the same network.</param>
    /// <param name="sizes">Its dimensions per variable.</param>
    /// <param name="wanted">Dimensions per variable of the smaller one.</param>
    public static OwnStart Of(AlignmentFunction larger, IReadOnlyList<int> sizes, IReadOnlyList<int> wanted)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor matrix = larger.Core switch
        {
            OrthogonalAlignment orthogonal => orthogonal.Matrix(),
            OrthonormalAlignment orthonormal => orthonormal.Factor(),
            var other => throw new ArgumentException($"{other.GetType().Name} has no leading coordinates.", nameof(larger)),
        };
        Tensor order = Device.Of(matrix).Indices(Order((int)matrix.size(1), sizes, wanted));
        return new OwnStart(matrix.index_select(1, order).to_type(ScalarType.Float64).DetachFromDisposeScope());
    }

    // The coordinates that are kept, variable by variable, then all others in their order.
    private static long[] Order(int columns, IReadOnlyList<int> sizes, IReadOnlyList<int> wanted)
    {
        var kept = new List<long>();
        for (int variable = 0, first = 0; variable < sizes.Count; first += sizes[variable++])
            kept.AddRange(Enumerable.Range(first, wanted[variable]).Select(column => (long)column));
        return [.. kept, .. Enumerable.Range(0, columns).Select(column => (long)column).Except(kept)];
    }
}

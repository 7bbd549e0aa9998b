using Mas.Alignments;
using Mas.Comparison;

namespace Mas.Analyses.Angles;

/// <summary>The subspaces of latents that a trained alignment reads, in latents that are normalised where it normalises them.</summary>
internal static class ReadSubspaces
{
    /// <summary>[width, dimensions] columns that span the subspace of each network and variable; networks that it does not train, or only writes into by a
    /// map of their own, and variables of no dimensions are left out.</summary>
    public static IReadOnlyDictionary<(int Network, int Variable), Tensor> Of(CaseResult result, SeedResult seed)
    {
        CaseSetup own = result.Data.Setup;
        IReadOnlyList<int> sizes = seed.Learned.Sizes;
        var subspaces = new Dictionary<(int, int), Tensor>();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (int network in Read(own))
        {
            Tensor read = Factor(seed.Learned.Maps.Alignments[network].Core.Map());
            for (int v = 0, start = 0; v < sizes.Count; start += sizes[v++])
                if (sizes[v] > 0)
                    subspaces[(network, v)] = read.narrow(1, start, sizes[v]).clone().MoveToOuterDisposeScope();
        }
        return subspaces;
    }

    // An orthogonal map writes with what it reads; an affine pair only reads at its source.
    private static IEnumerable<int> Read(CaseSetup own) =>
        own.Trained.SelectMany(route => own.Case.Method.IsAffinePair ? [route.Source] : (int[])[route.Source, route.Target]).Distinct().Order();

    private static Tensor Factor(AlignmentMap map) => map switch
    {
        LinearMap linear => linear.Read,

        _ => throw new InvalidOperationException("a map that bends reads no subspace."),
    };
}

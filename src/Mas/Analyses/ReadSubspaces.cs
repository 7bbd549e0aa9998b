using Mas.Alignments;
using Mas.Comparison;
using Mas.Training;
using static TorchSharp.torch;

namespace Mas.Analyses;

/// <summary>The subspaces of latents that a trained alignment reads, in latents that are normalised where it normalises them.</summary>
internal static class ReadSubspaces
{
    /// <summary>[width, dimensions] columns that span the subspace of each network and variable; networks that it does not train, or only writes into by a
    /// map of their own, and variables of no dimensions are left out.</summary>
    public static IReadOnlyDictionary<(int Network, int Variable), Tensor> Of(RunData data, CaseResult result, SeedResult seed)
    {
        CaseSetup own = result.Data.Setup;
        var subspaces = new Dictionary<(int, int), Tensor>();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using LearnedMaps maps = TrainedMaps.Cores(data, own, seed);
        foreach (int network in Read(own))
        {
            Tensor read = Factor(maps.Alignments[network].Map());
            for (int v = 0, start = 0; v < seed.Sizes.Count; start += seed.Sizes[v++])
                if (seed.Sizes[v] > 0)
                    subspaces[(network, v)] = read.narrow(1, start, seed.Sizes[v]).clone().MoveToOuterDisposeScope();
        }
        return subspaces;
    }

    // An orthogonal map writes with what it reads; an affine pair only reads at its source.
    private static IEnumerable<int> Read(CaseSetup own) =>
        own.Trained.SelectMany(route => own.Case.Method.IsAffinePair ? [route.Source] : (int[])[route.Source, route.Target]).Distinct().Order();

    private static Tensor Factor(AlignmentMap map) => map switch
    {
        LinearMap linear => linear.Read,
        AffinePairMap pair => pair.Read,
        _ => throw new InvalidOperationException("a map that bends reads no subspace."),
    };
}

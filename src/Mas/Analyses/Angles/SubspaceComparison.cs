using Mas.Alignments;
using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Results.Records;

namespace Mas.Analyses.Angles;

/// <summary>The analysis <c>angles</c> (<c>method.md</c> section 10): how far the subspaces lie apart that alignments of one network find
/// from different seeds, at different sizes, and from a random start.</summary>
internal static class SubspaceComparison
{
    private const string Seeds = "seeds", Sizes = "sizes";

    /// <summary>The word for angles to alignments from a random start, which no run stores.</summary>
    public const string Starts = "starts";

    public static AnalysisDescription Description { get; } = new(
        "angles", "How far do the subspaces of different seeds, sizes and starts lie apart?", Run)
    {
        TakesRecordings = true,
        Against = experiment => experiment.Alignment.Design.Family == AlignmentFamily.Reversible
            ? ["angles are between linear subspaces, and the family reversible bends; leave angles out"] : [],
        Evidence = [nameof(EvidenceRecord.Angles)],
        Metrics = [Metrics.AngleBetweenSeeds, Metrics.AngleBetweenSizes, Metrics.AngleBetweenStarts],
        Unstored = [Metrics.AngleBetweenStarts],
    };

    private static AnalysisOutcome Run(AnalysisContext context)
    {
        using var scope = NewDisposeScope();
        Found[] found = [.. context.Results.SelectMany(result => Subspaces(context, result, isRandom: false))];
        Found[] random = [.. context.Shared.RandomStarts.SelectMany(result => Subspaces(context, result, isRandom: true))];
        AlignmentDesign design = context.Experiment.Alignment.Design;
        Tensor[] latents = [.. context.Data.Networks.Select((_, k) => context.Data.NormalisedLatents(design, k))];
        Pair[] pairs = [.. BetweenSeeds(found), .. BetweenSizes(found), .. BetweenStarts(found, random)];
        SubspaceAngles[] angles = [.. pairs.Select(pair =>
            Compared(pair, context.Data.Networks[pair.First.Network].Name, latents[pair.First.Network]))];
        return new AnalysisOutcome(context.Evidence with { Angles = angles }, pairs.Zip(angles, (pair, one) => Row(context, pair, one)));
    }

    // Every two seeds of one method and size.
    private static IEnumerable<Pair> BetweenSeeds(IEnumerable<Found> found) =>
        from same in found.GroupBy(one => (one.Case.Name, one.Network, one.Variable))
        let seeds = same.ToArray()
        from i in Enumerable.Range(0, seeds.Length)
        from j in Enumerable.Range(i + 1, seeds.Length - i - 1)
        select new Pair(Seeds, Metrics.AngleBetweenSeeds, seeds[i], seeds[j]);

    // The largest size of a method with each smaller one, as in the differences of a run; a mask that learns its sizes has one case only.
    private static IEnumerable<Pair> BetweenSizes(IEnumerable<Found> found) =>
        from same in found.GroupBy(one => (one.Case.Method.Name, one.Case.Alone, one.Case.Pair, one.Seed, one.Network, one.Variable))
        let sizes = same.OrderBy(one => one.Size).ToArray()
        from smaller in sizes[..^1]
        where smaller.Size < sizes[^1].Size
        select new Pair(Sizes, Metrics.AngleBetweenSizes, smaller, sizes[^1]);

    private static IEnumerable<Pair> BetweenStarts(IEnumerable<Found> found, IEnumerable<Found> random) =>
        from own in found
        join other in random
            on (own.Case.Name, own.Seed, own.Network, own.Variable) equals (other.Case.Name, other.Seed, other.Network, other.Variable)
        select new Pair(Starts, Metrics.AngleBetweenStarts, own, other);

    private static IEnumerable<Found> Subspaces(AnalysisContext context, CaseResult result, bool isRandom) =>
        from seed in result.Seeds
        from one in ReadSubspaces(result, seed)
        select new Found(
            result.Data.Case, seed.Evaluation.Seed, one.Key.Network, one.Key.Variable, one.Value,
            context.Experiment.Alignment, isRandom);

    // [width, dimensions] columns that span the subspace that is read of each network and variable, in latents that are normalised where
    // the alignment normalises them. Left out are networks that it does not train, or only writes into by a map of their own, and variables
    // of no dimensions.
    private static Dictionary<(int Network, int Variable), Tensor> ReadSubspaces(CaseResult result, SeedResult seed)
    {
        IReadOnlyList<int> sizes = seed.Learned.Sizes;
        var subspaces = new Dictionary<(int, int), Tensor>();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (int network in ReadNetworks(result.Data.Setup))
        {
            Tensor read = Factor(seed.Learned.Maps.Alignments[network].Core.Map());
            for (int v = 0, start = 0; v < sizes.Count; start += sizes[v++])
                if (sizes[v] > 0)
                    subspaces[(network, v)] = read.narrow(1, start, sizes[v]).clone().MoveToOuterDisposeScope();
        }
        return subspaces;
    }

    // An orthogonal map writes with what it reads; an affine pair only reads at its source.
    private static IEnumerable<int> ReadNetworks(CaseSetup setup) =>
        setup.Trained.SelectMany(route => setup.Case.Method.IsAffinePair ? [route.Source] : (int[])[route.Source, route.Target])
            .Distinct().Order();

    private static Tensor Factor(AlignmentMap map) => map switch
    {
        LinearMap linear => linear.Read,
        _ => throw new InvalidOperationException("a map that bends reads no subspace."),
    };

    private static SubspaceAngles Compared(Pair pair, string network, Tensor latents)
    {
        // What the smaller one holds.
        (Found smaller, Found larger) = pair.First.Size <= pair.Second.Size ? (pair.First, pair.Second) : (pair.Second, pair.First);
        return new SubspaceAngles(
            network, pair.Between, pair.First.Name, pair.Second.Name,
            PrincipalAngles.Between(pair.First.Basis, pair.Second.Basis), SharedVariance.Of(smaller.Basis, larger.Basis, latents));
    }

    private static MetricRow Row(AnalysisContext context, Pair pair, SubspaceAngles angles)
    {
        OpenedNetwork network = context.Data.Networks[pair.First.Network];
        return new MetricRow(
            context.Experiment.Name, pair.Second.Seed, null, Metrics.Test, pair.First.Case.Method.Name, pair.First.Size,
            network.Name, network.Name, network.Site.Name, network.Site.Name, pair.First.Label, true, pair.Metric, angles.Degrees[^1]);
    }

    private sealed record Found(
        AlignmentCase Case, int Seed, int Network, int Variable, Tensor Basis, AlignmentOptions Alignment, bool IsRandom)
    {
        public int Size => (int)Basis.size(1);

        public string Label => Alignment.Variables[Variable].Label;

        // Such as: mas, size 8, seed 1.
        public string Name => Invariant($"{Case.Method.Name}, size {Size}, seed {Seed}{Variables}{(IsRandom ? ", random start" : "")}");

        private string Variables => Alignment.Variables.Count > 1 ? ", " + Label : "";
    }

    private sealed record Pair(string Between, string Metric, Found First, Found Second);
}

using Mas.Analyses;
using Mas.Analyses.Algorithms;
using Mas.Analyses.Angles;
using Mas.Analyses.Cycles;
using Mas.Analyses.Disagreement;
using Mas.Analyses.Isolation;
using Mas.Analyses.Leakage;
using Mas.Analyses.NullSpaces;
using Mas.Analyses.OffManifold;
using Mas.Analyses.OtherMaps;
using Mas.Analyses.RandomStart;
using Mas.Analyses.Scrambled;
using Mas.Analyses.SmallestSubspace;
using Mas.Analyses.Untrained;
using Mas.Analyses.WrongVariable;

namespace Mas.Runs;

/// <summary>The analyses that an experiment can ask for.</summary>
internal static class KnownAnalyses
{
    /// <summary>In the order in which they are done.</summary>
    public static IReadOnlyList<AnalysisDescription> All { get; } =
    [
        AlgorithmsAnalysis.Description,
        OtherMapsAnalysis.Description,
        UntrainedControl.Description,
        UntrainedSourceControl.Description,
        ScrambledControl.Description,
        WrongVariableControl.Description,
        StartComparison.Description,
        SmallestSubspaceAnalysis.Description,
        NullSpaceAnalysis.Description,
        LeakageAnalysis.Description,
        CycleAnalysis.Description,
        IsolationAnalysis.Description,
        SubspaceComparison.Description,
        OffManifoldAnalysis.Description,
        DisagreementAnalysis.Description,
    ];

    /// <summary>Those that are asked for by their words, and those that they build upon.</summary>
    public static IReadOnlyList<AnalysisDescription> Asked(this IReadOnlyList<AnalysisDescription> known, IEnumerable<string> words)
    {
        HashSet<string> asked = [.. words];
        asked.UnionWith(known.Where(analysis => asked.Contains(analysis.Word)).SelectMany(analysis => analysis.Needs).ToArray());
        return [.. known.Where(analysis => asked.Contains(analysis.Word))];
    }

    /// <summary>Whether a metric, also as <c>cycle:NAME</c>, comes from alignments that an analysis trains and no run stores.</summary>
    public static bool IsUnstored(string metric) => All.Any(analysis => analysis.Unstored.Contains(Word(metric)));

    /// <summary>Whether an analysis leaves a metric, also as <c>cycle:NAME</c>.</summary>
    public static bool Leave(string metric) => All.Any(analysis => analysis.Metrics.Contains(Word(metric)));

    private static string Word(string metric) => metric.Split(':', 2)[0];
}

using Mas.Comparison.Costs;

namespace Mas.Analyses;

/// <summary>Memory that several analyses hold beside the run's data and results.</summary>
internal static class AnalysisMemory
{
    private const string Key = "analyses";

    /// <summary>Something of an analysis.</summary>
    public static MemoryPart Part(string word, double bytes) => new($"the analysis {word}", bytes, Key, $"leave {word} out of analyses");

    /// <summary>Alignments that are trained beside those of the run.</summary>
    public static IReadOnlyList<MemoryPart> Training(RunShape shape) =>
        [AlignmentParts.Starts(shape), AlignmentParts.InTraining(shape), AlignmentParts.Learned(shape), StepParts.Step(shape)];
}

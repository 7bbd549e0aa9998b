using Mas.Alignments;
using Mas.Tasks;

namespace Mas.Experiments.Analyses;

/// <summary>Which analyses an experiment can have.</summary>
internal static class AnalysisRules
{
    private const string Key = "analyses";

    /// <summary>Reports every analysis that the experiment cannot have, with the reason and the mend.</summary>
    public static void Check(Section root, IReadOnlyList<Analysis> analyses, AlignmentOptions alignment, ReadTasks tasks)
    {
        foreach (Analysis analysis in analyses)
            if (Obstacle(analysis, alignment, tasks) is string obstacle)
                root.Fail(root.Take(Key), Key, obstacle);
    }

    private static string? Obstacle(Analysis analysis, AlignmentOptions alignment, ReadTasks tasks) => analysis switch
    {
        Analysis.Untrained when alignment.Extend is not null =>
            "untrained networks have no alignments that could be kept: leave untrained out, or extend",
        Analysis.WrongVariable or Analysis.RandomStart or Analysis.Leakage when alignment.Extend is not null =>
            $"{analysis.Word()} trains every alignment anew, and those of the run that is extended are kept: leave {analysis.Word()} out, or extend",
        Analysis.WrongVariable => WrongVariable(alignment, tasks),
        Analysis.RandomStart when alignment.Start == AlignmentStart.Random => "the alignments start at random already: leave random-start out, or start: random",
        Analysis.RandomStart when !AlignmentFactory.HasOrthogonalBase(alignment.Design) =>
            $"the family {alignment.Design.Family.Word()} has no aligned start to be compared with: leave random-start out",
        _ => null,
    };

    private static string? WrongVariable(AlignmentOptions alignment, ReadTasks tasks)
    {
        SequenceTask[] known = [.. tasks.Networks.OfType<SequenceTask>()];
        return known.Length < tasks.Networks.Count || OtherVariables.Of(alignment.Variables, known) is not null ? null
            : "wrong-variable needs a variable beside the one that is exchanged, in the tasks of all networks, and there is none: leave it out";
    }
}

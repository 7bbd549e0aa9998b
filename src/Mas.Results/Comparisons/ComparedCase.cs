using Mas.Results.Verdicts;

namespace Mas.Results.Comparisons;

/// <summary>One method with one size, as it stands beside the others of its run: its trained directions in a few numbers.</summary>
/// <param name="Directions">The directions that carried a loss; where none did, all that were tested.</param>
internal sealed record ComparedCase(ResultGroup Group, IReadOnlyList<DirectionResult> Directions, int Matrices)
{
    /// <summary>The cases of a run: methods in its order, sizes rising. The remainder's swap is no case.</summary>
    public static IReadOnlyList<ComparedCase> Of(RunRecord run)
    {
        List<DirectionResult> directions = [.. run.Directions.Where(direction => direction.Variable != Verdict.Extraneous)];
        string[] methods = [.. directions.Select(direction => direction.Method).Distinct()];
        return [.. directions.GroupBy(ResultGroup.Of)
            .OrderBy(group => Array.IndexOf(methods, group.Key.Method)).ThenBy(group => group.Key.Variable, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Size)
            .Select(group => new ComparedCase(group.Key, Trained(group), MatrixCount.Learned(group, run.Networks)))];
    }

    /// <summary>Whether there is anything to compare: two methods, or two sizes of one variable.</summary>
    public static bool IsComparison(IReadOnlyList<ComparedCase> cases) =>
        cases.GroupBy(one => one.Group.Variable).Any(variable => variable.Count() > 1);

    public DirectionResult Worst => Directions.MinBy(direction => direction.TrialIia)!;

    public double MeanTrialIia => Directions.Average(direction => direction.TrialIia);

    public double MeanTokenIia => Directions.Average(direction => direction.TokenIia);

    /// <summary>The size that was asked for, or where the mask was learned, the mean of those that it found.</summary>
    public double Size => Directions[0].LearnedSizes is { Count: > 0 } found ? Math.Max(1, found.Average()) : Group.Size;

    public bool IsLearned => Directions[0].LearnedSizes is { Count: > 0 };

    /// <summary>The size in words.</summary>
    public string SizeText => IsLearned ? Invariant($"size learned: {Size:0.#}") : $"size {Group.Size}";

    private static IReadOnlyList<DirectionResult> Trained(IEnumerable<DirectionResult> group)
    {
        List<DirectionResult> all = [.. group], trained = [.. all.Where(direction => direction.Trained)];
        return trained.Count > 0 ? trained : all;
    }
}

using Mas.Experiments;

namespace Mas.Comparison;

/// <summary>Which trainings wait for which: where a size starts from the next larger one's result, those of one method and seed follow one
/// another, from the largest down.</summary>
internal static class SizeChains
{
    /// <summary>Indices of trainings, each list in the order in which they run; the lists run side by side.</summary>
    /// <param name="runs">[trainings] what each trains, and its seed.</param>
    public static int[][] Of(AlignmentStart start, IReadOnlyList<(AlignmentCase Case, int Seed)> runs) =>
        start != AlignmentStart.NextLarger ? [.. runs.Select((_, i) => (int[])[i])]
        : [.. runs.Index().GroupBy(run => (run.Item.Case.Method.Name, run.Item.Case.Alone, run.Item.Case.Pair, run.Item.Seed))
            .Select(chain => chain.OrderByDescending(run => run.Item.Case.Sizes.Sum()).Select(run => run.Index).ToArray())];
}

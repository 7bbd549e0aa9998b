using Mas.Comparison;
using Mas.Evaluation;
using Mas.Results.Records;

namespace Mas.Runs;

/// <summary>The sizes that learned masks have found, read back from the rows of a run's test.</summary>
internal static class LearnedSizes
{
    /// <summary>Dimensions per variable at the kept checkpoint of a seed; empty where they are given.</summary>
    /// <param name="rows">Rows of the test.</param>
    /// <param name="own">The method and size.</param>
    /// <param name="variables">Number of exchanged variables.</param>
    /// <param name="seed">Alignment seed.</param>
    /// <exception cref="InputException">They do not follow from the rows.</exception>
    public static int[] Of(IReadOnlyList<MetricRow> rows, CaseSetup own, int variables, int seed)
    {
        if (!own.Case.Method.Mask.LearnsSizes)
            return [];
        MetricRow[] sizes = [.. rows.Where(row => row.Metric == Metrics.LearnedSize && row.Seed == seed && row.Method == own.Case.Method.Name)];
        return [.. Enumerable.Range(0, variables).Select(variable => Size(variable))];

        int Size(int variable)
        {
            RouteLabel[] labels = [.. own.Tested.Where(route => route.Variable == variable).Select(own.Label)];
            double[] found = [.. sizes.Where(row => Array.Exists(labels, label => Is(row, label))).Select(row => row.Value).Distinct()];
            return found is [double size] && size == Math.Floor(size) && size >= 0 && size <= own.Widths.Min() ? (int)size : throw Unknown(own, seed);
        }
    }

    private static bool Is(MetricRow row, RouteLabel label) =>
        (row.Source, row.Target, row.Variable, row.Size) == (label.Source, label.Target, label.Variable, label.Size);

    // Of variables that are overwritten at once the rows have the sum.
    private static InputException Unknown(CaseSetup own, int seed) => new(string.Create(CultureInfo.InvariantCulture,
        $"the size that the mask has learned for each variable ({own.Case.Method.Name}, seed {seed}) does not follow from the rows '{Metrics.LearnedSize}' of metrics.csv, so that this run cannot be verified"));
}

using Mas.Results.Verdicts;

namespace Mas.Results.Comparisons;

/// <summary>Directions that belong into one picture: one method, one size, one variable.</summary>
internal sealed record ResultGroup(string Method, int Size, string Variable)
{
    /// <summary>Groups in the order of the run's results, the one that the verdict is about first.</summary>
    public static IReadOnlyList<ResultGroup> Of(RunRecord run) =>
        [.. Verdict.Judged(run.Directions).Concat(run.Directions).Select(Of).Distinct()];

    /// <summary>Groups of a run that has no results yet, from what training has recorded.</summary>
    public static IReadOnlyList<ResultGroup> Of(IEnumerable<MetricRow> rows) =>
        [.. rows.Where(row => row is { Metric: Metrics.TrialIia or Metrics.Loss or Metrics.ClLoss, Size: not null })
            .Select(row => new ResultGroup(row.Method, row.Size!.Value, row.Variable)).Distinct()];

    public bool Has(DirectionResult direction) => Of(direction) == this;

    public override string ToString() => $"{Method}, size {Size}, variable {Variable}";

    /// <summary>The group in a file name: letters, digits and hyphens. The signs between variables become words, so that no two groups
    /// share a name.</summary>
    public string Slug => Hyphened($"{Method}-{Size}-{Variable}".Replace("+", "-and-").Replace("/", "-or-"));

    /// <summary>Every character that is no letter or digit of ASCII as a hyphen.</summary>
    public static string Hyphened(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    public static ResultGroup Of(DirectionResult direction) => new(direction.Method, direction.Size, direction.Variable);
}

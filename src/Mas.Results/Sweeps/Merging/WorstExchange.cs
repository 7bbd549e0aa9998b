using Mas.Results.Verdicts;

namespace Mas.Results.Sweeps.Merging;

/// <summary>The judged exchange of a cell that fares worst: of the directions between networks, at the largest size, the one with the
/// lowest mean over alignment seeds; of those within a network where nothing was exchanged between two.</summary>
/// <param name="Seeds">Trial IIA on the test split by alignment seed (first-token IIA of language models), at least one.</param>
/// <param name="Floor">The same of the unchanged target; null where it was not measured.</param>
/// <param name="Interventions">Test interventions of each seed; of language models the fewer of the two sides' texts.</param>
internal sealed record WorstExchange(
    string Source, string Target, IReadOnlyList<(int? Seed, double Value)> Seeds, double? Floor, int Interventions)
{
    public double Mean => Math.Clamp(Seeds.Average(seed => seed.Value), 0, 1);

    public bool IsWithin => Source == Target;

    /// <summary>Null where nothing was exchanged.</summary>
    public static WorstExchange? Of(RunRecord run, IReadOnlyList<MetricRow> rows)
    {
        ILookup<(string, string, string, string, int?), MetricRow> tested = rows
            .Where(row => row is { Split: Metrics.Test, Metric: Metrics.TrialIia, Value: >= 0 and <= 1 })
            .ToLookup(row => (row.Source, row.Target, row.Variable, row.Method, row.Size));
        IEnumerable<WorstExchange> judged = run.Text is { } text ? Judged(text).Select(Of)
            : Verdict.Judged(run.Directions).Select(direction => Of(direction, tested));
        WorstExchange[] all = [.. judged.Where(one => one is { Seeds.Count: > 0, Interventions: > 0 })];
        return all.Where(one => !one.IsWithin).DefaultIfEmpty(all.MinBy(one => one.Mean)).MinBy(one => one?.Mean);
    }

    private static WorstExchange Of(DirectionResult direction, ILookup<(string, string, string, string, int?), MetricRow> tested)
    {
        (int? Seed, double Value)[] seeds =
            [.. tested[(direction.Source, direction.Target, direction.Variable, direction.Method, direction.Size)]
            .Select(row => (row.Seed, row.Value))];
        return new(direction.Source, direction.Target, seeds.Length > 0 ? seeds : Known(direction.TrialIia), direction.NoSwap,
            direction.Samples);
    }

    private static WorstExchange Of(TextDirection direction) => new(direction.Source, direction.Target,
        direction.BySeed.Count == direction.Seeds.Count && direction.BySeed.Count > 0
            ? [.. direction.Seeds.Zip(direction.BySeed, (seed, value) => ((int?)seed, value))] : Known(direction.FirstTokenIia),
        direction.Control(Metrics.NoSwap)?.FirstTokenIia, Math.Min(direction.SourceTexts, direction.TargetTexts));

    // A learned size has no rows of its own.
    private static (int? Seed, double Value)[] Known(double value) => value is >= 0 and <= 1 ? [(null, value)] : [];

    private static IEnumerable<TextDirection> Judged(TextRecord text)
    {
        TextDirection[] between = [.. text.Directions.Where(direction => !direction.IsWithin)];
        string? method = between.Any(direction => direction.Method == Verdict.Method) ? Verdict.Method : between.FirstOrDefault()?.Method;
        TextDirection[] own = [.. text.Directions.Where(direction => direction.Method == method)];
        return own.Where(direction => direction.Size == own.Max(one => one.Size));
    }
}

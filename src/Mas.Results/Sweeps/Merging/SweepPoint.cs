namespace Mas.Results.Sweeps.Merging;

/// <summary>The cells that agree in every factor that is shown, taken together.</summary>
/// <param name="Levels">One for each of those factors.</param>
/// <param name="Values">Trial IIA of each cell's worst exchange, the mean over its alignment seeds; at least one.</param>
/// <param name="Intervals">Over seeds of each kind.</param>
/// <param name="Floor">Mean over the cells; null where one has none.</param>
/// <param name="Planned">Cells of the plan, finished or not.</param>
internal sealed record SweepPoint(
    IReadOnlyList<int> Levels, IReadOnlyList<double> Values, double Mean, IReadOnlyDictionary<SeedKind, SeedInterval> Intervals,
    double? Floor, int Planned)
{
    /// <summary>Every point that has a finished cell with an exchange, in the order of the levels.</summary>
    /// <param name="shown">Factors that are not averaged over.</param>
    /// <param name="seeds">Factors that are seeds.</param>
    public static IReadOnlyList<SweepPoint> Of(
        IReadOnlyList<SweepFactor> shown, IReadOnlyList<SweepFactor> seeds, SweepTable table, IReadOnlyList<MergedCell> merged)
    {
        Dictionary<string, int> planned =
            table.Cells.GroupBy(cell => Key(shown, cell)).ToDictionary(group => group.Key, group => group.Count());
        IEnumerable<SweepPoint> points = merged.Where(cell => cell.Worst is not null).GroupBy(cell => Key(shown, cell.Cell))
            .Select(group => Of([.. shown.Select(factor => factor.LevelOf(group.First().Cell))], seeds, [.. group], planned[group.Key]));
        IOrderedEnumerable<SweepPoint> ordered = points.OrderBy(_ => 0);
        for (int factor = 0; factor < shown.Count; factor++)
        {
            int at = factor;
            ordered = ordered.ThenBy(point => point.Levels[at]);
        }
        return [.. ordered];
    }

    /// <summary>The interval over seeds of a kind; null where these are too few.</summary>
    public Interval? Over(SeedKind kind) => Intervals[kind].Interval;

    private static SweepPoint Of(int[] levels, IReadOnlyList<SweepFactor> seeds, MergedCell[] cells, int planned)
    {
        WorstExchange[] worst = [.. cells.Select(cell => cell.Worst!)];
        int interventions = worst.Min(one => one.Interventions);
        return new SweepPoint(levels, [.. worst.Select(one => one.Mean)], worst.Average(one => one.Mean),
            SeedKinds.All.ToDictionary(kind => kind, kind => SeedInterval.Of([.. cells.SelectMany(cell => Seeded(cell, kind, seeds))],
                interventions)),
            worst.All(one => one.Floor is not null) ? worst.Average(one => one.Floor) : null, planned);
    }

    // A restart of an alignment has its seed beside each value; other seeds are those of the cell.
    private static IEnumerable<SeededValue> Seeded(MergedCell cell, SeedKind kind, IReadOnlyList<SweepFactor> seeds)
    {
        IReadOnlyList<(int? Seed, double Value)> values = cell.Worst!.Seeds;
        int[] own = [.. seeds.Where(factor => factor.Seed == kind).Select(factor => factor.LevelOf(cell.Cell))];
        return values.Select(one => new SeededValue(
            one.Value, 1.0 / values.Count, kind == SeedKind.Alignment ? [one.Seed ?? -1] : own));
    }

    private static string Key(IReadOnlyList<SweepFactor> shown, PlannedCell cell) =>
        string.Join(' ', shown.Select(factor => factor.LevelOf(cell).ToString(CultureInfo.InvariantCulture)));
}

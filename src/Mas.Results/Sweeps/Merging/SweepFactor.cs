namespace Mas.Results.Sweeps.Merging;

/// <summary>What varies in a sweep: one axis, or several that move together from cell to cell.</summary>
/// <param name="Keys">Dotted keys.</param>
/// <param name="Levels">Its values: numbers rising, others in the order of the plan.</param>
/// <param name="IsNumeric">Whether each level has a number, all different.</param>
/// <param name="Seed">What it makes anew; null of what is compared.</param>
internal sealed record SweepFactor(IReadOnlyList<string> Keys, IReadOnlyList<SweepLevel> Levels, bool IsNumeric, SeedKind? Seed)
{
    private const int LongestLabel = 60, ShownKeys = 3;

    private readonly Dictionary<string, int> _levels = Levels.SelectMany((level, number) => level.Cells.Select(cell => (cell, number)))
        .DistinctBy(one => one.cell).ToDictionary(one => one.cell, one => one.number);

    public string Name => Listed.Few(Keys, ShownKeys);

    /// <summary>Every factor with more than one level, in the order of the axes.</summary>
    public static IReadOnlyList<SweepFactor> Of(SweepTable table)
    {
        List<(int[] Parts, List<int> Axes)> found = [];
        for (int axis = 0; axis < table.Axes.Count; axis++)
        {
            int[] parts = Parts(table, axis);
            if (parts.Max() == 0)
                continue;
            if (found.Find(other => other.Parts.AsSpan().SequenceEqual(parts)).Axes is { } together)
                together.Add(axis);
            else
                found.Add((parts, [axis]));
        }
        return [.. found.Select(one => Of(table, one.Axes, one.Parts))];
    }

    /// <summary>The cell's level.</summary>
    public int LevelOf(PlannedCell cell) => _levels[cell.Name];

    // For each cell the number of its value, as values first come: axes that move together have the same.
    private static int[] Parts(SweepTable table, int axis)
    {
        Dictionary<string, int> numbers = [];
        return [.. table.Cells.Select(cell => numbers.TryGetValue(cell.Values[axis], out int known) ? known
            : numbers[cell.Values[axis]] = numbers.Count).DefaultIfEmpty()];
    }

    private static SweepFactor Of(SweepTable table, List<int> axes, int[] parts)
    {
        // Of several the first whose values are all numbers gives them.
        double?[][] numbers = [.. axes.Select(axis => table.Cells.Select(cell => AxisColumn.Number(cell.Values[axis])).ToArray())];
        double?[]? numeric = numbers.FirstOrDefault(values =>
            values.All(value => value is not null) && values.Distinct().Count() == parts.Max() + 1);
        SweepLevel[] levels = [.. Enumerable.Range(0, parts.Length).GroupBy(cell => parts[cell]).Select(level => new SweepLevel(
            string.Join(" / ", axes.Select(axis => Label(table.Cells[level.First()].Values[axis]))), numeric?[level.First()] ?? 0,
            [.. level.Select(cell => table.Cells[cell].Name)]))];
        string[] keys = [.. axes.Select(axis => table.Axes[axis])];
        SeedKind?[] kinds = [.. keys.Select(SeedKinds.Of)];
        return new(keys, numeric is null ? levels : [.. levels.OrderBy(level => level.Number)], numeric is not null,
            kinds.Contains(null) ? null : kinds.Min());
    }

    private static string Label(string value) => value.Length == 0 ? "nothing" : MessageLimits.Cut(value, LongestLabel);
}

/// <summary>One value of a factor.</summary>
/// <param name="Number">Its number; 0 where the factor is not numeric.</param>
/// <param name="Cells">Names of the planned cells that have it.</param>
internal sealed record SweepLevel(string Label, double Number, IReadOnlyList<string> Cells);

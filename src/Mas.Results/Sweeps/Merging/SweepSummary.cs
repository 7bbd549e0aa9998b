namespace Mas.Results.Sweeps.Merging;

/// <summary>What the page of a sweep shows: what varies, and the trial IIA at each combination.</summary>
/// <param name="Points">At least one.</param>
internal sealed record SweepSummary(SweepLayout Layout, IReadOnlyList<SweepPoint> Points)
{
    /// <summary>Null where no merged cell has an exchange.</summary>
    public static SweepSummary? Of(MergeResult result)
    {
        SweepLayout layout = SweepLayout.Of(result.Table);
        IReadOnlyList<SweepPoint> points = SweepPoint.Of(layout.Shown, layout.Seeds, result.Table, result.Merged);
        return points.Count == 0 ? null : new SweepSummary(layout, points);
    }

    /// <summary>Kinds of seeds of which some point has an interval.</summary>
    public IReadOnlyList<SeedKind> Intervals => [.. SeedKinds.All.Where(kind => Points.Any(point => point.Over(kind) is not null))];

    /// <summary>Where a point stands: <c>alignment.size = 4, alignment.method = mas</c>; empty where nothing but seeds varies.</summary>
    public string Place(SweepPoint point) => string.Join(", ",
        Layout.Shown.Select((factor, at) => $"{factor.Name} = {factor.Levels[point.Levels[at]].Label}").Reverse());

    /// <summary>A mean with its intervals: <c>97.1 % (95.0–98.4 over network seeds)</c>.</summary>
    public string Measured(SweepPoint point)
    {
        string[] intervals = [.. Intervals.Where(kind => point.Over(kind) is not null)
            .Select(kind => $"{Percent.Span(point.Over(kind)!)} over {SeedKinds.Name(kind)}")];
        return Percent.Of(point.Mean) + (intervals.Length == 0 ? "" : $" ({string.Join(", ", intervals)})");
    }
}

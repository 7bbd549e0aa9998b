namespace Mas.Results.Sweeps.Merging;

/// <summary>Which factor stands where in the figure of a sweep.</summary>
/// <param name="X">Along the panels; null where nothing but seeds varies.</param>
/// <param name="Lines">Within a panel; null for one line.</param>
/// <param name="Panels">Whose levels, in every combination, have a panel each.</param>
/// <param name="Averaged">For which there is no room.</param>
/// <param name="Seeds">Averaged over as well: the intervals are over these.</param>
internal sealed record SweepLayout(
    SweepFactor? X, SweepFactor? Lines, IReadOnlyList<SweepFactor> Panels, IReadOnlyList<SweepFactor> Averaged,
    IReadOnlyList<SweepFactor> Seeds)
{
    /// <summary>More cannot be followed.</summary>
    public const int MostLines = 6;

    /// <summary>More do not fit a page.</summary>
    public const int MostPanels = 12;

    /// <summary>Of words along a panel the first so many are shown; numbers have room always.</summary>
    public const int MostWords = 12;

    public static SweepLayout Of(SweepTable table)
    {
        IReadOnlyList<SweepFactor> all = SweepFactor.Of(table);
        List<SweepFactor> open = [.. all.Where(factor => factor.Seed is null)], panels = [];
        SweepFactor? x = open.OrderByDescending(factor => factor.IsNumeric).ThenByDescending(factor => factor.Levels.Count)
            .FirstOrDefault();
        SweepFactor? lines = open.FirstOrDefault(factor => factor != x && factor.Levels.Count <= MostLines);
        open.RemoveAll(factor => factor == x || factor == lines);
        int count = 1;
        foreach (SweepFactor factor in open.Where(factor => count * factor.Levels.Count <= MostPanels))
        {
            panels.Add(factor);
            count *= factor.Levels.Count;
        }
        return new(x, lines, panels, [.. open.Except(panels)], [.. all.Where(factor => factor.Seed is not null)]);
    }

    /// <summary>Lines of a panel.</summary>
    public int LineCount => Lines?.Levels.Count ?? 1;

    /// <summary>Every factor that is shown, outermost first.</summary>
    public IReadOnlyList<SweepFactor> Shown => [.. Panels, .. new[] { Lines, X }.OfType<SweepFactor>()];
}

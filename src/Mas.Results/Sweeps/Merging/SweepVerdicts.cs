using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Sweeps.Merging;

/// <summary>How often each word is the verdict, by each value of each factor.</summary>
internal static class SweepVerdicts
{
    // Of one factor; more would push what follows off the page.
    private const int MostLevels = 15;

    private static readonly string[] s_order =
        [Verdict.Same, Verdict.Interchangeable, Verdict.Partly, Verdict.Different, Verdict.Inconclusive, Verdict.None];

    /// <summary>The words that occur, in the order in which the verdict tries them.</summary>
    public static IReadOnlyList<string> Words(MergeResult result)
    {
        HashSet<string> found = [.. result.Merged.Select(cell => cell.Word)];
        return [.. s_order.Where(found.Contains), .. found.Except(s_order).Order(StringComparer.Ordinal)];
    }

    public static void Write(HtmlWriter html, MergeResult result)
    {
        IReadOnlyList<string> words = Words(result);
        SweepFactor[] factors = [.. SweepFactor.Of(result.Table).Where(factor => factor.Seed is null)];
        html.Section(2, "Verdicts");
        new NumberTable("Cells by verdict", ["Cells with", .. words, "merged", "planned"],
        [
            Row("all", result.Merged, words, result.Table.Cells.Count),
            .. factors.SelectMany(factor => factor.Levels.Take(MostLevels).Select((level, at) => Row($"{factor.Name} = {level.Label}",
                [.. result.Merged.Where(cell => factor.LevelOf(cell.Cell) == at)], words, level.Cells.Count))),
        ])
        { IsOpen = true }.Write(html);
        foreach (SweepFactor factor in factors.Where(factor => factor.Levels.Count > MostLevels))
            html.Add($"<p class=\"fine\">Of {factor.Name} the first {MostLevels} of {factor.Levels.Count} values are shown.</p>");
        html.Add($"<p class=\"fine\">A cell is one run, and its verdict is that run's own. –: none.</p></section>");
    }

    private static string[] Row(string head, IReadOnlyList<MergedCell> cells, IReadOnlyList<string> words, int planned) =>
    [
        head, .. words.Select(word => cells.Count(cell => cell.Word == word) is > 0 and var count ? Invariant($"{count}") : "–"),
        Invariant($"{cells.Count}"), Invariant($"{planned}"),
    ];
}

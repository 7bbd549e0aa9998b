using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>Networks that differ in their training seed only: what they give on average, and how sure that is for others of their
/// kind.</summary>
internal static class NetworkSeedsSection
{
    public static void Write(HtmlWriter html, IReadOnlyList<NetworkSeedResult> results, int level)
    {
        if (results.Count == 0)
            return;
        html.Section(level, "Over network seeds");
        html.Add($"<p>Networks that are the same but for the seed that they were trained from are taken together. The interval says what "
            + $"further networks of the kind would give on average; single ones vary more.</p>");
        html.Table("Networks", "Swap", "Method and size", "Variable", "#Network seeds", "#Directions", "#Mean trial IIA", "#95 % interval");
        foreach (NetworkSeedResult result in results)
        {
            string swap = $"{(result.SameSeed ? "within each network" : "between networks")}{(result.Trained ? "" : " (never trained)")}";
            html.Add($"<tr><th scope=\"row\">{(result.Source == result.Target ? result.Source : $"{result.Source} → {result.Target}")}</th>"
                + $"{new Cell("Swap", swap, "")}");
            html.Add($"<td data-label=\"Method and size\">{result.Method}, <span class=\"whole\">size {result.Size}</span></td>"
                + $"{new Cell("Variable", result.Variable, "")}");
            html.Add($"{new Cell("Network seeds", $"{result.Networks}")}{new Cell("Directions", $"{result.Directions}")}");
            html.Add($"{new Cell("Mean trial IIA", Percent.Of(result.TrialIia) + (result.Interval is null ? IntervalMark.Sign : ""))}"
                + $"{new Cell("95 % interval", Interval(result))}</tr>");
        }
        html.Add($"</tbody></table>");
        Notes(html, results);
        html.Add($"</section>");
    }

    private static string Interval(NetworkSeedResult result) =>
        result.Interval is null ? "none" : Percent.Of(result.Interval)
            + (result.IntervalDesign == AccuracyInterval.InterventionsOnly ? "\u00a0‡" : "");

    private static void Notes(HtmlWriter html, IReadOnlyList<NetworkSeedResult> results)
    {
        if (results.Any(result => result.Interval is null))
            html.Add($"<p class=\"fine\">† Fewer than three network seeds, or one network has a part in every direction: they do "
                + $"not tell how much networks vary, and there is no interval.</p>");
        if (results.Any(result => result.IntervalDesign == AccuracyInterval.InterventionsOnly))
            html.Add($"<p class=\"fine\">‡ Every outcome is the same, so the interval covers the test interventions only.</p>");
    }
}

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
        html.Add($"<section>");
        html.Heading(level, "Over network seeds");
        html.Add($"<p>Networks that are the same but for the seed that they were trained from are taken together. The interval says what "
            + $"further networks of the kind would give on average; single ones vary more.</p>");
        Table(html, results);
        Notes(html, results);
        html.Add($"</section>");
    }

    private static void Table(HtmlWriter html, IReadOnlyList<NetworkSeedResult> results)
    {
        html.Add($"<table class=\"cards\"><thead><tr><th scope=\"col\">Networks</th><th scope=\"col\">Swap</th><th scope=\"col\">Method "
            + $"and size</th><th scope=\"col\">Variable</th><th scope=\"col\" class=\"number\">Network seeds</th><th scope=\"col\" "
            + $"class=\"number\">Directions</th><th scope=\"col\" class=\"number\">Mean trial IIA</th>"
            + $"<th scope=\"col\" class=\"number\">95 "
            + $"% interval</th></tr></thead><tbody>");
        foreach (NetworkSeedResult result in results)
            Row(html, result);
        html.Add($"</tbody></table>");
    }

    private static void Row(HtmlWriter html, NetworkSeedResult result)
    {
        html.Add($"<tr><th scope=\"row\">{(result.Source == result.Target ? result.Source : $"{result.Source} → {result.Target}")}</th><td "
            + $"data-label=\"Swap\">{(result.SameSeed ? "within each network" : "between networks")}"
            + $"{(result.Trained ? "" : " (never trained)")}</td>");
        html.Add($"<td data-label=\"Method and size\">{result.Method}, <span class=\"whole\">size {result.Size}</span></td><td "
            + $"data-label=\"Variable\">{result.Variable}</td>");
        html.Add($"<td class=\"number\" data-label=\"Network seeds\">{result.Networks}</td><td class=\"number\" "
            + $"data-label=\"Directions\">{result.Directions}</td>");
        html.Add($"<td class=\"number\" data-label=\"Mean trial "
            + $"IIA\">{Percent.Of(result.TrialIia)}{(result.Interval is null ? IntervalMark.Sign : "")}</td><td class=\"number\" "
            + $"data-label=\"95 % interval\">{Interval(result)}</td></tr>");
    }

    private static string Interval(NetworkSeedResult result) =>
        result.Interval is null ? "none" : Percent.Of(result.Interval)
            + (result.IntervalDesign == AccuracyInterval.InterventionsOnly ? "\u00a0‡" : "");

    private static void Notes(HtmlWriter html, IReadOnlyList<NetworkSeedResult> results)
    {
        if (results.Any(result => result.Interval is null))
            html.Add($"<p class=\"fine\">† Fewer than three network seeds: they do not tell how much networks vary, so there is no "
                + $"interval.</p>");
        if (results.Any(result => result.IntervalDesign == AccuracyInterval.InterventionsOnly))
            html.Add($"<p class=\"fine\">‡ Every outcome is the same, so the interval covers the test interventions only.</p>");
    }
}

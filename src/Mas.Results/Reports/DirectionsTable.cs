namespace Mas.Results.Reports;

/// <summary>The numbers behind the heat map, one row per direction.</summary>
internal static class DirectionsTable
{
    public static void Write(HtmlWriter html, IReadOnlyList<DirectionResult> directions)
    {
        html.Add($"<table class=\"cards\"><thead><tr><th scope=\"col\">Direction</th><th scope=\"col\" class=\"number\">Trial IIA</th><th scope=\"col\" class=\"number\">95 % interval</th><th scope=\"col\" class=\"number\">Token IIA</th><th scope=\"col\" class=\"number\">Floor</th><th scope=\"col\" class=\"number\">Chance-corrected</th><th scope=\"col\" class=\"number\">New value pairs</th><th scope=\"col\">Kept step</th></tr></thead><tbody>");
        foreach (DirectionResult direction in directions)
            Row(html, direction);
        html.Add($"</tbody></table>");
        foreach (string design in directions.Select(Design).Distinct())
            html.Add($"<p class=\"fine\">{design}</p>");
    }

    private static void Row(HtmlWriter html, DirectionResult direction)
    {
        html.Add($"<tr><th scope=\"row\">{direction.Source} → {direction.Target}{(direction.Trained ? "" : " (never trained)")}</th>");
        Cell(html, "Trial IIA", Percent.Of(direction.TrialIia));
        Cell(html, "95 % interval", Percent.Of(direction.Interval));
        Cell(html, "Token IIA", Percent.Of(direction.TokenIia));
        Cell(html, "Floor", direction.NoSwap is double floor ? Percent.Of(floor) : "–");
        Corrected(html, direction);
        Cell(html, "New value pairs", direction.NewPairs is double pairs ? Percent.Of(pairs) : "–");
        html.Add($"<td class=\"steps\" data-label=\"Kept step\">{string.Join(", ", direction.Steps)}</td>");
        html.Add($"</tr>");
    }

    private static void Cell(HtmlWriter html, string label, string value) => html.Add($"<td class=\"number\" data-label=\"{label}\">{value}</td>");

    private static void Corrected(HtmlWriter html, DirectionResult direction)
    {
        const string label = "Chance-corrected";
        if (direction is { Corrected: double value, CorrectedInterval: Interval interval })
            html.Add($"<td class=\"number\" data-label=\"{label}\">{Percent.Of(value)} <span class=\"whole\">({Percent.Span(interval)})</span></td>");
        else
            Cell(html, label, direction.NoSwap is null ? "–" : "undefined (the floor is 100 %)");
    }

    private static string Design(DirectionResult direction) =>
        direction.IntervalDesign == Statistics.AccuracyInterval.Crossed
            ? $"Intervals over {direction.Seeds.Count} alignment seeds × {direction.Samples} test interventions: both may fall out otherwise in a repetition."
            : direction.Seeds.Count < Statistics.AccuracyInterval.SeedsForVariance
                ? $"With {direction.Seeds.Count} alignment seed{(direction.Seeds.Count == 1 ? "" : "s")} the intervals cover the {direction.Samples} test interventions only, not the choice of seeds."
                : $"Where every outcome is the same the interval covers the {direction.Samples} test interventions only.";
}

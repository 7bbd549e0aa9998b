using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>The numbers behind the heat map, one row per direction; a long table is folded.</summary>
internal static class DirectionsTable
{
    /// <summary>All directions of four networks.</summary>
    private const int LongestOpen = 16;

    private const string NewPairs = "New pairs, chosen alignment, corrected, one-sided 5 % bounds";

    public static void Write(HtmlWriter html, IReadOnlyList<DirectionResult> directions, ReportInput input)
    {
        bool isLong = directions.Count > LongestOpen, isLearned = directions.Any(direction => direction.LearnedSizes is not null);
        if (isLong)
            html.Add($"<details><summary>All {directions.Count} directions in numbers</summary>");
        Heads numbers = new("Direction", "#Trial IIA", "#95 % interval", "#Token IIA", "#Floor", "#Chance-corrected", $"#{NewPairs}");
        html.Add($"<table class=\"cards\"><thead><tr>{numbers}");
        if (isLearned)
            html.Add($"<th scope=\"col\">Learned size</th>");
        html.Add($"<th scope=\"col\">Kept step</th></tr></thead><tbody>");
        foreach (DirectionResult direction in directions)
            Row(html, direction, Mark(direction, input), isLearned);
        html.Add($"</tbody></table>");
        foreach (string design in directions.Select(Design).Distinct())
            html.Add($"<p class=\"fine\">{design}</p>");
        if (isLong)
            html.Add($"</details>");
    }

    private static void Row(HtmlWriter html, DirectionResult direction, string mark, bool isLearned)
    {
        html.Add($"<tr><th scope=\"row\">{direction.Source} → {direction.Target}{mark}</th>");
        html.Add($"{new Cell("Trial IIA", Percent.Of(direction.TrialIia))}");
        html.Add($"{new Cell("95 % interval", Percent.Of(direction.Interval) + IntervalMark.Of(direction.IntervalDesign))}");
        html.Add($"{new Cell("Token IIA", Percent.Of(direction.TokenIia))}");
        html.Add($"{new Cell("Floor", Percent.OrDash(direction.NoSwap))}");
        Corrected(html, direction);
        WithNewPairs(html, direction);
        if (isLearned)
            html.Add($"{new Cell("Learned size", string.Join(", ", direction.LearnedSizes ?? []), "steps")}");
        html.Add($"{new Cell("Kept step", string.Join(", ", direction.Steps), "steps")}");
        html.Add($"</tr>");
    }

    /// <summary>What sets a direction apart, in brackets.</summary>
    private static string Mark(DirectionResult direction, ReportInput input)
    {
        bool isHeldOut = input.Run.HeldOut.Contains(new NamedDirection(direction.Source, direction.Target));
        string[] marks = [isHeldOut ? "held out" : direction.Trained ? "" : "never trained",
            input.Inaccessible.Contains(direction.Target) ? "target inaccessible" : ""];
        string said = string.Join(", ", marks.Where(mark => mark.Length > 0));
        return said.Length == 0 ? "" : $" ({said})";
    }

    // They have a floor of their own, so that the raw share says little beside the others; older records have no more.
    private static void WithNewPairs(HtmlWriter html, DirectionResult direction)
    {
        if (direction.ChosenNewPairs is { } pairs)
            html.Add($"<td class=\"number\" data-label=\"{NewPairs}\">{Percent.Of(pairs.Value)} <span "
                + $"class=\"whole\">({Percent.Span(new Interval(pairs.Low, pairs.High))})</span></td>");
        else
            html.Add($"{new Cell(NewPairs, direction.Chosen is null ? Percent.OrDash(direction.NewPairs) : "–")}");
    }

    private static void Corrected(HtmlWriter html, DirectionResult direction)
    {
        const string label = "Chance-corrected";
        if (direction is { Corrected: double value, CorrectedInterval: Interval interval })
            html.Add($"<td class=\"number\" data-label=\"{label}\">{Percent.Of(value)} <span "
                + $"class=\"whole\">({Percent.Span(interval)})</span></td>");
        else
            html.Add($"{new Cell(label, direction.NoSwap is null ? "–" : "undefined (the floor is 100 %)")}");
    }

    private static string Design(DirectionResult direction) =>
        !direction.CoversSeeds ? IntervalMark.General
            : $"Intervals over {direction.Seeds.Count} alignment seeds × {direction.Samples} test interventions: a repetition would have "
            + "other seeds and other interventions, and the interval allows for both.";
}

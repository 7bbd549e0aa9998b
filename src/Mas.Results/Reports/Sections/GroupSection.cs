using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>The results of one method, size and variable; those that the verdict is not about are folded.</summary>
internal static class GroupSection
{
    // Six panels; taller ones would keep the reader from what comes below them.
    private const double TallFigure = 1400;

    /// <summary>The heat map and its numbers.</summary>
    public static void Results(HtmlWriter html, ReportInput input, ResultGroup group, int level)
    {
        List<DirectionResult> directions = [.. input.Run.Directions.Where(group.Has)];
        if (GroupFigures.HeatMapOf(input, group) is not { } heatMap)
            return;
        html.Section(level, "How well activity carries over");
        Results(html, input, group, directions, heatMap, level);
        if (GroupFigures.MapOf(input, group) is { } map)
        {
            html.Add($"<div class=\"beside\"><p>The networks as a map: the nearer two lie, the better activity of each stands in for that "
                + $"of the other (trial IIA corrected for chance, both ways averaged, a mean over alignment seeds).</p>");
            html.Draw(map);
            html.Add($"</div>");
        }
        html.Add($"</section>");
    }

    /// <summary>A method, size and variable that the verdict is not about, folded.</summary>
    public static void Folded(HtmlWriter html, ReportInput input, ResultGroup group, int level)
    {
        GroupFigures figures = GroupFigures.Of(input, group);
        List<DirectionResult> directions = [.. input.Run.Directions.Where(group.Has)];
        html.Add($"<details class=\"group\"><summary>Also aligned: {group.ToString()}</summary>");
        if (figures.HeatMap is not null)
        {
            html.Heading(level, $"{group}");
            Results(html, input, group, directions, figures.HeatMap, level);
        }
        if (figures.Controls is not null)
        {
            html.Heading(level, "Controls");
            html.Draw(figures.Controls);
            ControlTexts.Write(html, directions);
        }
        Training(html, figures, level);
        html.Add($"</details>");
    }

    private static void Results(
        HtmlWriter html, ReportInput input, ResultGroup group, List<DirectionResult> directions, Figure heatMap, int level)
    {
        html.Add($"<div class=\"beside\"><p>Each cell is the share of interventions, in per cent, after which the target behaved as the "
            + $"swapped value demands ({group.ToString()}), with its 95 % interval where there is room: trial IIA, the interchange "
            + $"intervention accuracy of whole trials, as a mean over alignment seeds, not corrected for chance.</p>");
        html.Draw(heatMap);
        html.Add($"</div>");
        DirectionsTable.Write(html, directions, input);
        HeldOutSection.Write(html, directions, input.Run.HeldOut, level + 1);
    }

    /// <summary>How training went, in curves.</summary>
    /// <param name="ends">Why the training of each seed ended, where that is known.</param>
    public static void Training(HtmlWriter html, GroupFigures figures, int level, IReadOnlyList<TrainingEnd>? ends = null)
    {
        if (figures.Training is null && figures.Loss is null)
            return;
        html.Heading(level, "Training");
        html.Add($"<p>Thick lines are means over alignment seeds, thin ones, where they are drawn, single seeds; a seed that has stopped "
            + $"keeps its last value. Training and validation use other interventions than the final test.</p>");
        if (ends is { Count: > 0 })
            html.Add($"<p>{string.Join("; ", ends.Select(end => $"Seed {end.Seed} ended at step {end.Step}: {end.Reason}"))}.</p>");
        bool isTall = figures.Training?.Height > TallFigure;
        if (isTall)
            html.Add($"<details><summary>The curves of every direction</summary>");
        html.Add($"<div class=\"beside\">");
        foreach (Figure figure in new[] { figures.Training, figures.Loss }.OfType<Figure>())
            html.Draw(figure);
        html.Add($"</div>");
        if (isTall)
            html.Add($"</details>");
    }
}

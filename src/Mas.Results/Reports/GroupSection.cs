using Mas.Results.Figures;

namespace Mas.Results.Reports;

/// <summary>The results of one method, size and variable; those that the verdict is not about are folded.</summary>
internal static class GroupSection
{
    // Wider figures scroll in their frame on a phone, because their text would shrink too far.
    private const double PhoneWidth = 500;

    // Six panels; taller ones would keep the reader from what comes below them.
    private const double TallFigure = 1400;

    public static void Write(HtmlWriter html, ReportInput input, ResultGroup group, int level, bool isFirst)
    {
        GroupFigures figures = GroupFigures.Of(input, group);
        List<DirectionResult> directions = [.. input.Run.Directions.Where(group.Has)];
        if (isFirst)
            html.Add($"<section>");
        else
            html.Add($"<details class=\"group\"><summary>Also aligned: {group.ToString()}</summary>");
        if (figures.HeatMap is not null)
        {
            RunSection.Heading(html, level, isFirst ? "How well activity carries over" : $"{group}");
            html.Add($"<p>Each cell is the share of interventions, in per cent, after which the target behaved as the swapped value demands ({group.ToString()}), with its 95 % interval where there is room.</p>");
            Draw(html, figures.HeatMap);
            DirectionsTable.Write(html, directions, input);
            HeldOutSection.Write(html, directions, input.Run.HeldOut, level);
        }
        Controls(html, figures.Controls, directions, level);
        Training(html, figures, level);
        html.Raw(isFirst ? "</section>\n" : "</details>\n");
    }

    private static void Controls(HtmlWriter html, Figure? figure, List<DirectionResult> directions, int level)
    {
        if (figure is null)
            return;
        RunSection.Heading(html, level, "Controls");
        html.Add($"<div class=\"beside\">");
        Draw(html, figure);
        html.Add($"<dl class=\"terms\">");
        IEnumerable<string> names = directions.SelectMany(direction => direction.Controls).Select(control => control.Name);
        foreach (string name in names.Concat(directions.Any(direction => direction.NoSwap is not null) ? [Metrics.NoSwap] : []).Distinct().OrderBy(ControlTexts.Order))
            html.Add($"<dt>{name}</dt><dd>{ControlTexts.Of(name)}</dd>");
        html.Add($"</dl></div>");
    }

    private static void Training(HtmlWriter html, GroupFigures figures, int level)
    {
        if (figures.Training is null && figures.Loss is null)
            return;
        RunSection.Heading(html, level, "Training");
        html.Add($"<p>Thick lines are means over alignment seeds, thin ones, where they are drawn, single seeds; a seed that has stopped keeps its last value. Training and validation use other interventions than the final test.</p>");
        bool isTall = figures.Training?.Height > TallFigure;
        if (isTall)
            html.Add($"<details><summary>The curves of every direction</summary>");
        html.Add($"<div class=\"beside\">");
        foreach (Figure figure in new[] { figures.Training, figures.Loss }.OfType<Figure>())
            Draw(html, figure);
        html.Add($"</div>");
        if (isTall)
            html.Add($"</details>");
    }

    public static void Draw(HtmlWriter html, Figure figure) =>
        html.Add($"<figure tabindex=\"0\" class=\"{(figure.Width > PhoneWidth ? "wide" : "narrow")}\"><figcaption>{figure.Title}</figcaption>{figure}</figure>");
}

using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>Methods and sizes side by side, where a run has more than one, and the number of matrices that each has learned.</summary>
internal static class ComparisonSection
{
    public static IEnumerable<Figure> Figures(RunRecord run)
    {
        IReadOnlyList<ComparedCase> cases = ComparedCase.Of(run);
        return ComparedCase.IsComparison(cases) ? [ComparisonPlot.Draw(cases)] : [];
    }

    public static void Write(HtmlWriter html, RunRecord run, int level)
    {
        IReadOnlyList<ComparedCase> cases = ComparedCase.Of(run);
        if (!ComparedCase.IsComparison(cases))
            return;
        html.Section(level, "Methods and sizes");
        html.Add($"<p>How much carries over depends on the dimensions that are swapped and on which directions carry the loss. Each method "
            + $"is shown by its worst trained direction; the methods differ in how many directions they train, so the worst of many is set "
            + $"beside the worst of few.</p>");
        foreach (Figure figure in Figures(run))
            html.Draw(figure);
        Table(html, cases);
        ComparedDirections.Write(html, run, cases);
        DifferencesTable.Write(html, run.Differences, level + 1);
        html.Add($"</section>");
    }

    private static void Table(HtmlWriter html, IReadOnlyList<ComparedCase> cases)
    {
        bool isOne = cases.Select(one => one.Group.Variable).Distinct().Count() == 1;
        html.Add($"<table class=\"cards\"><thead><tr><th scope=\"col\">Method and size</th>");
        if (!isOne)
            html.Add($"<th scope=\"col\">Variable</th>");
        Heads numbers = new("#Directions trained", "#Matrices learned", "Worst direction", "#Its trial IIA", "#95 % interval",
            "#Mean trial IIA", "#Mean token IIA");
        html.Add($"{numbers}</tr></thead><tbody>");
        foreach (ComparedCase one in cases)
        {
            html.Add($"<tr><th scope=\"row\">{one.Group.Method}, <span class=\"whole\">{one.SizeText}</span></th>");
            if (!isOne)
                html.Add($"{new Cell("Variable", one.Group.Variable, "")}");
            html.Add($"{new Cell("Directions trained", $"{one.Directions.Count(direction => direction.Trained)}")}"
                + $"{new Cell("Matrices learned", $"{one.Matrices}")}");
            html.Add($"{new Cell("Worst direction", $"{one.Worst.Source} → {one.Worst.Target}", "steps")}"
                + $"{new Cell("Its trial IIA", Percent.Of(one.Worst.TrialIia))}"
                + $"{new Cell("95 % interval", Percent.Of(one.Worst.Interval) + IntervalMark.Of(one.Worst.IntervalDesign))}");
            html.Add($"{new Cell("Mean trial IIA", Percent.Of(one.MeanTrialIia))}"
                + $"{new Cell("Mean token IIA", Percent.Of(one.MeanTokenIia))}</tr>");
        }
        html.Add($"</tbody></table>");
        IntervalMark.Note(html, cases.Select(one => one.Worst.IntervalDesign));
    }
}

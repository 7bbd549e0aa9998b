using Mas.Results.Comparisons;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>The same direction under every method and size, trained or not, where the directions are few enough for columns.</summary>
internal static class ComparedDirections
{
    private const int MostColumns = 9;
    private const int FoldedFrom = 12; // rows

    public static void Write(HtmlWriter html, RunRecord run, IReadOnlyList<ComparedCase> cases)
    {
        ILookup<string, DirectionResult> directions = run.Directions.ToLookup(direction => $"{direction.Source} → {direction.Target}");
        string[] columns = [.. directions.Select(direction => direction.Key)];
        if (columns.Length is < 2 or > MostColumns)
            return;
        if (cases.Count >= FoldedFrom)
            html.Add($"<details><summary>Every direction under every method and size</summary>");
        html.Add($"<table class=\"cards\"><thead><tr><th scope=\"col\">Mean trial IIA in each direction</th>");
        foreach (string column in columns)
            html.Add($"<th scope=\"col\" class=\"number\">{column}</th>");
        html.Add($"</tr></thead><tbody>");
        bool isOneVariable = cases.Select(one => one.Group.Variable).Distinct().Count() == 1;
        foreach (ComparedCase one in cases)
        {
            html.Add($"<tr><th scope=\"row\">{one.Group.Method}, <span class=\"whole\">{one.SizeText}</span>"
                + $"{(isOneVariable ? "" : $", {one.Group.Variable}")}</th>");
            foreach (string column in columns)
                html.Add($"{new Cell(column, Text(directions[column].FirstOrDefault(one.Group.Has)))}");
            html.Add($"</tr>");
        }
        html.Add($"</tbody></table><p class=\"fine\">In brackets: directions that this method does not train. –: not tested.</p>");
        if (cases.Count >= FoldedFrom)
            html.Add($"</details>");
    }

    private static string Text(DirectionResult? direction) => direction switch
    {
        null => "–",
        { Trained: true } => Percent.Of(direction.TrialIia),
        _ => $"({Percent.Of(direction.TrialIia)})",
    };
}

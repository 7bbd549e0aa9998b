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
        ILookup<(string Source, string Target),
        DirectionResult> directions = run.Directions.ToLookup(direction => (direction.Source, direction.Target));
        (string Source, string Target)[] columns = [.. directions.Select(direction => direction.Key)];
        if (columns.Length is < 2 or > MostColumns)
            return;
        if (cases.Count >= FoldedFrom)
            html.Add($"<details><summary>Every direction under every method and size</summary>");
        html.Add($"<table class=\"cards\"><thead><tr><th scope=\"col\">Mean trial IIA in each direction</th>");
        foreach ((string source, string target) in columns)
            html.Add($"<th scope=\"col\" class=\"number\">{source} → {target}</th>");
        html.Add($"</tr></thead><tbody>");
        bool isOneVariable = cases.Select(one => one.Group.Variable).Distinct().Count() == 1;
        foreach (ComparedCase one in cases)
        {
            html.Add($"<tr><th scope=\"row\">{one.Group.Method}, <span "
                + $"class=\"whole\">{one.SizeText}</span>{(isOneVariable ? "" : $", {one.Group.Variable}")}</th>");
            foreach ((string source, string target) in columns)
                html.Add($"<td class=\"number\" data-label=\"{source} → "
                    + $"{target}\">{Cell(directions[(source, target)].FirstOrDefault(one.Includes))}</td>");
            html.Add($"</tr>");
        }
        html.Add($"</tbody></table><p class=\"fine\">In brackets: directions that this method does not train. –: not tested.</p>");
        if (cases.Count >= FoldedFrom)
            html.Add($"</details>");
    }

    private static string Cell(DirectionResult? direction) => direction switch
    {
        null => "–",
        { Trained: true } => Percent.Of(direction.TrialIia),
        _ => $"({Percent.Of(direction.TrialIia)})",
    };
}

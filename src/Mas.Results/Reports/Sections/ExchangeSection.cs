using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>What an exchange is, by two of the run's own: one that came out right beside one that did not.</summary>
internal static class ExchangeSection
{
    public static IReadOnlyList<Figure> Figures(RunRecord run) =>
        [.. (run.Shown?.Examples ?? []).DistinctBy(example => example.Right)
            .Select(example => ExchangePicture.Draw(example, Site(run, example.Source), Site(run, example.Target)))];

    public static void Write(HtmlWriter html, RunRecord run, int level)
    {
        IReadOnlyList<Figure> figures = Figures(run);
        if (figures.Count == 0)
            return;
        InterventionExample first = run.Shown!.Examples[0];
        html.Section(level, "What was done");
        html.Add($"<div class=\"beside\">");
        string how = first.Source == first.Target ? "another sample of its own" : $"{first.Source}";
        html.Add($"<p>A test intervention in the direction with the lowest bound, {first.Source} → {first.Target}, with alignment seed "
            + $"{(long)first.Seed}: the part of the activity that carries {Named(first.Variable)} is read from {how}, written into "
            + $"{first.Target}, and {first.Target} goes on from there. It is right where every scored token is the one that the causal "
            + $"model expects; a point stands for a token that is not scored. {Missing(run)}</p>");
        if (figures.Count > 1)
            html.Add($"</div><div class=\"beside\">");
        foreach (Figure figure in figures)
            html.Draw(figure);
        html.Add($"</div></section>");
    }

    private static string Named(string variable) =>
        variable == "full" ? "all variables of the causal model together" : variable;

    private static string Missing(RunRecord run)
    {
        bool[] kinds = [.. run.Shown!.Examples.Select(example => example.Right).Distinct()];
        return kinds.Length == 2 ? "" : kinds[0] ? "None of this direction's test interventions came out wrong."
            : "None of this direction's test interventions came out right.";
    }

    private static string Site(RunRecord run, string network) =>
        run.Networks.FirstOrDefault(one => one.Name == network)?.Site ?? "";
}

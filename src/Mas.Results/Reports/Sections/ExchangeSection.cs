using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>What an exchange is, by two of the run's own: one that came out right beside one that did not.</summary>
internal static class ExchangeSection
{
    public static IReadOnlyList<Figure> Figures(RunRecord run) =>
        [.. (run.Shown?.Examples ?? []).DistinctBy(example => example.Right)
            .Select(ExchangePicture.Draw)];

    public static void Write(HtmlWriter html, RunRecord run, int level)
    {
        IReadOnlyList<Figure> figures = Figures(run);
        if (figures.Count == 0)
            return;
        InterventionExample first = run.Shown!.Examples[0];
        html.Section(level, "What was done");
        html.Add($"<div class=\"beside\">");
        html.Add($"<p>{new Prose(run.Text is null ? OfTask(run, first) : OfTexts(first, run.Text))} {Missing(run)}</p>");
        if (figures.Count > 1)
            html.Add($"</div><div class=\"beside\">");
        foreach (Figure figure in figures)
            html.Draw(figure);
        html.Add($"</div></section>");
    }

    private static string OfTask(RunRecord run, InterventionExample first)
    {
        string from = first.Source == first.Target ? "another sample of its own" : first.Source,
            what = first.Variable == "full" ? "all variables of the causal model together" : first.Variable;
        string alignment = run.Evidence?.WithoutNull.Count > 0 ? "the first alignment of seed" : "alignment seed";
        return $"A test intervention in the direction with the lowest bound, {first.Source} → {first.Target}, with {alignment} "
            + $"{first.Seed}: the part of the activity that carries {what} is read from {from}, written into {first.Target}, and "
            + $"{first.Target} goes on from there. It is right where every scored token is the one that the causal model expects; a point "
            + "stands for a token that is not scored.";
    }

    private static string OfTexts(InterventionExample first, TextRecord text) =>
        $"A test exchange in the direction with the lowest first-token IIA, {first.Source} → {first.Target}, with alignment seed "
        + $"{first.Seed}: at every position up to the marked one, {(text.Sink == "keep" ? "the first left out, " : "")}the aligned part of "
        + $"{first.Source}'s activity is written into {first.Target}'s. It is right where {first.Target} then predicts what "
        + $"{first.Source} predicts after its own text.";

    private static string Missing(RunRecord run)
    {
        bool[] kinds = [.. run.Shown!.Examples.Select(example => example.Right).Distinct()];
        string of = run.Text is null ? "this direction's test interventions" : "the exchanges looked through";
        return kinds.Length == 2 ? "" : $"None of {of} came out {(kinds[0] ? "wrong" : "right")}.";
    }
}

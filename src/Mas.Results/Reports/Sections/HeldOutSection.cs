using Mas.Results.Comparisons;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>Directions that were kept from training, beside those that were trained: whether the alignment is transitive.</summary>
internal static class HeldOutSection
{
    public static void Write(HtmlWriter html, IReadOnlyList<DirectionResult> directions, IReadOnlyList<NamedDirection> heldOut, int level)
    {
        IReadOnlyList<Transitivity> findings = Transitivity.Of(directions, heldOut);
        if (findings.Count == 0)
            return;
        html.Heading(level, "Directions held out from training");
        html.Add($"<p>{new Prose(Sentence(findings))}</p>");
        html.Add($"<p>{Means(findings, directions)}</p>");
        html.Table("Held-out direction", "#Trial IIA", "#Chance-corrected", "Best trained chain", "Its weaker leg",
            "#Leg, chance-corrected", "Carries over as well");
        foreach (Transitivity finding in findings)
        {
            html.Add($"<tr><th scope=\"row\">{Name(finding)}</th>{new Cell("Trial IIA", Percent.Of(finding.Held.Result.TrialIia))}"
                + $"{new Cell("Chance-corrected", Number(finding.Held))}");
            if (finding.Best is not { } chain)
                html.Add($"{new Cell("Best trained chain", "none", "")}<td></td><td></td>{new Cell("Carries over as well", "–", "")}</tr>");
            else
                html.Add($"{new Cell("Best trained chain", chain.ToString(), "")}"
                    + $"{new Cell("Its weaker leg", $"{chain.Weaker.Result.Source} → {chain.Weaker.Result.Target}", "")}"
                    + $"{new Cell("Leg, chance-corrected", Number(chain.Weaker))}"
                    + $"{new Cell("Carries over as well", finding.Holds == true ? "yes" : "no", "")}</tr>");
        }
        html.Add($"</tbody></table><p class=\"fine\">The best chain is the one whose weaker leg is strongest. A direction carries over as "
            + $"well where its interval overlaps or exceeds that of the weaker leg. {Intervals(findings)} Where no floor was measured, the "
            + $"numbers are not corrected for chance.</p>");
    }

    // Older records have no chosen alignment.
    private static string Intervals(IReadOnlyList<Transitivity> findings) =>
        findings.All(finding => finding.Held.Result.Chosen is not null)
            ? "Chance-corrected numbers are of the chosen alignment, between its one-sided 5 % bounds."
            : "Intervals are 95 % intervals.";

    /// <summary>Whether the alignment is transitive, and where not.</summary>
    public static string Sentence(IReadOnlyList<Transitivity> findings)
    {
        string[] fail = [.. findings.Where(finding => finding.Holds == false).Select(Name)],
        unknown = [.. findings.Where(finding => finding.Holds is null).Select(Name)];
        string found = fail.Length > 0
            ? $"The alignment is not transitive everywhere: {Listed.Of(fail)} {(fail.Length == 1 ? "falls" : "fall")} short of the weaker "
                + "leg of the best trained chain."
            : unknown.Length < findings.Count
                ? "The alignment is transitive, as far as the intervals can tell: every held-out direction with a trained chain carries "
                    + "over as well as the weaker leg of that chain."
                : "";
        string untold = unknown.Length > 0
            ? $"No chain of two trained directions leads where {Listed.Of(unknown)} {(unknown.Length == 1 ? "leads" : "lead")}, so nothing "
                + "follows there." : "";
        return string.Join(" ", new[] { found, untold }.Where(sentence => sentence.Length > 0));
    }

    private static string Means(IReadOnlyList<Transitivity> findings, IReadOnlyList<DirectionResult> directions)
    {
        List<DirectionResult> trained = [.. directions.Where(direction => direction.Trained && direction.Source != direction.Target)];
        string held = $"Between networks, mean trial IIA is {Percent.Of(findings.Average(finding => finding.Held.Result.TrialIia))} over "
            + $"the {findings.Count} held-out directions";
        return trained.Count == 0 ? $"{held}."
            : $"{held} and {Percent.Of(trained.Average(direction => direction.TrialIia))} over the {trained.Count} trained ones.";
    }

    private static string Number(Verdicts.Finding finding) => $"{Percent.Of(finding.Value)} ({Percent.Span(finding.Interval)})";

    private static string Name(Transitivity finding) => $"{finding.Held.Result.Source} → {finding.Held.Result.Target}";
}

using Mas.Results.Reports;
using Mas.Results.Reports.Html;

namespace Mas.Results.Plans;

/// <summary>The page of a plan: the answer, the curves, the numbers, and what they do not say.</summary>
internal static class PlanPage
{
    public static string Render(PlanRecord plan) => HtmlReport.Page(
        $"{plan.Plan}: what can a recording show?",
        "Before recording: how many units and trials, and what noise, until networks that work alike are told from others?", html =>
        {
            html.Add($"<h1>{plan.Plan}</h1>");
            Answer(html, plan);
            foreach (PlanKey varied in plan.Drawn)
                Write(html, plan, varied);
            Limits(html, plan);
            Setup(html, plan);
        });

    private static void Answer(HtmlWriter html, PlanRecord plan)
    {
        if (plan.Status != RunStatus.Done)
        {
            html.Add($"<p class=\"status\">This plan is {plan.Status}: there is no answer yet. Its figures have what is finished.</p>");
            return;
        }
        html.Add($"<section class=\"verdict\" aria-label=\"Answer\">");
        html.Add($"<p class=\"lead\">By trial IIA from the recording into {plan.Networks[0].Name}:</p>");
        html.List(Sentences(plan, isCorrelation: false));
        html.Add($"<p>By correlation with {plan.Networks[0].Name}, for contrast:</p>");
        html.List(Sentences(plan, isCorrelation: true));
        html.Add($"</section>");
    }

    private static IEnumerable<string> Sentences(PlanRecord plan, bool isCorrelation) => plan.Answers
        .Where(answer => PlanMeasure.Similarities.Contains(answer.Measure) == isCorrelation).Select(answer => answer.Sentence);

    private static void Write(HtmlWriter html, PlanRecord plan, PlanKey varied)
    {
        html.Section(2, Listed.Capital(PlanWords.List(varied)));
        html.Draw(PlanFigure.Draw(plan, varied));
        Table(plan, varied).Write(html);
        html.Add($"</section>");
    }

    private static NumberTable Table(PlanRecord plan, PlanKey varied)
    {
        IReadOnlyList<string> networks = plan.Recorded;
        string[] columns =
            [PlanWords.Name(varied), "measure", .. networks, .. networks.Skip(1).Select(other => $"{networks[0]} − {other}"), "draws"];
        return new($"The numbers by {PlanWords.Name(varied)}", columns,
            [.. from curve in plan.Curves where curve.Varied == varied from point in curve.Points orderby point.Value
                select (IReadOnlyList<string>)[
                    PlanWords.Short(varied, point.Value), PlanMeasure.All.First(measure => measure.Word == curve.Measure).Name,
                    .. point.Networks.Select(PlanWords.Measured),
                    .. networks.Skip(1).Select(other => point.Differences.FirstOrDefault(one => one.Network == other) is { } difference
                        ? PlanWords.Measured(difference) : "–"),
                    Invariant($"{point.Networks.Min(network => network.Draws)}")]]);
    }

    private static void Limits(HtmlWriter html, PlanRecord plan)
    {
        html.Section(2, "How to read this");
        html.Add($"<ul class=\"limits\">");
        html.Items(
        [
            $"Every recording is made of a network whose truth is known. {plan.Recorded[0]} works as {plan.Networks[0].Name} does; "
                + $"{Listed.Of([.. plan.Recorded.Skip(1)])} {(plan.Recorded.Count > 2 ? "do" : "does")} not. That is what the plan says of "
                + "them, and nothing here tests it.",
            "While one list is gone through, every other list is held at its last value.",
            "A draw decides which units are seen and which trials are shown, and all noise. The networks that are recorded share it. "
                + "Numbers are means over draws; brackets and bands are 95 % intervals by Student's t over draws. Differences are paired "
                + "by draw. Many intervals stand here, each by itself.",
            "CKA and RSA compare the recording with the reference, shown the same trials, at the same positions: at most 2 000, of whole "
                + "trials. Biased CKA rises where units are many and positions few.",
            "An animal may differ from these networks in more than units, trials and noise. A plan says what cannot be seen with less; it "
                + "does not promise what will be seen.",
        ]);
        html.Add($"</ul></section>");
    }

    private static void Setup(HtmlWriter html, PlanRecord plan)
    {
        html.Section(2, "What was done");
        html.Table("Network", "Role", "Architecture", "Site", "#Units", "#Accuracy");
        foreach (PlanNetwork network in plan.Networks)
            html.Add($"<tr><th scope=\"row\">{network.Name}</th>{new Cell("Role", network.Role, "")}"
                + $"{new Cell("Architecture", network.Architecture, "")}{new Cell("Site", network.Site, "")}"
                + $"{new Cell("Units", $"{network.Width}")}{new Cell("Accuracy", Percent.Of(network.Accuracy))}</tr>");
        html.Add($"</tbody></table>\n<dl class=\"pairs\">");
        foreach ((string label, string value) in plan.Setup)
            html.Pair(label, value);
        html.Pair("Seed", Invariant($"{plan.Seed}; of the draws {string.Join(", ", plan.DrawSeeds)}"));
        html.Pair("Versions", string.Join(", ", plan.Versions.Select(version => $"{version.Key} {version.Value}")));
        html.Add($"</dl></section>");
    }
}

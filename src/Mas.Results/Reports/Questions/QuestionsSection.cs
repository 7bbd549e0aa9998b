using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Questions;

/// <summary>The three questions that model alignment search was made for, answered in words.</summary>
internal static class QuestionsSection
{
    private const string Lines = "Not known from this run; in the experiment file these lines would tell more (several analyses go into "
        + "one list):";

    private const string Nothing = "The exchange shows nothing about how the networks work, and neither do these numbers.";

    public static void Write(HtmlWriter html, RunRecord run, int level)
    {
        if (Verdict.Judged(run.Directions).Count == 0)
            return;
        html.Section(level, "Three questions");
        html.Add($"<div class=\"questions\">");
        foreach (Answer answer in Of(run))
        {
            html.Add($"<div>");
            html.Heading(level + 1, answer.Question);
            html.Add($"<p>{new Prose(string.Join(" ", answer.Sentences))}</p>");
            if (answer.Missing.Count > 0)
            {
                string lines = string.Join("; ", answer.Missing.Select(line => $"`{line}`"));
                html.Add($"<p class=\"fine\">{new Prose($"{Lines} {lines}.")}</p>");
            }
            html.Add($"</div>");
        }
        html.Add($"</div></section>");
    }

    public static IReadOnlyList<Answer> Of(RunRecord run)
    {
        EvidenceRecord evidence = EvidenceSections.Sorted(run);
        Answer[] exchanged = [Relevance.Answer(run, evidence), BothWays.Answer(run, evidence)];
        if (run.Verdict?.Word == Verdict.None && run.Networks.Count > 1)
            exchanged = [.. exchanged.Select(one => one with { Sentences = [Nothing, .. one.Sentences] })];
        Answer[] answers = [.. exchanged, SameWay.Answer(run, evidence)];
        return [.. answers.Select(one => one with { Missing = [.. one.Missing.Where(line => WantedEvidence.CanBeDone(run, line))] })];
    }
}

/// <summary>One of the questions that the method was made for, answered with what a run holds.</summary>
/// <param name="Missing">What would answer it further, as lines of YAML.</param>
internal sealed record Answer(string Question, IReadOnlyList<string> Sentences, IReadOnlyList<string> Missing);

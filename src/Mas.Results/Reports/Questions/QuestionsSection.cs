using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Questions;

/// <summary>The three questions that model alignment search was made for, answered in words.</summary>
internal static class QuestionsSection
{
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
                html.Add($"<p class=\"fine\">{new Prose($"Not known from this run; these lines would tell more: {lines}.")}</p>");
            }
            html.Add($"</div>");
        }
        html.Add($"</div></section>");
    }

    public static IReadOnlyList<Answer> Of(RunRecord run)
    {
        EvidenceRecord evidence = EvidenceSections.Sorted(run);
        Answer[] answers = [Relevance.Answer(run, evidence), BothWays.Answer(run, evidence), SameWay.Answer(run, evidence)];
        return [.. answers.Select(one => one with { Missing = [.. one.Missing.Where(line => WantedEvidence.CanBeDone(run, line))] })];
    }
}

/// <summary>One of the questions that the method was made for, answered with what a run holds.</summary>
/// <param name="Missing">What would answer it further, as lines of YAML.</param>
internal sealed record Answer(string Question, IReadOnlyList<string> Sentences, IReadOnlyList<string> Missing);

using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Html;
using Mas.Results.Reports.Questions;
using Mas.Results.Reports.Sections;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports;

/// <summary>One run from its verdict to how it can be made again.</summary>
internal static class RunSection
{
    /// <summary>The first of a verdict's sentences are the answer and how sure it is; what follows are caveats.</summary>
    private const int Sentences = 2;

    public static void Write(HtmlWriter html, ReportInput input, int level, string id)
    {
        RunRecord run = input.Run;
        html.Heading(level, run.Run);
        if (PlainSetup.Sentence(run) is { } compared)
            html.Add($"<p>{new Prose(compared)}</p>");
        Status(html, run);
        VerdictBlock(html, run, id);
        if (run.Warnings.Count > 0)
        {
            html.Add($"<section class=\"note\" aria-label=\"{Landmark.Name("Warnings", id)}\"><strong>Please note</strong><ul>");
            html.Items(run.Warnings);
            html.Add($"</ul></section>");
        }
        AlgorithmSection.Write(html, run, level + 1);
        ExchangeSection.Write(html, run, level + 1);
        if (input.Groups.Count > 0)
            GroupSection.Results(html, input, input.Groups[0], level + 1);
        FoundSection.Write(html, run, level + 1);
        QuestionsSection.Write(html, run, level + 1);
        EvidenceSections.Write(html, run, level + 1);
        ComparisonSection.Write(html, run, level + 1);
        NetworkSeedsSection.Write(html, run.NetworkSeeds, level + 1);
        Others(html, input, level + 1);
        NetworksTable.Write(html, run.Networks, run.Text is not null, level + 1);
        if (input.Groups.Count > 0)
            GroupSection.Training(html, GroupFigures.Of(input, input.Groups[0]), level + 1, run.Shown?.Ends);
        Setup(html, run, level + 1);
        StatisticsSection.Write(html, run, level + 1);
        NotRunSection.Write(html, run, level + 1);
        Reproduction.Write(html, input, level + 1, id);
    }

    private static void Status(HtmlWriter html, RunRecord run)
    {
        string? sentence = run.Status switch
        {
            "done" => null,
            "running" => "This run has not finished: it is still running, or it was killed. What follows is what it has written so far; "
                + "`--resume` continues a killed run.",
            "interrupted" => "This run was interrupted before it finished. What follows is what it has written so far; continue it with "
                + "`--resume`.",
            "failed" => $"This run failed, and what follows is incomplete: {run.Error ?? "no reason was recorded"}",
            _ => $"This run says of itself: {run.Status}.",
        };
        if (sentence is not null)
            html.Add($"<p class=\"status\" role=\"status\">{new Prose(sentence)}</p>");
    }

    private static void VerdictBlock(HtmlWriter html, RunRecord run, string id)
    {
        if (run.Verdict is not { } verdict)
        {
            html.Add($"<section class=\"verdict\" aria-label=\"{Landmark.Name("Verdict", id)}\"><p class=\"word\">no verdict yet</p>"
                + $"</section>");
            return;
        }
        html.Add($"<section class=\"verdict {verdict.Word}\" aria-label=\"{Landmark.Name("Verdict", id)}\"><div class=\"answer\"><div>");
        html.Add($"<p class=\"word\">{verdict.Headline}</p>");
        if (verdict.Setting.Length > 0)
            html.Add($"<p class=\"fine\">{verdict.Setting}</p>");
        string[] reasons = [.. verdict.Reasons.Except(verdict.Changes)];
        foreach (string reason in reasons.Take(Sentences))
            html.Add($"<p class=\"lead\">{new Prose(reason)}</p>");
        html.Add($"</div>");
        if (Bounds(run) is { } bounds)
            html.Draw(bounds);
        html.Add($"</div>");
        string[] conditions = [.. reasons.Skip(Sentences), .. VerdictEvidence.Sentences(run)];
        if (conditions.Length + verdict.Changes.Count > 0)
        {
            html.Add($"<div class=\"grounds\">");
            Grounds(html, "How sure it is, and under what conditions", conditions);
            Grounds(html, "What would change it", verdict.Changes);
            html.Add($"</div>");
        }
        html.Add($"</section>");
    }

    private static void Grounds(HtmlWriter html, string name, IReadOnlyList<string> sentences)
    {
        if (sentences.Count == 0)
            return;
        html.Add($"<div><p><strong>{name}</strong></p>");
        html.List(sentences);
        html.Add($"</div>");
    }

    /// <summary>The figure beside the verdict; null where nothing was exchanged.</summary>
    public static Figure? Bounds(RunRecord run)
    {
        (double same, double different) = Verdict.Thresholds(run);
        if (run.Text is { } texts)
            return BoundsPlot.OfTexts(TextVerdict.Judged(texts.Directions), same, different);
        bool hasSecond = run.Evidence?.WithoutNull.Count > 0;
        return BoundsPlot.Draw(Verdict.Judged(run.Directions), same, different, hasSecond) ?? (run.Directions.Count == 0 ? null
            : BoundsPlot.Draw([.. run.Directions.Where(ResultGroup.Of(run.Directions[0]).Has)], same, different));
    }

    // What the verdict is not about: every other method, size and variable.
    private static void Others(HtmlWriter html, ReportInput input, int level)
    {
        if (input.Groups.Count < 2)
            return;
        html.Section(level, "Other methods, sizes and variables");
        foreach (ResultGroup group in input.Groups.Skip(1))
            GroupSection.Folded(html, input, group, level + 1);
        html.Add($"</section>");
    }

    private static void Setup(HtmlWriter html, RunRecord run, int level)
    {
        string? matrices = MatrixCount.Sentence(run);
        if (run.Setup.Count == 0 && matrices is null)
            return;
        html.Section(level, "Settings");
        html.Add($"<dl class=\"pairs\">");
        foreach ((string label, string value) in run.Setup)
            html.Pair(label, value);
        if (matrices is not null)
            html.Add($"<dt>Matrices</dt><dd>{new Prose(matrices)}</dd>");
        html.Add($"</dl></section>");
    }
}

using Mas.Results.Figures;
using Mas.Results.Records;
using Mas.Results.Reports.Html;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Evidence;

/// <summary>The evidence that a run has, one part after the other, each in the same form.</summary>
internal static class EvidenceParts
{
    public static IReadOnlyList<EvidencePart> Of(RunRecord run)
    {
        EvidenceRecord evidence = EvidenceOrder.Of(run);
        double same = run.Verdict?.Same ?? Verdict.DefaultSame, different = run.Verdict?.Different ?? Verdict.DefaultDifferent;
        return [.. new[]
        {
            ControlsSection.Of(run),
            SmallestSubspaceSection.Of(evidence.SmallestSubspace, different),
            NullSpaceSection.Of(evidence.NullSpaces),
            LeakageSection.Of(evidence.Leakage),
            CyclesSection.Of(evidence.Cycles),
            AnglesSection.Of(evidence.Angles, run),
            OffManifoldSection.Of(evidence.OffManifold),
            RandomStartSection.Of(evidence.RandomStart),
            SimilaritySection.Of(evidence.Similarity),
            DisagreementSection.Of(evidence.Disagreement, same, different),
        }.OfType<EvidencePart>()];
    }

    public static void Write(HtmlWriter html, IReadOnlyList<EvidencePart> parts, int level)
    {
        if (parts.Count == 0)
            return;
        html.Add($"<section>");
        html.Heading(level, "Evidence");
        foreach (EvidencePart part in parts)
            Write(html, part, level + 1);
        html.Add($"</section>");
    }

    private static void Write(HtmlWriter html, EvidencePart part, int level)
    {
        html.Add($"<section class=\"part\">");
        html.Heading(level, part.Title);
        html.Add($"<div class=\"beside\"><div>");
        html.Add($"<p class=\"shows\">{new Prose(part.Shows)}</p>");
        Cases(html, part.Cases);
        html.Add($"<p><strong>How to read it:</strong> {new Prose(part.Read)}</p>");
        if (part.Conditions is not null)
            html.Add($"<p class=\"fine\">{new Prose(part.Conditions)}</p>");
        if (part.Designs.Any(design => design != AccuracyInterval.Crossed))
            html.Add($"<p class=\"fine\">{IntervalMark.General}</p>");
        html.Add($"</div>");
        if (part.Figure is not null)
            html.Draw(part.Figure);
        html.Add($"</div>");
        Further(html, part.Further);
        part.Terms?.Invoke(html);
        part.Numbers?.Write(html);
        html.Add($"</section>");
    }

    private static void Cases(HtmlWriter html, IReadOnlyList<string> cases)
    {
        if (cases.Count == 0)
            return;
        html.Add($"<ul>");
        foreach (string sentence in cases)
            html.Add($"<li>{new Prose(sentence)}</li>");
        html.Add($"</ul>");
    }

    private static void Further(HtmlWriter html, IReadOnlyList<Figure> figures)
    {
        if (figures.Count == 0)
            return;
        html.Add($"<details><summary>{Listed.Count(figures.Count, "further measure")}</summary><div class=\"beside\">");
        foreach (Figure figure in figures)
            html.Draw(figure);
        html.Add($"</div></details>");
    }
}

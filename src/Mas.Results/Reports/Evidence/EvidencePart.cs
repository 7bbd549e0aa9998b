using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>One piece of evidence as the page shows it: what was found here, the figure, how to read it.</summary>
/// <param name="Shows">What this run's numbers show, in a sentence.</param>
/// <param name="Read">How to read the figure, in a sentence.</param>
internal sealed record EvidencePart(string Title, string Shows, string Read)
{
    /// <summary>Null where the run holds too little for a picture.</summary>
    public Figure? Figure { get; init; }

    /// <summary>Figures of the same kind that a reader may open.</summary>
    public IReadOnlyList<Figure> Further { get; init; } = [];

    /// <summary>What they are called.</summary>
    public string FurtherNoun { get; init; } = "further measure";

    /// <summary>Sentences that stand in a list below, such as single cases.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];

    /// <summary>Under what conditions it holds.</summary>
    public string? Conditions { get; init; }

    /// <summary>Words that the figure uses, explained.</summary>
    public Action<HtmlWriter>? Terms { get; init; }

    public NumberTable? Numbers { get; init; }

    /// <summary>Designs of the intervals that are shown.</summary>
    public IReadOnlyList<string> Designs { get; init; } = [];

    public IEnumerable<Figure> Figures => Figure is null ? Further : [Figure, .. Further];

    public void Write(HtmlWriter html, int level)
    {
        html.Add($"<section class=\"part\">");
        html.Heading(level, Title);
        html.Add($"<div class=\"beside\"><div>");
        html.Add($"<p class=\"shows\">{new Prose(Shows)}</p>");
        html.List(Cases);
        html.Add($"<p><strong>How to read it:</strong> {new Prose(Read)}</p>");
        if (Conditions is not null)
            html.Add($"<p class=\"fine\">{new Prose(Conditions)}</p>");
        IntervalMark.Note(html, Designs);
        html.Add($"</div>");
        if (Figure is not null)
            html.Draw(Figure);
        html.Add($"</div>");
        WriteFurther(html);
        Terms?.Invoke(html);
        Numbers?.Write(html);
        html.Add($"</section>");
    }

    private void WriteFurther(HtmlWriter html)
    {
        if (Further.Count == 0)
            return;
        html.Add($"<details><summary>{Listed.Count(Further.Count, FurtherNoun)}</summary><div class=\"beside\">");
        foreach (Figure figure in Further)
            html.Draw(figure);
        html.Add($"</div></details>");
    }
}

using Mas.Results.Figures;
using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Html;
using Mas.Results.Reports.Sections;
using Mas.Results.Store;

namespace Mas.Results.Reports;

/// <summary>The report: one HTML file without scripts and without anything from elsewhere, which reads the same on a desk, on a phone, in
/// the dark and on paper.</summary>
internal static class HtmlReport
{
    // Two sections are found without a list of them.
    private const int LeastContents = 3;

    private static readonly string Style = ReadStyle();

    /// <summary>Draws the report of a run folder and its figures, <c>report.html</c> and <c>figures/*.svg</c>.</summary>
    /// <exception cref="InputException">A file of the folder is missing or broken.</exception>
    public static void Write(RunFolder folder)
    {
        ReportInput input = ReportInput.Of(folder);
        foreach (Figure figure in Figures(input))
            folder.WriteText($"{RunFolder.FiguresFolder}/{figure.Name}.svg", figure.Standalone());
        folder.WriteText(RunFolder.ReportFile, Render([input]));
    }

    /// <summary>One page; several runs are preceded by a table of their verdicts.</summary>
    public static string Render(IReadOnlyList<ReportInput> runs)
    {
        string title = runs.Count == 1 ? runs[0].Run.Run : $"{runs.Count} runs";
        bool isOfMatrices = runs.All(run => run.Run.IsOfMatrices);
        return Page($"{title}: {(isOfMatrices ? "correlational similarity" : "model alignment search")}", isOfMatrices
            ? MatrixSection.Kicker : "Model alignment search: do these networks do the same thing in the same way?", html =>
        {
            if (runs.Count == 1)
                RunSection.Write(html, runs[0], 1, Landmark.OnlyRun);
            else
                Several(html, runs);
            Explanations.Write(html, runs);
        }, Explanations.Used(runs));
    }

    /// <summary>A page of its own, with the colours and the style of all.</summary>
    /// <param name="terms">Words that the page explains, each led to from where it first stands; null for none.</param>
    internal static string Page(
        string title, string kicker, Action<HtmlWriter> body, IReadOnlyList<(string Term, string Meaning)>? terms = null)
    {
        HtmlWriter html = new(), content = new();
        body(content);
        html.Add($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
            + $"content=\"width=device-width,initial-scale=1\">");
        html.Add($"<title>{title}</title>\n<style>");
        html.Raw(Theme.Css + "\n" + Style);
        html.Add($"</style>\n</head>\n<body>");
        Contents(html, content.Contents);
        html.Add($"<main>\n<p class=\"kicker\">{kicker}</p>");
        html.Raw(Glossary.Link(content.ToString(), terms ?? []));
        html.Add($"</main>\n</body>\n</html>");
        return html.ToString();
    }

    // At the side, where there is room for it.
    private static void Contents(HtmlWriter html, IReadOnlyList<(string Anchor, string Text)> contents)
    {
        if (contents.Count < LeastContents)
            return;
        html.Add($"<nav class=\"contents\" aria-label=\"Contents\"><ol>");
        foreach ((string anchor, string text) in contents)
            html.Add($"<li><a href=\"#{anchor}\">{text}</a></li>");
        html.Add($"</ol></nav>");
    }

    /// <summary>Every figure of a run, in the order of the report.</summary>
    public static IReadOnlyList<Figure> Figures(ReportInput input)
    {
        GroupFigures? first = input.Groups.Count > 0 ? GroupFigures.Of(input, input.Groups[0]) : null;
        IEnumerable<Figure?> figures =
        [
            RunSection.Bounds(input.Run), .. ExchangeSection.Figures(input.Run), first?.HeatMap,
            first is null ? null : GroupFigures.MapOf(input, input.Groups[0]), .. FoundSection.Figures(input.Run),
            .. EvidenceSections.Of(input.Run).SelectMany(part => part.Figures), .. ComparisonSection.Figures(input.Run),
            .. input.Groups.Skip(1).SelectMany(group => GroupFigures.Of(input, group).All), first?.Training, first?.Loss,
        ];
        return [.. figures.OfType<Figure>()];
    }

    private static void Several(HtmlWriter html, IReadOnlyList<ReportInput> runs)
    {
        html.Add($"<h1>{runs.Count} runs</h1>");
        RunsSection.Write(html, runs);
        for (int i = 0; i < runs.Count; i++)
        {
            html.Add($"<article id=\"run-{i + 1}\">");
            RunSection.Write(html, runs[i], 2, $"run-{i + 1}");
            html.Add($"</article>");
        }
    }

    private static string ReadStyle()
    {
        using StreamReader reader = new(typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }
}

using Mas.Results.Figures;
using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports;

/// <summary>The page of correlational measures alone: one heat map for each measure, over all networks and sites.</summary>
internal static class SimilarityPage
{
    /// <summary>The page of networks that are matrices of dissimilarities.</summary>
    /// <param name="values">At least one.</param>
    public static string OfMatrices(string name, IReadOnlyList<SimilarityValue> values) => HtmlReport.Page(
        $"{name}: correlational similarity", MatrixSection.Kicker, html =>
        {
            html.Add($"<h1>{name}</h1>");
            MatrixSection.Of(values)!.Write(html, 2);
        });

    /// <param name="values">At least one.</param>
    public static string Render(string name, IReadOnlyList<SimilarityValue> values, IReadOnlyList<string> caveats) => HtmlReport.Page(
        $"{name}: correlational similarity",
        "Correlational similarity: how alike is the activity of these networks, whether or not they use it?", html =>
        {
            html.Add($"<h1>{name}</h1>");
            html.Add($"<p>{new Prose(SimilaritySection.Shows(values))} Darker is more alike. These measures look at all activity, used or "
                + $"not: what a network does with it, only interventions show.</p>");
            if (caveats.Count > 0)
            {
                html.Add($"<aside class=\"note\" aria-label=\"Caveats\"><strong>Please note</strong><ul>");
                html.Items(caveats);
                html.Add($"</ul></aside>");
            }
            foreach (IGrouping<string, SimilarityValue> measure in SimilaritySection.Measures(values))
                html.Draw(SimilarityMap.Draw([.. measure]));
            html.Add($"<p class=\"fine\">{SimilaritySection.Samples(values)}</p>");
        });
}

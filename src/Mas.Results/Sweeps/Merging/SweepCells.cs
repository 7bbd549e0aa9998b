using Mas.Results.Reports.Html;
using Mas.Results.Store;

namespace Mas.Results.Sweeps.Merging;

/// <summary>The merged cells one by one, each with the way to its own report.</summary>
internal static class SweepCells
{
    private const int MostRows = 60;

    public static void Write(HtmlWriter html, MergeResult result)
    {
        IReadOnlyList<MergedCell> cells = result.Merged;
        html.Section(2, "The cells");
        string shown = cells.Count > MostRows ? $"The first {MostRows} of {cells.Count} merged cells" : "Every merged cell";
        html.Add($"<details class=\"paths\"><summary>{shown}</summary>");
        html.Table("Cell", "Verdict", "Worst exchange", "#Trial IIA", "#Floor");
        foreach (MergedCell cell in cells.Take(MostRows))
            Row(html, cell);
        html.Add($"</tbody></table></details>");
        html.Add($"<p class=\"fine\">{SweepMerge.CsvFile} and {SweepMerge.ParquetFile} hold all {result.Rows} values of all "
            + $"{Listed.Count(cells.Count, "merged cell")}, with what varies as columns.</p></section>");
    }

    private static void Row(HtmlWriter html, MergedCell cell)
    {
        string report = $"{SweepFolder.CellsFolder}/{cell.Cell.Name}/{JobFolder.RunName}/{RunFolder.ReportFile}";
        html.Add($"<tr><th scope=\"row\"><a href=\"{report}\">{cell.Cell.Name}</a></th>{new Cell("Verdict", cell.Headline, "")}"
            + $"{new Cell("Worst exchange", Direction(cell.Worst), "")}{new Cell("Trial IIA", Percent.OrDash(cell.Worst?.Mean))}"
            + $"{new Cell("Floor", Percent.OrDash(cell.Worst?.Floor))}</tr>");
    }

    private static string Direction(WorstExchange? worst) => worst is null ? "nothing was exchanged"
        : worst.IsWithin ? $"within {worst.Source}" : $"{worst.Source} → {worst.Target}";
}

namespace Mas.Results.Reports.Html;

/// <summary>The numbers behind a figure: the first cell of a row is its head.</summary>
/// <param name="Name">What the table holds, which a reader opens it by.</param>
/// <param name="Rows">[rows][columns]</param>
internal sealed record NumberTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    // Longer cells may be broken, so that the table keeps to the page.
    private const int Whole = 16;

    private const string Nothing = "–"; // a column of nothing else is left out

    /// <summary>Whether it stands open; otherwise it is folded.</summary>
    public bool IsOpen { get; init; }

    public void Write(HtmlWriter html)
    {
        if (!IsOpen)
            html.Add($"<details><summary>{Name}</summary>");
        int[] told = [.. Enumerable.Range(1, Columns.Count - 1).Where(column => Rows.Any(row => row[column] is not (Nothing or "")))];
        html.Add($"<table class=\"cards\" aria-label=\"{Name}\"><thead><tr><th scope=\"col\">{Columns[0]}</th>");
        foreach (int column in told)
            html.Add($"<th scope=\"col\" class=\"value\">{Columns[column]}</th>");
        html.Add($"</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in Rows)
            Write(html, row, told);
        html.Add($"</tbody></table>");
        if (!IsOpen)
            html.Add($"</details>");
    }

    private void Write(HtmlWriter html, IReadOnlyList<string> row, int[] told)
    {
        html.Add($"<tr><th scope=\"row\">{row[0]}</th>");
        foreach (int column in told)
            html.Add($"<td class=\"{(row[column].Length > Whole ? "value" : "number")}\" "
                + $"data-label=\"{Columns[column]}\">{row[column]}</td>");
        html.Add($"</tr>");
    }
}

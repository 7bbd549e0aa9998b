namespace Mas.Results.Reports.Html;

/// <summary>The numbers behind a figure: the first cell of a row is its head.</summary>
/// <param name="Name">What the table holds, which a reader opens it by.</param>
/// <param name="Rows">[rows][columns]</param>
internal sealed record NumberTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    // Longer cells may be broken, so that the table keeps to the page.
    private const int Whole = 16;

    /// <summary>Whether it stands open; otherwise it is folded.</summary>
    public bool IsOpen { get; init; }

    public void Write(HtmlWriter html)
    {
        if (!IsOpen)
            html.Add($"<details><summary>{Name}</summary>");
        html.Add($"<table class=\"cards\" aria-label=\"{Name}\"><thead><tr><th scope=\"col\">{Columns[0]}</th>");
        foreach (string column in Columns.Skip(1))
            html.Add($"<th scope=\"col\" class=\"value\">{column}</th>");
        html.Add($"</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in Rows)
            Write(html, row);
        html.Add($"</tbody></table>");
        if (!IsOpen)
            html.Add($"</details>");
    }

    private void Write(HtmlWriter html, IReadOnlyList<string> row)
    {
        html.Add($"<tr><th scope=\"row\">{row[0]}</th>");
        for (int column = 1; column < row.Count; column++)
            html.Add($"<td class=\"{(row[column].Length > Whole ? "value" : "number")}\" "
                + $"data-label=\"{Columns[column]}\">{row[column]}</td>");
        html.Add($"</tr>");
    }
}

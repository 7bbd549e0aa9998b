namespace Mas.Results.Figures;

/// <summary>A finished drawing. Its bytes depend on the numbers alone: no fonts are measured and no clock is read.</summary>
/// <param name="Name">File name without folder and ending.</param>
/// <param name="Description">The alternative text: what a reader who cannot see it should know, numbers included.</param>
/// <param name="Width">In CSS pixels at natural size.</param>
/// <param name="Height">In CSS pixels at natural size.</param>
internal sealed record Figure(string Name, string Title, string Description, double Width, double Height, string Body)
{
    private const string Font = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

    /// <summary>A file of its own, which follows the reader's wish for a dark or a light screen.</summary>
    public string Standalone() =>
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        + Element($"<style>{Theme.Css}svg{{background:var(--mas-surface)}}</style>", " xmlns=\"http://www.w3.org/2000/svg\"") + "\n";

    /// <summary>For a page that defines the colours.</summary>
    internal string Inline() => Element("", "");

    private string Element(string style, string attributes) =>
        $"<svg{attributes} role=\"img\" viewBox=\"0 0 {SvgCanvas.Number(Width)} {SvgCanvas.Number(Height)}\" "
            + $"width=\"{SvgCanvas.Number(Width)}\" height=\"{SvgCanvas.Number(Height)}\" " +
        $"style=\"font-family:{Font}\"><title>{MarkupText.Of(Title)}</title>" +
        $"<desc>{MarkupText.Of(Description)}</desc>{style}\n{Body}</svg>";
}

/// <summary>Lists in alternative texts: who listens to one cannot skim it, so a long one ends where the table takes over.</summary>
internal static class AlternativeText
{
    /// <summary>The directions of six networks.</summary>
    private const int Longest = 36;

    public static string List(IReadOnlyList<string> parts) => parts.Count <= Longest
        ? $"{string.Join("; ", parts)}."
        : $"{string.Join("; ", parts.Take(Longest))}; and {parts.Count - Longest} more, which the tables hold.";
}

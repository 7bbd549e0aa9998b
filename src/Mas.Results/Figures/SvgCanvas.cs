using System.Text;

namespace Mas.Results.Figures;

/// <summary>Collects SVG elements; the origin is at the top left and one unit is one CSS pixel.</summary>
internal sealed class SvgCanvas
{
    // Average glyph width as a share of the size, of a wide system font in bold; narrower ones leave some room.
    private const double GlyphWidth = 0.66;

    private readonly StringBuilder _body = new();

    public string Body => _body.ToString();

    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>About how wide a text is.</summary>
    public static double TextWidth(string text, double size) => text.Length * size * GlyphWidth;

    /// <summary>The text, cut in the middle where it is wider than there is room: names often differ in their last letters only.</summary>
    public static string Fit(string text, double width, double size)
    {
        int room = Math.Max(3, (int)(width / (size * GlyphWidth))), tail = (room - 1) / 2;
        return text.Length <= room ? text : $"{text[..(room - 1 - tail)]}…{text[^tail..]}";
    }

    public void Text(double x, double y, string text, double size = 12, string anchor = "start", string? fill = null, int weight = 400) =>
        _body.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\" style=\"font-size:{Number(size)}px;")
            .Append(weight == 400 ? "" : $"font-weight:{weight};")
            .Append($"fill:{fill ?? Paint.Ink}\">{MarkupText.Of(text)}</text>\n");

    /// <summary>Text that can be read over points: the surface shines through around it.</summary>
    public void Haloed(double x, double y, string text, double size, string anchor = "start") => _body.Append(CultureInfo.InvariantCulture,
        $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\" ")
        .Append(CultureInfo.InvariantCulture, $"style=\"font-size:{Number(size)}px;font-weight:600;fill:{Paint.Ink};")
        .Append($"stroke:{Paint.Surface};stroke-width:3px;paint-order:stroke\">{MarkupText.Of(text)}</text>\n");

    /// <summary>What is drawn bears a title, which a pointer shows.</summary>
    public void Titled(string title, Action draw)
    {
        _body.Append($"<g><title>{MarkupText.Of(title)}</title>\n");
        draw();
        _body.Append("</g>\n");
    }

    public void Rect(
        double x, double y, double width, double height, string fill, string? stroke = null, string dash = "", double radius = 0) =>
        Shape($"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\""
            + (radius > 0 ? $" rx=\"{Number(radius)}\"" : ""),
            fill, stroke, 1.5, dash);

    public void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1, string dash = "") =>
        Shape($"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"", "none", stroke, width, dash);

    public void Circle(double x, double y, double radius, string fill, string? stroke = null) =>
        Shape($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\"", fill, stroke, 1.5, "");

    public void Ring(double x, double y, double radius, string stroke) =>
        Shape($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\"", "none", stroke, 2, "");

    public void Polygon(IEnumerable<(double X, double Y)> points, string fill, string? stroke = null, double opacity = 1) =>
        Shape($"<polygon points=\"{Points(points)}\"" + Opacity(opacity), fill, stroke, 1.5, "");

    public void Polyline(IEnumerable<(double X, double Y)> points, string stroke, double width, string dash = "", double opacity = 1) =>
        Shape($"<polyline points=\"{Points(points)}\" stroke-linejoin=\"round\"" + Opacity(opacity), "none", stroke, width, dash);

    private static string Opacity(double opacity) => opacity < 1 ? $" opacity=\"{Number(opacity)}\"" : "";

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"));

    private void Shape(string start, string fill, string? stroke, double width, string dash) =>
        _body.Append(start).Append(dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "").Append($" style=\"fill:{fill}")
            .Append(stroke is null ? "" : $";stroke:{stroke};stroke-width:{Number(width)}").Append("\"/>\n");
}

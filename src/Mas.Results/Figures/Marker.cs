namespace Mas.Results.Figures;

/// <summary>How a series is told from others without its colour: the shape of its points and the dashes of its line.</summary>
internal static class Marker
{
    private static readonly string[] Dashes = ["", "8 4", "2 4", "9 4 2 4"];

    public static string Dash(int series) => Dashes[series % Dashes.Length];

    public static void Draw(SvgCanvas canvas, int series, double x, double y) =>
        Draw(canvas, series, x, y, 4.5, Paint.Series(series), Paint.Surface);

    /// <summary>The same in another size and colour.</summary>
    /// <param name="size">Half of its width.</param>
    public static void Draw(SvgCanvas canvas, int series, double x, double y, double size, string fill, string? stroke = null)
    {
        double far = size * 4 / 3;
        if (series % 4 == 0)
            canvas.Circle(x, y, size, fill, stroke);
        else if (series % 4 == 1)
            canvas.Rect(x - size, y - size, 2 * size, 2 * size, fill, stroke);
        else if (series % 4 == 2)
            canvas.Polygon([(x, y - far), (x + far, y + (size * 10 / 9)), (x - far, y + (size * 10 / 9))], fill, stroke);
        else
            canvas.Polygon([(x, y - (size * 13 / 9)), (x + (size * 13 / 9), y), (x, y + (size * 13 / 9)), (x - (size * 13 / 9), y)], fill,
                stroke);
    }
}

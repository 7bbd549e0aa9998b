namespace Mas.Results.Figures;

/// <summary>How a series is told from others without its colour: the shape of its points and the dashes of its line.</summary>
internal static class Marker
{
    private static readonly string[] Dashes = ["", "8 4", "2 4", "9 4 2 4"];

    public static string Dash(int series) => Dashes[series % Dashes.Length];

    public static void Draw(SvgCanvas canvas, int series, double x, double y)
    {
        string paint = Paint.Series(series);
        if (series % 4 == 0)
            canvas.Circle(x, y, 4.5, paint, Paint.Surface);
        else if (series % 4 == 1)
            canvas.Rect(x - 4.5, y - 4.5, 9, 9, paint, Paint.Surface);
        else if (series % 4 == 2)
            canvas.Polygon([(x, y - 6), (x + 6, y + 5), (x - 6, y + 5)], paint, Paint.Surface);
        else
            canvas.Polygon([(x, y - 6.5), (x + 6.5, y), (x, y + 6.5), (x - 6.5, y)], paint, Paint.Surface);
    }
}

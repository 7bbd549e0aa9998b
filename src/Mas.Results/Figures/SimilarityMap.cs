using Mas.Results.Comparisons;

namespace Mas.Results.Figures;

/// <summary>One correlational measure over all networks and sites: dark is alike, whether the measure is a similarity or a
/// distance.</summary>
internal static class SimilarityMap
{
    private const double Gap = 3, Top = 54;

    /// <summary>From so many places on columns bear the numbers of the rows.</summary>
    private const int NumberedFrom = 6;

    public static Figure Draw(IReadOnlyList<SimilarityValue> values)
    {
        string measure = values[0].Measure;
        bool isSymmetric = values.All(value => value.IsSymmetric), isDistance = values[0].IsDistance;
        string[] places = Places(values);
        Dictionary<(string, string), SimilarityValue> cells = [];
        foreach (SimilarityValue value in values)
        {
            cells[(Place(values, value.Source, value.SourceSite), Place(values, value.Target, value.TargetSite))] = value;
            if (isSymmetric)
                cells.TryAdd((Place(values, value.Target, value.TargetSite), Place(values, value.Source, value.SourceSite)), value);
        }
        (double width, double height) = places.Length <= 8 ? (88.0, 50.0) : (52.0, 34.0);
        bool isNumbered = places.Length >= NumberedFrom || places.Any(place => SvgCanvas.Fit(place, width - 8, 12) != place);
        string[] rows = isNumbered ? [.. places.Select((place, i) => $"{i + 1} · {place}")] : places;
        double left = Math.Clamp(rows.Max(row => SvgCanvas.TextWidth(row, 12)) + 18, 56, 190),
            high = isDistance ? Math.Max(values.Max(value => value.Value) ?? 0, 1e-9) : 1;
        SvgCanvas canvas = new();
        if (!isSymmetric)
            canvas.Text(left, 18, "to →", 12, fill: Paint.Muted);
        for (int row = 0; row < places.Length; row++)
        {
            canvas.Text(left + ((row + 0.5) * width) - (Gap / 2), 42, isNumbered ? $"{row + 1}" : places[row], 12, "middle", weight: 600);
            canvas.Text(left - 10, Top + ((row + 0.5) * height) + 4, SvgCanvas.Fit(rows[row], left - 16, 12), 12, "end", weight: 600);
            for (int column = 0; column < places.Length; column++)
                Cell(canvas, cells.GetValueOrDefault((places[row], places[column])), high, left + (column * width), Top + (row * height),
                    width - Gap, height - Gap);
        }
        double bottom = Top + (places.Length * height);
        HeatMap.Scale(canvas, bottom + 14, isDistance ? Number(high) : "0 or less", isDistance ? "0" : "1");
        return new Figure($"similarity-{ResultGroup.Hyphened(measure)}",
            $"{measure}{(isDistance ? " (a distance: smaller is more alike)" : "")}", Description(values, isSymmetric),
            Math.Max(left + (places.Length * width) + 8, 320), bottom + 56, canvas.Body);
    }

    private static string[] Places(IReadOnlyList<SimilarityValue> values) =>
        [.. values.SelectMany(value =>
            new[] { Place(values, value.Source, value.SourceSite), Place(values, value.Target, value.TargetSite) }).Distinct()];

    // The site is named where a network has more than one.
    private static string Place(IReadOnlyList<SimilarityValue> values, string network, string site) =>
        values.SelectMany(value => new[] { (value.Source, value.SourceSite), (value.Target, value.TargetSite) })
            .Any(other => other.Item1 == network && other.Item2 != site) ? $"{network} {site}" : network;

    private static void Cell(SvgCanvas canvas, SimilarityValue? value, double high, double x, double y, double width, double height)
    {
        if (value is not { HasValue: true, Value: double number })
        {
            HeatMap.Empty(canvas, x, y, width, height);
            return;
        }
        double alike = value.IsDistance ? 1 - (number / high) : number;
        canvas.Rect(x, y, width, height, Paint.Heat(alike), radius: 4);
        canvas.Text(x + (width / 2), y + (height / 2) + 5, Number(number), width > 60 ? 15 : 12, "middle", Paint.HeatInk(alike), 600);
    }

    private static string Description(IReadOnlyList<SimilarityValue> values, bool isSymmetric) =>
        $"n = {string.Join(", ", values.Select(value => value.Samples).Distinct().Order())} samples. "
        + AlternativeText.List([.. values.Select(value => $"{Place(values, value.Source, value.SourceSite)} {(isSymmetric ? "and" : "to")} "
            + $"{Place(values, value.Target, value.TargetSite)} {Number(value.Value)}")]);

    public static string Number(double? value) => value is double number && double.IsFinite(number)
        ? number.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−') : "none";
}

using Mas.Results.Comparisons;

namespace Mas.Results.Figures;

/// <summary>First-token IIA by source (rows) and target (columns), networks in the order of their groups, every group framed and
/// named.</summary>
internal static class GroupMap
{
    private const double Gap = 2, GroupGap = 12, Heading = 20, Head = 44;

    public static Figure Draw(GroupedTexts texts)
    {
        int networks = texts.Networks.Count;
        (double width, double height) = networks <= 4 ? (92.0, 54.0) : networks <= 10 ? (62.0, 40.0) : (48.0, 30.0);
        bool isNumbered = texts.Networks.Any(one => SvgCanvas.Fit(one.Name, width - 8, 12) != one.Name);
        string[] rows = [.. texts.Networks.Select((one, i) => isNumbered ? $"{i + 1} · {one.Name}" : one.Name)];
        double left = Math.Clamp(rows.Max(row => SvgCanvas.TextWidth(row, 12)) + 18, 64, 190);
        double[] x = Places(texts, left, width, 0), y = Places(texts, Head + (Groups(texts) ? Heading : 0), height, Heading);
        SvgCanvas canvas = new();
        canvas.Text(left, 16, "activity written into →", 12, fill: Paint.Muted);
        canvas.Text(left - 10, Head - 6, "from ↓", 12, "end", Paint.Muted);
        for (int i = 0; i < networks; i++)
        {
            double top = Groups(texts) ? Head + Heading - 8 : Head - 6;
            canvas.Text(x[i] + ((width - Gap) / 2), top, isNumbered ? $"{i + 1}" : rows[i], 12, "middle", weight: 600);
            canvas.Text(left - 10, y[i] + (height / 2) + 3, SvgCanvas.Fit(rows[i], left - 16, 12), 12, "end", weight: 600);
        }
        ILookup<NamedDirection, TextDirection> cells = texts.Directions.ToLookup(one => new NamedDirection(one.Source, one.Target));
        for (int row = 0; row < networks; row++)
            for (int column = 0; column < networks; column++)
                Cell(canvas, cells[new(texts.Networks[row].Name, texts.Networks[column].Name)].FirstOrDefault(), x[column], y[row],
                    width - Gap, height - Gap);
        if (Groups(texts))
            Frames(canvas, texts, x, y, left, width, height);
        double bottom = y[^1] + height;
        HeatMap.Scale(canvas, bottom + 16, "0 %", "100 %");
        return new Figure($"groups-{ResultGroup.Hyphened($"{texts.Case.Method}-{texts.Case.Size}-{texts.Case.Site}")}",
            $"First-token IIA by source and target: {texts.Case}", Description(texts), Math.Max(x[^1] + width + 8, 320), bottom + 56,
            canvas.Body);
    }

    private static bool Groups(GroupedTexts texts) => texts.Networks.Any(one => one.Group is not null);

    // Where each network begins: a gap before every group, and room for the group's name.
    private static double[] Places(GroupedTexts texts, double start, double step, double heading)
    {
        double at = start;
        double[] places = new double[texts.Networks.Count];
        for (int i = 0; i < places.Length; i++)
        {
            if (i == 0 && Groups(texts))
                at += heading;
            else if (i > 0 && texts.Networks[i].Group != texts.Networks[i - 1].Group)
                at += Math.Max(heading, GroupGap);
            places[i] = at;
            at += step;
        }
        return places;
    }

    private static void Cell(SvgCanvas canvas, TextDirection? direction, double x, double y, double width, double height)
    {
        if (direction is null)
        {
            HeatMap.Empty(canvas, x, y, width, height);
            return;
        }
        string ink = Paint.HeatInk(direction.FirstTokenIia);
        canvas.Rect(x, y, width, height, Paint.Heat(direction.FirstTokenIia), radius: 3);
        if (!direction.Trained)
            canvas.Rect(x + 3, y + 3, width - 6, height - 6, "none", ink, "4 3", 2);
        canvas.Text(x + (width / 2), y + (height / 2) + 5, Percent.Number(direction.FirstTokenIia), width > 70 ? 15 : 12, "middle", ink,
            600);
    }

    private static void Frames(
        SvgCanvas canvas, GroupedTexts texts, double[] x, double[] y, double left, double width, double height)
    {
        foreach (IGrouping<string?, int> group in Enumerable.Range(0, texts.Networks.Count).GroupBy(i => texts.Networks[i].Group)
            .Where(group => group.Key is not null))
        {
            int first = group.First(), last = group.Last();
            double room = x[last] + width - x[first];
            canvas.Text(x[first], Head - 6, SvgCanvas.Fit(group.Key!, room, 12), 12, fill: Paint.Muted, weight: 600);
            canvas.Text(left - 10, y[first] - 7, SvgCanvas.Fit(group.Key!, left - 16, 12), 12, "end", Paint.Muted, 600);
            canvas.Rect(x[first] - 3, y[first] - 3, room + 4, y[last] + height - y[first] + 4, "none", Paint.Ink, radius: 4);
        }
    }

    private static string Description(GroupedTexts texts) => "Mean share of positions at which the target predicts what the source did. "
        + $"{(Groups(texts) ? "A frame holds the directions within a group. " : "")}"
        + AlternativeText.List([.. texts.Directions.Select(one => $"from {Named(one.Source, one.SourceGroup)} into "
            + $"{Named(one.Target, one.TargetGroup)} {Percent.Of(one.FirstTokenIia)}{(one.Trained ? "" : " (never trained)")}")]);

    private static string Named(string network, string? group) => group is null ? network : $"{network} ({group})";
}

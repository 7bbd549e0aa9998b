using Mas.Results.Verdicts;

namespace Mas.Results.Figures;

/// <summary>Which causal model each network passes: network × causal model, in every cell the word and what the weakest asked variable
/// comes to, corrected for chance. The frame says the word again, so that colour alone says nothing.</summary>
internal static class AlgorithmMap
{
    private const double Gap = 3, Top = 54, Width = 132, Height = 78;

    public static Figure Draw(IReadOnlyList<AlgorithmResult> results)
    {
        string[] rows = [.. results.Select(result => Row(results, result)).Distinct()];
        string[] columns = [.. results.Select(result => result.Model).Distinct()];
        double left = Math.Clamp(rows.Max(row => SvgCanvas.TextWidth(row, 13)) + 18, 56, 190);
        ILookup<(string, string), AlgorithmResult> cells = results.ToLookup(result => (Row(results, result), result.Model));
        SvgCanvas canvas = new();
        canvas.Text(left, 18, "causal model →", 12, fill: Paint.Muted);
        for (int column = 0; column < columns.Length; column++)
            canvas.Text(left + ((column + 0.5) * Width), 42, SvgCanvas.Fit(columns[column], Width - 10, 13), 13, "middle", weight: 600);
        for (int row = 0; row < rows.Length; row++)
        {
            canvas.Text(left - 10, Top + ((row + 0.5) * Height) + 5, SvgCanvas.Fit(rows[row], left - 16, 13), 13, "end", weight: 600);
            for (int column = 0; column < columns.Length; column++)
                Cell(canvas, cells[(rows[row], columns[column])].FirstOrDefault(), left + (column * Width), Top + (row * Height));
        }
        double bottom = Top + (rows.Length * Height);
        HeatMap.Scale(canvas, bottom + 14, "0 % or less", "100 %");
        return new Figure("algorithms", "Which causal model each network passes by itself", Description(results),
            Math.Max(left + (columns.Length * Width) + 8, 320), bottom + 58, canvas.Body);
    }

    /// <summary>A network's name, with its site where it was asked at several.</summary>
    public static string Row(IReadOnlyList<AlgorithmResult> results, AlgorithmResult result) =>
        results.Any(other => other.Network == result.Network && other.Site != result.Site) ? $"{result.Network}, {result.Site}"
            : result.Network;

    private static void Cell(SvgCanvas canvas, AlgorithmResult? result, double x, double y)
    {
        double width = Width - Gap, height = Height - Gap, middle = x + (width / 2);
        if (result is null || result.Weakest is not { } weakest)
        {
            HeatMap.Empty(canvas, x, y, width, height);
            return;
        }
        double value = weakest.Counted!.Corrected.Value;
        string ink = Paint.HeatInk(value);
        canvas.Rect(x, y, width, height, Paint.Heat(value), radius: 4);
        if (result.Word != AlgorithmVerdict.Undecided)
            canvas.Rect(x + 3, y + 3, width - 6, height - 6, "none", ink, result.Word == AlgorithmVerdict.Failed ? "4 3" : "", 3);
        canvas.Text(middle, y + (height / 2) - 2, result.Word, 16, "middle", ink, 600);
        canvas.Text(middle, y + (height / 2) + 18, SvgCanvas.Fit($"{weakest.Variable} {Percent.Number(value)}", width - 8, 11), 11,
            "middle", ink);
    }

    private static string Description(IReadOnlyList<AlgorithmResult> results) =>
        "Whether swaps of single variables within a network follow each causal model, and what the weakest variable comes to, corrected "
        + $"for chance. {AlternativeText.List([.. results.Select(result => $"{Row(results, result)}, {result.Model}: {Say(result)}")])}";

    private static string Say(AlgorithmResult result) => result.Weakest is { } weakest
        ? $"{result.Word}, {weakest.Variable} {Percent.Of(weakest.Counted!.Corrected.Value)}" : $"{result.Word}, nothing was asked";
}

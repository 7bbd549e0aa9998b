using System.Text;
using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports;

/// <summary>A finished run on a terminal: one line per direction, or where these are many, one per method and size with its worst trained
/// direction; then the verdict in words. The report holds the rest.</summary>
internal static class Summary
{
    /// <summary>Lines of results that leave the verdict on the same screen.</summary>
    private const int MostRows = 18;

    // The directions of four networks: above that nobody reads them one by one.
    private const int MostDirections = 16;

    private static readonly string[] Header = ["method", "size", "variable", "trial IIA", "95 % interval", "floor"];

    // The numbers' columns are set flush right.
    private static readonly bool[] Right = [false, false, true, false, true, true, true];

    public static string Text(RunRecord run)
    {
        StringBuilder text = new();
        if (run.Directions.Count > MostDirections)
            Worst(text, run.Directions);
        else if (run.Directions.Count > 0)
            Table(text, run.Directions);
        if (run.Text is { Directions.Count: > 0 } texts)
            text.Append(TextSummary.Table(texts));
        if ((run.IsOfMatrices || run.Text is { Directions.Count: 0 }) && run.Evidence is { Similarity.Count: > 0 } evidence)
            text.Append(MatrixText.Table(evidence.Similarity)).Append('\n');
        if (run.Verdict is { } verdict)
            text.Append(text.Length > 0 ? "\n" : "")
                .Append($"{(verdict.Word == Verdict.None ? "" : "verdict: ")}{Printable.Of(verdict.Headline)}{Setting(verdict)}\n")
                .AppendJoin("", verdict.Reasons.Select(reason => $"  {Printable.Of(Plain(reason))}\n"));
        return text.ToString();
    }

    private static string Setting(VerdictRecord verdict) => verdict.Setting.Length == 0 ? "" : $" ({Printable.Of(verdict.Setting)})";

    private static void Worst(StringBuilder text, IReadOnlyList<DirectionResult> directions)
    {
        List<DirectionResult> worst = [.. Verdict.Judged(directions).Concat(directions)
            .Where(direction => direction.Variable != Verdict.Extraneous)
            .GroupBy(direction => (direction.Method, direction.Size))
            .Select(group => (group.Any(direction => direction.Trained) ? group.Where(direction => direction.Trained) : group)
            .MinBy(direction => direction.TrialIia)!)];
        Table(text, [.. worst.Take(MostRows)], "worst trained direction");
        int left = worst.Count - MostRows;
        text.Append(left > 0 ? $"… and {left} more of {worst.Count} methods and sizes; " : "")
            .Append($"all {directions.Count} directions are in the report\n");
    }

    private static string[] Row(DirectionResult direction) =>
    [
        Printable.Of($"{new NamedDirection(direction.Source, direction.Target)}{(direction.Trained ? "" : " (not trained)")}"),
        direction.Method, $"{direction.Size}", Printable.Of(direction.Variable),
        Plain(Percent.Of(direction.TrialIia)), Plain(Percent.Of(direction.Interval) + IntervalMark.Of(direction.IntervalDesign)),
        Plain(Percent.OrDash(direction.NoSwap)),
    ];

    private static void Table(StringBuilder text, IReadOnlyList<DirectionResult> directions, string first = "direction")
    {
        text.Append(Aligned([[first, .. Header], .. directions.Select(Row)], Right));
        if (directions.Any(direction => !direction.CoversSeeds))
            text.Append($"{IntervalMark.General}\n");
    }

    /// <summary>Rows with their columns below one another.</summary>
    /// <param name="right">Which columns are set flush right.</param>
    internal static string Aligned(IReadOnlyList<string[]> rows, bool[] right)
    {
        StringBuilder text = new();
        int[] widths = [.. right.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells =
                row.Select((cell, column) => right[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
        return text.ToString();
    }

    // Terminals and log files deal badly with the space that does not break.
    internal static string Plain(string text) => text.Replace('\u00a0', ' ');
}

using System.Text;

namespace Mas.Results.Reports;

/// <summary>A finished run on a terminal: one line per direction, then the verdict in words.</summary>
public static class Summary
{
    private static readonly string[] Header = ["direction", "method", "size", "variable", "trial IIA", "95 % interval", "floor"];

    // The numbers' columns are set flush right.
    private static readonly bool[] Right = [false, false, true, false, true, true, true];

    public static string Text(RunRecord run)
    {
        StringBuilder text = new();
        if (run.Directions.Count > 0)
            Table(text, [Header, .. run.Directions.Select(Row)]);
        if (run.Verdict is { } verdict)
            text.Append(text.Length > 0 ? "\n" : "").Append($"verdict: {verdict.Word}\n").AppendJoin("", verdict.Reasons.Select(reason => $"  {Plain(reason)}\n"));
        return text.ToString();
    }

    private static string[] Row(DirectionResult direction) =>
    [
        new Direction(direction.Source, direction.Target) + (direction.Trained ? "" : " (untrained)"),
        direction.Method, $"{direction.Size}", direction.Variable,
        Plain(Percent.Of(direction.TrialIia)), Plain(Percent.Of(direction.Interval)),
        direction.NoSwap is double floor ? Plain(Percent.Of(floor)) : "–",
    ];

    private static void Table(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Header.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) => Right[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
    }

    // Terminals and log files deal badly with the space that does not break.
    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}

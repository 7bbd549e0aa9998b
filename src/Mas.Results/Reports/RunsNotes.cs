using Mas.Results.Records;
using Mas.Results.Reports.Html;
using Mas.Results.Statistics;

namespace Mas.Results.Reports;

/// <summary>In what several runs differ that keeps their numbers from being set side by side without a thought.</summary>
internal static class RunsNotes
{
    public static void Write(HtmlWriter html, IReadOnlyList<RunRecord> runs)
    {
        string[] sentences = [.. Sentences(runs)];
        if (sentences.Length == 0)
            return;
        html.Add($"<section class=\"note\" aria-label=\"How the runs differ\"><strong>These runs are not alike in everything</strong><ul>");
        foreach (string sentence in sentences)
            html.Add($"<li>{sentence}</li>");
        html.Add($"</ul></section>");
    }

    /// <summary>One sentence for each thing in which they differ.</summary>
    public static IEnumerable<string> Sentences(IReadOnlyList<RunRecord> runs)
    {
        if (Split(runs, run => run.Versions.GetValueOrDefault("mas", "")) is { } versions)
            yield return $"They were made by different versions of mas ({versions}), so a difference between their numbers may come from the software: make the older ones again to be sure.";
        if (Split(runs, run => run.Hashes.GetValueOrDefault("data", ""), hash => hash[..Math.Min(8, hash.Length)]) is { } data)
            yield return $"They were made on different data (SHA-256 {data}), so their numbers stand side by side but no difference between them is paired.";
        if (Split(runs, run => run.Verdict is { } verdict ? $"same from {Percent.Threshold(verdict.Same)}, different below {Percent.Threshold(verdict.Different)}" : "") is { } thresholds)
            yield return $"Their verdicts use different thresholds ({thresholds}), so one word does not mean the same in all of them.";
        if (Split(runs, run => run.Directions.Count > 0 ? Listed.Count(run.AlignmentSeeds.Count, "seed") : "") is { } seeds)
            yield return $"They have different numbers of alignment seeds ({seeds}), so their intervals do not cover the same.";
    }

    // The values with the runs that have each, by number; null where all agree. What a run does not say is left aside.
    private static string? Split(IReadOnlyList<RunRecord> runs, Func<RunRecord, string> value, Func<string, string>? shown = null)
    {
        List<IGrouping<string, (string Value, int Number)>> groups = [.. runs.Select((run, i) => (Value: value(run), Number: i + 1)).Where(one => one.Value.Length > 0).GroupBy(one => one.Value)];
        return groups.Count < 2 ? null : string.Join("; ", groups.Select(group => $"{(shown ?? (text => text))(group.Key)} in run{(group.Count() == 1 ? "" : "s")} {Listed.Of([.. group.Select(one => $"{one.Number}")])}"));
    }
}

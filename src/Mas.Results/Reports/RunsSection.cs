using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Html;
using Mas.Results.Reports.Sections;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports;

/// <summary>Several runs beside one another: in what they differ, their verdicts and weakest directions, and what else they have
/// found.</summary>
internal static class RunsSection
{
    private static readonly (string Head, Func<RunRecord, string?> Cell)[] Found =
    [
        ("k* (MAS)", Smallest),
        ("Most that MAS loses with the null part, points", run => Lost(run, Verdict.Method)),
        ("Most that stitching loses, points", run => Lost(run, MethodName.Stitching)),
        ("Highest control", Control),
        ("Worst cycle", run => Worst(run.Evidence?.Cycles.Select(cycle => cycle.Composed))),
        ("Worst from a random start", run => Worst(run.Evidence?.RandomStart.Select(start => start.Random))),
        ("Contradictions between measures", Contradictions),
    ];

    public static void Write(HtmlWriter html, IReadOnlyList<ReportInput> runs)
    {
        Notes(html, [.. Differences([.. runs.Select(run => run.Run)])]);
        Verdicts(html, runs);
        if (Plot(runs) is { } figure)
            html.Draw(figure);
        Evidence(html, runs);
    }

    /// <summary>One sentence for each thing in which they differ that keeps their numbers from being set side by side without a
    /// thought.</summary>
    public static IEnumerable<string> Differences(IReadOnlyList<RunRecord> runs)
    {
        if (Split(runs, run => run.Versions.GetValueOrDefault("mas", "")) is { } versions)
            yield return $"They were made by different versions of mas ({versions}), "
                + "so a difference between their numbers may come from the software: make the older ones again to be sure.";
        if (Split(runs, run => run.Hashes.GetValueOrDefault("data", ""), hash => hash[..Math.Min(8, hash.Length)]) is { } data)
            yield return $"They were made on different data (SHA-256 {data}), so their numbers stand side by side but no difference "
                + "between them is paired.";
        if (Split(runs, run => run.Verdict is { } verdict ? Thresholds(verdict) : "") is { } thresholds)
            yield return $"Their verdicts use different thresholds ({thresholds}), so one word does not mean the same in all of them.";
        if (Split(runs, run => run.Directions.Count > 0 ? Listed.Count(run.AlignmentSeeds.Count, "seed") : "") is { } seeds)
            yield return $"They have different numbers of alignment seeds ({seeds}), so their intervals do not cover the same.";
    }

    private static string Thresholds(VerdictRecord verdict) =>
        $"same from {Percent.Threshold(verdict.Same)}, different below {Percent.Threshold(verdict.Different)}";

    // The values with the runs that have each, by number; null where all agree. What a run does not say is left aside.
    private static string? Split(IReadOnlyList<RunRecord> runs, Func<RunRecord, string> value, Func<string, string>? shown = null)
    {
        List<IGrouping<string, (string Value, int Number)>> groups =
            [.. runs.Select((run, i) => (Value: value(run), Number: i + 1)).Where(one => one.Value.Length > 0).GroupBy(one => one.Value)];
        return groups.Count < 2 ? null : string.Join("; ", groups.Select(group =>
            $"{(shown ?? (text => text))(group.Key)} in run{(group.Count() == 1 ? "" : "s")} "
                + $"{Listed.Of([.. group.Select(one => $"{one.Number}")])}"));
    }

    private static void Notes(HtmlWriter html, IReadOnlyList<string> sentences)
    {
        if (sentences.Count == 0)
            return;
        html.Add($"<section class=\"note\" aria-label=\"How the runs differ\"><strong>These runs are not alike in everything</strong><ul>");
        foreach (string sentence in sentences)
            html.Add($"<li>{sentence}</li>");
        html.Add($"</ul></section>");
    }

    private static void Verdicts(HtmlWriter html, IReadOnlyList<ReportInput> runs)
    {
        html.Table("Run", "Status", "Verdict", "Weakest direction", "#Trial IIA", "#95 % interval");
        for (int i = 0; i < runs.Count; i++)
            Row(html, runs[i].Run, i + 1, runs.Count(other => other.Run.Run == runs[i].Run.Run) > 1);
        html.Add($"</tbody></table>");
        IntervalMark.Note(html, runs.Select(run => Weakest(run.Run)).OfType<DirectionResult>().Select(weakest => weakest.IntervalDesign));
    }

    private static void Row(HtmlWriter html, RunRecord run, int number, bool namesake)
    {
        DirectionResult? weakest = Weakest(run);
        html.Add($"<tr><th scope=\"row\">{number} · <a href=\"#run-{number}\">{run.Run}</a>");
        // Runs of one experiment with different overrides bear one name; their commands tell them apart.
        if (namesake && run.Command is not null)
            html.Add($"<br><code>{run.Command}</code>");
        html.Add($"</th>{new Cell("Status", run.Status, "")}"
            + $"<td data-label=\"Verdict\"><strong>{run.Verdict?.Headline ?? "not yet"}</strong></td>");
        if (weakest is null)
            html.Add($"<td data-label=\"Weakest direction\">nothing tested yet</td><td></td><td></td></tr>");
        else
            html.Add($"{new Cell("Weakest direction", $"{weakest.Source} → {weakest.Target}", "")}"
                + $"{new Cell("Trial IIA", Percent.Of(weakest.TrialIia))}"
                + $"{new Cell("95 % interval", Percent.Of(weakest.Interval) + IntervalMark.Of(weakest.IntervalDesign))}</tr>");
    }

    /// <summary>The weakest of the judged directions, or where none is judged, of all; null before the test.</summary>
    private static DirectionResult? Weakest(RunRecord run)
    {
        IReadOnlyList<DirectionResult> judged = Verdict.Judged(run.Directions);
        return (judged.Count > 0 ? judged : run.Directions).MinBy(direction => direction.TrialIia);
    }

    // The worst judged direction of each run; null where fewer than two runs have one.
    private static Figure? Plot(IReadOnlyList<ReportInput> runs)
    {
        List<(int Number, DirectionResult Worst)> worst =
            [.. runs.Select((run, i) => (i + 1, Weakest(run.Run))).Where(entry => entry.Item2 is not null)
            .Select(entry => (entry.Item1, entry.Item2!))];
        return worst.Count < 2 ? null : new RowPlot("runs", "Weakest direction of each run", [Title(worst)],
            [.. worst.Select(entry => new PlotRow(
                $"{entry.Number} · {runs[entry.Number - 1].Run.Run}: {entry.Worst.Source} → {entry.Worst.Target}",
                [new PlotMark(0, entry.Worst.TrialIia, entry.Worst.Interval, entry.Worst.CoversSeeds)], entry.Worst.NoSwap))]).Draw();
    }

    private static string Title(List<(int Number, DirectionResult Worst)> worst) =>
        $"trial IIA of the worst {(worst.All(entry => entry.Worst.Method == Verdict.Method) ? "MAS " : "")}direction";

    private static void Evidence(HtmlWriter html, IReadOnlyList<ReportInput> runs)
    {
        (string Head, string?[] Cells)[] columns =
            [.. Found.Select(column => (column.Head, runs.Select(run => column.Cell(run.Run)).ToArray()))
            .Where(column => column.Item2.Any(cell => cell is not null))];
        if (columns.Length == 0)
            return;
        new NumberTable("What else the runs have found", ["Run", .. columns.Select(column => column.Head)],
            [.. runs.Select((run, i) => (string[])[$"{i + 1} · {run.Run.Run}", .. columns.Select(column => column.Cells[i] ?? "–")])])
        { IsOpen = true }.Write(html);
        html.Add($"<p class=\"fine\">–: not looked at in that run.</p>");
    }

    private static string? Smallest(RunRecord run) =>
        run.Evidence?.SmallestSubspace.FirstOrDefault(curve => curve is { Method: Verdict.Method, Alone: null }) is { } curve
            ? $"{curve.Smallest} ({curve.SmallestRange.Low}–{curve.SmallestRange.High})" : null;

    private static string? Lost(RunRecord run, string method) =>
        run.Evidence?.Leakage is not { Count: > 0 } leakage ? null : LeakageText.Telling(leakage).Where(one => one.Method == method)
            .MinBy(one => one.Change) is { } worst
            ? $"{Percent.Points(worst.Change)} ({Percent.Points(worst.ChangeInterval)}){IntervalMark.Of(worst.TrialIia.IntervalDesign)}"
            : null;

    // The band that anything reaches without the right swap.
    private static string? Control(RunRecord run)
    {
        ControlResult? highest = Verdict.Judged(run.Directions).SelectMany(direction => direction.Controls)
            .Where(control => ControlKind.IsNull(control.Name)).MaxBy(control => control.TrialIia);
        return highest is null ? null : $"{highest.Name}: {Percent.Of(highest.TrialIia)} ({Percent.Span(highest.Interval)})";
    }

    private static string? Worst(IEnumerable<AccuracyInterval>? accuracies) =>
        accuracies?.MinBy(accuracy => accuracy.Mean) is { } worst ? IntervalMark.Text(worst) : null;

    private static string? Contradictions(RunRecord run) => run.Evidence is not { Disagreement.Count: > 0 } evidence ? null
        : $"{DisagreementCase.Of(evidence.Disagreement, Verdict.Thresholds(run).Same, Verdict.Thresholds(run).Different).Count}";
}

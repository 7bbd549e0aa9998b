using Mas.Results.Comparisons;
using Mas.Results.Records;
using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Html;
using Mas.Results.Reports.Sections;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports;

/// <summary>What several runs have found beside their alignments, run by run, where any of them has found something.</summary>
internal static class RunsEvidenceTable
{
    private static readonly (string Head, Func<RunRecord, string?> Cell)[] Columns =
    [
        ("k* (MAS)", run => run.Evidence?.SmallestSubspace.FirstOrDefault(curve => curve is { Method: Verdict.Method, Alone: null }) is { } curve ? $"{curve.Smallest} ({curve.SmallestRange.Low}–{curve.SmallestRange.High})" : null),
        ("Most that MAS loses with the null part, points", run => Lost(run, Verdict.Method)),
        ("Most that stitching loses, points", run => Lost(run, MethodName.Stitching)),
        ("Highest control", Control),
        ("Worst cycle", run => Worst(run.Evidence?.Cycles.Select(cycle => cycle.Composed))),
        ("Worst from a random start", run => Worst(run.Evidence?.RandomStart.Select(start => start.Random))),
        ("Contradictions between measures", Contradictions),
    ];

    public static void Write(HtmlWriter html, IReadOnlyList<ReportInput> runs)
    {
        (string Head, string?[] Cells)[] columns = [.. Columns.Select(column => (column.Head, runs.Select(run => column.Cell(run.Run)).ToArray())).Where(column => column.Item2.Any(cell => cell is not null))];
        if (columns.Length == 0)
            return;
        new NumberTable("What else the runs have found", ["Run", .. columns.Select(column => column.Head)],
            [.. runs.Select((run, i) => (string[])[$"{i + 1} · {run.Run.Run}", .. columns.Select(column => column.Cells[i] ?? "–")])])
        { IsOpen = true }.Write(html);
        html.Add($"<p class=\"fine\">–: not looked at in that run.</p>");
    }

    private static string? Lost(RunRecord run, string method) =>
        run.Evidence?.Leakage is not { Count: > 0 } leakage ? null : LeakageText.Telling(leakage).Where(one => one.Method == method).MinBy(one => one.Change) is { } worst ? $"{Percent.Points(worst.Change)} ({Percent.Points(worst.ChangeInterval)}){IntervalMark.Of(worst.TrialIia.IntervalDesign)}" : null;

    // The band that anything reaches without the right swap.
    private static string? Control(RunRecord run)
    {
        ControlResult? highest = Verdict.Judged(run.Directions).SelectMany(direction => direction.Controls).Where(control => control.Name != Metrics.Identity).MaxBy(control => control.TrialIia);
        return highest is null ? null : $"{highest.Name}: {Percent.Of(highest.TrialIia)} ({Percent.Span(highest.Interval)})";
    }

    private static string? Worst(IEnumerable<MeanAccuracy>? accuracies) => accuracies?.MinBy(accuracy => accuracy.Mean) is { } worst ? AccuracyText.Of(worst) : null;

    private static string? Contradictions(RunRecord run) => run.Evidence is { Disagreement.Count: > 0 } evidence
        ? $"{DisagreementCase.Of(evidence.Disagreement, run.Verdict?.Same ?? Verdict.DefaultSame, run.Verdict?.Different ?? Verdict.DefaultDifferent).Count}" : null;
}

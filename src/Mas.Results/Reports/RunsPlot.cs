using Mas.Results.Figures;
using Mas.Results.Records;
using Mas.Results.Reports.Sections;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports;

/// <summary>The worst judged direction of each run, with its interval.</summary>
internal static class RunsPlot
{
    /// <summary>Null where fewer than two runs have one.</summary>
    public static Figure? Draw(IReadOnlyList<ReportInput> runs)
    {
        List<(int Number, DirectionResult Worst)> worst = [.. runs.Select((run, i) => (i + 1, RunsTable.Weakest(run.Run))).Where(entry => entry.Item2 is not null).Select(entry => (entry.Item1, entry.Item2!))];
        return worst.Count < 2 ? null : new RowPlot("runs", "Weakest direction of each run", [Title(worst)],
            [.. worst.Select(entry => new PlotRow($"{entry.Number} · {runs[entry.Number - 1].Run.Run}: {entry.Worst.Source} → {entry.Worst.Target}",
                [new PlotMark(0, entry.Worst.TrialIia, entry.Worst.Interval, entry.Worst.IntervalDesign == AccuracyInterval.Crossed)], entry.Worst.NoSwap))]).Draw();
    }

    private static string Title(List<(int Number, DirectionResult Worst)> worst) =>
        worst.All(entry => entry.Worst.Method == Verdict.Method) ? "trial IIA of the worst MAS direction" : "trial IIA of the worst direction";
}

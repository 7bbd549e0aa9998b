using Mas.Oracles.Files;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Results.Store;
using Mas.Results.Sweeps;
using Mas.Results.Sweeps.Merging;

namespace Mas.Results.Tests.Sweeps.Merging;

/// <summary>A sweep with made-up cells, on disk as the tool leaves it.</summary>
internal sealed class SampleSweep : IDisposable
{
    public const string First = "gru-a", Second = "gru-b";

    private readonly TemporaryFolder _folder = new();

    /// <param name="axes">Dotted keys.</param>
    /// <param name="rows">Values of each cell; the cells are called <c>c0</c>, <c>c1</c> and so on.</param>
    public SampleSweep(string[] axes, IEnumerable<string[]> rows)
    {
        Table = new SweepTable(axes, [.. rows.Select((values, i) => new PlannedCell($"c{i}", values, 10, 1e8))]);
        File.WriteAllText(_folder[SweepFolder.CellsFile], Table.Text());
        foreach (JobFolder job in Table.Cells.Select(cell => Folder.Cell(cell.Name)))
        {
            Directory.CreateDirectory(job.Root);
            File.WriteAllText(job.Experiment, SampleRun.Experiment);
        }
    }

    public SweepTable Table { get; }

    public SweepFolder Folder => new(_folder.Root);

    /// <summary>Every combination of the values.</summary>
    public static IEnumerable<string[]> Crossed(params string[][] values) => values.Aggregate((IEnumerable<string[]>)[[]],
        (rows, axis) => rows.SelectMany(row => axis.Select(value => (string[])[.. row, value])));

    public string this[string name] => _folder[name];

    /// <summary>A cell that ended well: two networks, of which the second reads worse from the first.</summary>
    /// <param name="iia">Trial IIA of its worst exchange, for each alignment seed from 1 on.</param>
    public void Finish(int cell, params double[] iia) => Finish(cell, Record(iia), Rows(iia));

    public void Finish(int cell, RunRecord run, IEnumerable<MetricRow> rows)
    {
        JobFolder job = Job(cell);
        using (RunFolder folder = RunFolder.Open(job.Run, resume: false))
        {
            folder.WriteMetrics(rows);
            folder.WriteRun(run);
        }
        End(cell, new ClaimEnd(ClaimEnd.Done));
    }

    /// <summary>Says how work on a cell ended.</summary>
    public void End(int cell, ClaimEnd end)
    {
        Directory.CreateDirectory(Path.Combine(Job(cell).Root, JobFolder.ClaimsName));
        using HeldClaim held = Job(cell).Claims.TryTake(null)!;
        held.End(end);
    }

    public JobFolder Job(int cell) => Folder.Cell($"c{cell}");

    public MergeResult Merge() => SweepMerge.Run(Folder);

    public string Page() => File.ReadAllText(this[SweepFolder.ReportFile]);

    public void Dispose() => _folder.Dispose();

    public static RunRecord Record(params double[] iia) => new()
    {
        Run = "sample",
        Status = RunStatus.Done,
        Started = new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero),
        Seed = 1,
        AlignmentSeeds = [.. iia.Select((_, seed) => seed + 1)],
        Directions = [.. Directions.Select(one => Direction(one.Source, one.Target, iia.Average() + one.Above, iia.Length))],
        Verdict = new VerdictRecord(iia.Average() >= 0.9 ? "interchangeable" : "inconclusive", ["because"], 0.9, 0.5) { Scope = "in full" },
    };

    public static IEnumerable<MetricRow> Rows(params double[] iia)
    {
        foreach ((string source, string target, double above) in Directions)
            foreach ((int seed, double value) in iia.Index())
            {
                yield return Row(Metrics.Test, null, Metrics.TrialIia, value + above);
                yield return Row(Metrics.Validation, 20, Metrics.TrialIia, 0.123);
                yield return Row(Metrics.Train, 20, Metrics.Loss, 0.5);
                MetricRow Row(string split, int? step, string metric, double number) => new(
                    "sample", seed + 1, step, split, "mas", 4, source, target, "state", "state", "full", true, metric, number);
            }
    }

    // Within a network it is lower still, and does not count.
    private static (string Source, string Target, double Above)[] Directions =>
        [(First, First, -0.01), (First, Second, 0), (Second, First, 0.01), (Second, Second, 0.01)];

    private static DirectionResult Direction(string source, string target, double iia, int seeds) => new()
    {
        Source = source,
        Target = target,
        Variable = "full",
        Method = "mas",
        Size = 4,
        Trained = true,
        TrialIia = iia,
        TokenIia = iia,
        Interval = new Interval(iia - 0.01, iia + 0.01),
        IntervalDesign = AccuracyInterval.InterventionsOnly,
        NoSwap = 0.25,
        Seeds = [.. Enumerable.Range(1, seeds)],
        Steps = [.. Enumerable.Repeat(20, seeds)],
        Samples = 1000,
    };
}

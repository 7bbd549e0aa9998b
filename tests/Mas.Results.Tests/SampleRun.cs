using Mas.Results.Records;
using Mas.Results.Reports.Sections;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;

namespace Mas.Results.Tests;

/// <summary>Runs with made-up but realistic numbers, the same at every call.</summary>
internal static class SampleRun
{
    private const int Samples = 1000;
    internal static readonly int[] Seeds = [1, 2, 3];

    public const string Experiment = "name: gru-pair\ntask: multi-object\nnetworks:\n  - { name: gru-a, train: { architecture: gru, seed: "
        + "1 } }\n  - { name: gru-b, train: { architecture: gru, seed: 2 } }\nsite: state\nalignment: { method: mas, variables: [full], "
        + "size: 32, seeds: [1, 2, 3] }\n";

    private static readonly Lazy<ReportInput> s_six = new(() => Of("six-networks",
        ["gru-1", "gru-2", "gru-3", "transformer-1", "transformer-2", "lstm-with-a-long-name"],
        (s, t) => s == t ? 0.992 : (s < 3) == (t < 3) ? 0.962 : 0.31, 5));

    /// <summary>Two GRUs, four directions, three seeds: the same.</summary>
    public static ReportInput Pair() => Of("gru-pair", ["gru-a", "gru-b"], (_, _) => 0.985, 3);

    /// <summary>Six networks of two kinds, which agree within a kind.</summary>
    internal static ReportInput Six() => s_six.Value;

    /// <summary>The pair at step 120, when the disk was full.</summary>
    internal static ReportInput Failed()
    {
        ReportInput done = Pair();
        return new ReportInput(
            done.Run with
            {
                Run = "gru-pair-failed",
                Status = "failed",
                Error = "The disk is full: metrics.csv could not be written. Free some space and continue with --resume.",
                Directions = [],
                Verdict = null
            },
            [.. done.Metrics.Where(row => row.Step <= 120 && row.Split != Metrics.Test)], done.Experiment);
    }

    /// <summary>Names that would break a page, a terminal or a file name if they were not escaped.</summary>
    internal static ReportInput Hostile() => Of(
        "<script>alert(1)</script>\u001b]0;x\u0007", ["a\"><img src=x onerror=y>\u202e", "../b&`c\u0001\ud800"], (_, _) => 0.6, 3);

    public static DirectionResult Direction(string source, string target, double iia, int randomSeed, bool trained = true)
    {
        bool[][] outcomes = Outcomes(new Random(randomSeed), iia);
        bool[] floor = Draw(new Random(randomSeed + 1000), 0.042);
        AccuracyInterval accuracy = AccuracyInterval.Of(outcomes);
        ChanceCorrected corrected = ChanceCorrected.Of(outcomes, floor);
        return new DirectionResult
        {
            Source = source,
            Target = target,
            Variable = "full",
            Method = "mas",
            Size = 32,
            Trained = trained,
            TrialIia = accuracy.Mean,
            TokenIia = Math.Min(1, accuracy.Mean + 0.008),
            Interval = accuracy.Interval,
            IntervalDesign = accuracy.IntervalDesign,
            NoSwap = floor.Average(right => right ? 1.0 : 0),
            Corrected = corrected.Value,
            CorrectedInterval = corrected.Interval,
            Chosen = Chosen(outcomes[0], floor),
            Reached = outcomes.Count(seed => seed.Count(right => right) >= 0.9 * seed.Length),
            NewPairs = accuracy.Mean - 0.006,
            ChosenNewPairs = new BoundedIia(accuracy.Mean - 0.006, accuracy.Mean - 0.006, accuracy.Mean - 0.02, accuracy.Mean),
            Seeds = Seeds,
            Steps = [40, 60, 40],
            Samples = Samples,
            Controls =
            [
                Control(Metrics.NoSwap, 0.042), Control(Metrics.Identity, source == target ? 1 : 0.94),
                Control(Metrics.RandomOrthogonal, 0.061), Control(Metrics.Shuffled, 0.118), Control(Metrics.OutputOnly, 0.071),
                Control(Metrics.NullExchanged, accuracy.Mean - 0.004, outcomes[0], floor),
            ],
        };
    }

    private static ChosenResult Chosen(bool[] right, bool[] floor)
    {
        OneSidedBounds bounds = OneSidedBounds.Corrected(right, floor, 1)!, shared = OneSidedBounds.Corrected(right, floor, 1, 0.025)!;
        return new ChosenResult(1, right.Average(one => one ? 1.0 : 0), bounds.Value, bounds.Low, bounds.High)
        {
            SharedLow = shared.Low,
            SharedHigh = shared.High,
        };
    }

    private static ReportInput Of(string name, string[] networks, Func<int, int, double> iia, int untrainedFrom)
    {
        List<DirectionResult> directions = [];
        List<MetricRow> rows = [];
        for (int s = 0; s < networks.Length; s++)
            for (int t = 0; t < networks.Length; t++)
            {
                bool trained = s == t || s < untrainedFrom;
                directions.Add(Direction(networks[s], networks[t], iia(s, t), (s * 31) + t, trained));
                if (trained)
                    rows.AddRange(Training(name, networks[s], networks[t], iia(s, t), (s * 17) + t));
            }
        NetworkRecord[] records = [.. networks.Select(Network)];
        return new ReportInput(Record(name, records, directions), rows, Experiment);
    }

    internal static RunRecord Record(string name, NetworkRecord[] networks, List<DirectionResult> directions) => new()
    {
        Run = name,
        Status = "done",
        Started = new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero),
        Seconds = 8.4,
        PeakMemoryBytes = 912_000_000,
        Seed = 1,
        AlignmentSeeds = Seeds,
        Networks = networks,
        Directions = directions,
        Alignment = Settings,
        Verdict = Verdict.Decide(new VerdictBasis(directions, networks, Settings, new EvidenceRecord { Algorithms = Passed(networks) })),
        Shown = Shown(networks),
        Setup =
        [
            new("Method", "model alignment search (MAS)"), new("Task", "multi-object, quantities 1–20, held out 4, 9, 14, 17"),
            new("Aligned", "full, 32 dimensions, orthogonal (Cayley), aligned start"),
            new("Data", "10 000 training, 1 000 validation, 1 000 test interventions per direction"),
        ],
        Versions = new Dictionary<string,
        string>
        { ["mas"] = "0.1.0", [".NET"] = "10.0.0", ["TorchSharp"] = "0.107.0", ["libtorch"] = "2.10.0" },
        Hashes = new Dictionary<string, string> { ["data"] = new('a', 64), ["experiment"] = new('b', 64) },
        Hardware = new HardwareRecord("Example CPU 2.5 GHz", 2, 2, "Linux 6.1 x64", "cpu", 16_000_000_000),
        Timings = new Dictionary<string, double> { ["networks"] = 0.4, ["data"] = 0.9, ["training"] = 5.8, ["evaluation"] = 1.1 },
        Warnings = ["gru-b gets 3 of 4 held-out quantities right; interventions on 17 use fewer sequences."],
        Command = "mas run experiment.yaml --output runs/gru-pair --seed 1",
    };

    /// <summary>Two interventions, counts and points from the last network into the first.</summary>
    private static ShownRecord Shown(NetworkRecord[] networks)
    {
        (string source, string target) = (networks[^1].Name, networks[0].Name);
        InterventionExample Example(bool right) => new(source, target, "state", "state", "full", 1, right,
            [new ReadPassage(3, ["D1", networks[^1].Name, "D0"], [new("phase", "demo"), new("count", "3")])],
            new ReadPassage(0, ["B", "D0"], [new("phase", "demo"), new("count", "1")]), ["T", "R", "E"],
            [new("T", null), new("R", "R"), new("R", right ? "R" : "E"), new("R", "R"), new("E", "E")]);
        Random random = new(4);
        NetworkPoints Points(NetworkRecord network) => new(network.Name)
        {
            Shares = [0.5, 0.25],
            X = Line(4),
            Y = Line(4),
            Values = [.. Enumerable.Range(0, 4).Select(point => point % 3)],
            Kinds = [.. Enumerable.Range(0, 4).Select(point => point % 2)],
        };
        double[] Line(int points) => [.. Enumerable.Range(0, points).Select(_ => (2 * random.NextDouble()) - 1)];
        return new ShownRecord
        {
            Examples = [Example(true), Example(false)],
            Ends = [new TrainingEnd(1, 120, "target reached")],
            Pairs = [new(source, target, "full", "count", ["1", "2", "3"], ["1", "2"])
            {
                Right = [4, 5, 6, 0, 0, 9],
                All = [4, 6, 6, 0, 3, 9],
            }],
            Positions = [new(source, target, "full", ["1–2", "3"]) { Right = [10, 14], All = [11, 17] }],
            Subspaces = [new("full", "count", ["1", "2", "3"], "phase", ["demo", "response"], true, [.. networks.Take(2).Select(Points)])],
        };
    }

    internal static AlignmentSettings Settings { get; } = new()
    {
        Family = "orthogonal",
        Normalise = "none",
        Start = "aligned",
        Scheme = "single",
        Steps = 20_000,
        EnergiesDiffer = false,
        Asked =
        [
            Metrics.NoSwap, Metrics.Identity, Metrics.RandomOrthogonal, Metrics.Shuffled, Metrics.FullExchange, Metrics.OutputOnly,
            Metrics.NullExchanged,
        ],
    };

    /// <summary>Every network passes up-down by itself.</summary>
    internal static AlgorithmResult[] Passed(NetworkRecord[] networks) => [.. networks.Select(network => new AlgorithmResult(
        network.Name, network.Hash, network.Site, "up-down", AlgorithmVerdict.Passed,
        "`count` at least 96.1\u00a0%; wanted are 90\u00a0%", []))];

    internal static NetworkRecord Network(string name) => new()
    {
        Name = name,
        Architecture = name.StartsWith('t') ? "transformer" : name.StartsWith('l') ? "lstm" : "gru",
        Width = 128,
        Site = "state",
        Task = "multi-object",
        Parameters = 169_483,
        Origin = "cache",
        Hash = new string('c', 64),
        Accuracy = 0.9990,
        AccuracyHeldOut = 0.982,
        Usable = 19_873,
        Sequences = 20_000,
    };

    internal static IEnumerable<MetricRow> Training(string run, string source, string target, double iia, int randomSeed)
    {
        Random random = new(randomSeed);
        foreach (int seed in Seeds)
            for (int step = 0; step <= 160 + (20 * seed); step += 20)
            {
                double share = 1 - Math.Exp(-step / (18.0 + (6 * random.NextDouble())));
                yield return Row(Metrics.Validation, Metrics.TrialIia,
                    Math.Clamp(0.05 + ((iia - 0.05) * share) + (0.01 * (random.NextDouble() - 0.5)), 0, 1));
                yield return Row(Metrics.Train, Metrics.Loss, 1.9 * Math.Exp(-step / 40.0) + 0.01 + (0.005 * random.NextDouble()));
                MetricRow Row(string split, string metric, double value) =>
                    new(run, seed, step, split, "mas", 32, source, target, "state", "state", "full", true, metric, value);
            }
    }

    private static bool[][] Outcomes(Random random, double iia) =>
        [.. Seeds.Select(_ => Draw(random, Math.Clamp(iia + (0.01 * (random.NextDouble() - 0.5)), 0, 1)))];

    private static bool[] Draw(Random random, double share) => [.. Enumerable.Range(0, Samples).Select(_ => random.NextDouble() < share)];

    private static ControlResult Control(string name, double value) => new(name, value, JeffreysInterval.Of(value * Samples, Samples));

    private static ControlResult Control(string name, double value, bool[] right, bool[] floor)
    {
        OneSidedBounds bounds = OneSidedBounds.Corrected(right, floor, 1)!;
        return Control(name, Math.Clamp(value, 0, 1)) with
        {
            Chosen = new ChosenControl(value, bounds.Value, bounds.Low, bounds.High, 0, null),
        };
    }
}

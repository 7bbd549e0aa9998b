using Mas.Results.Records;
using Mas.Results.Reports.Sections;
using Mas.Results.Statistics;

namespace Mas.Results.Tests;

/// <summary>Runs with every analysis, with made-up but realistic numbers, the same at every call.</summary>
internal static class SampleEvidence
{
    private static readonly string[] Methods = ["mas", "das", "stitching", "linear-stitching"];
    private static readonly int[] Sizes = [8, 32];
    private static readonly int[] CurveSizes = [1, 2, 4, 8, 16, 32, 64];
    private static readonly (string Exchanged, string Stays)[] Apart = [("count", "phase"), ("phase", "count")];
    private static readonly string[] Kinds = ["seeds", "sizes", "starts"];
    private static readonly string[] Gauged = ["mas", "stitching"];
    private static readonly string[] Compared = ["mas", "stitching", "cka-linear-debiased", "rsa-euclidean-spearman", "procrustes"];
    private static readonly string[] Measures = ["cka-linear-debiased", "rsa-euclidean-spearman", "procrustes", "regression-r2"];

    private static readonly Lazy<ReportInput> s_full = new(() =>
        Of("everything", ["gru-a", "gru-b", "transformer-a"], (s, t) => s == t ? 0.985 : s < 2 && t < 2 ? 0.972 : 0.12));

    private static readonly Lazy<ReportInput> s_six = new(() =>
        Of("everything-six", ["gru-1", "gru-2", "gru-3", "transformer-1", "transformer-2", "lstm-with-a-long-name"],
        (s, t) => s == t ? 0.985 : (s < 3) == (t < 3) ? 0.962 : 0.31));

    /// <summary>Two GRUs and a transformer, four methods, two sizes, and everything that can be asked for.</summary>
    internal static ReportInput Full() => s_full.Value;

    /// <summary>The same without the transformer.</summary>
    internal static ReportInput Pair() => Of("everything-pair", ["gru-a", "gru-b"], (s, t) => s == t ? 0.99 : 0.972);

    /// <summary>Six networks: 36 directions of each method and size, and all evidence of each.</summary>
    internal static ReportInput Six() => s_six.Value;

    /// <summary>One alignment seed only: no interval covers the choice of seeds.</summary>
    internal static ReportInput SingleSeed()
    {
        ReportInput pair = Pair();
        EvidenceRecord evidence = pair.Run.Evidence!;
        return new ReportInput(pair.Run with
        {
            AlignmentSeeds = [1],
            Directions = [.. pair.Run.Directions.Select(direction =>
                direction with { Seeds = [1], Steps = [40], IntervalDesign = AccuracyInterval.InterventionsOnly })],
            Evidence = evidence with
            {
                SmallestSubspace = [.. evidence.SmallestSubspace.Select(curve =>
                    curve with { Points = [.. curve.Points.Select(point => point with { Worst = Single(point.Worst) })] })],
                Leakage = [.. evidence.Leakage.Select(one =>
                    one with { TrialIia = Single(one.TrialIia), NullExchanged = Single(one.NullExchanged),
                    NullOnly = one.NullOnly is null ? null : Single(one.NullOnly) })],
                Cycles = [.. evidence.Cycles.Select(one => one with { Composed = Single(one.Composed), Direct = Single(one.Direct) })],
                Isolation = [.. evidence.Isolation.Select(one => one with { Cause = Single(one.Cause), Isolate = Single(one.Isolate) })],
                OffManifold = [.. evidence.OffManifold.Select(one => one with { Seeds = [one.Distance] })],
                RandomStart = [.. evidence.RandomStart.Select(one =>
                    one with { TrialIia = Single(one.TrialIia), Random = Single(one.Random) })],
            },
        }, pair.Metrics, pair.Experiment);
    }

    public static AccuracyInterval Accuracy(double mean, double half = 0.02) =>
        new(mean, new Interval(Math.Max(0, mean - half), Math.Min(1, mean + half)), AccuracyInterval.Crossed);

    internal static SubspaceCurve Curve(string method, string? alone, int smallest, int low, int high, double best = 0.98) =>
        new(method, alone,
        [.. CurveSizes.Select(size =>
            new SubspacePoint(size, Accuracy(best * (1 - Math.Exp(-2.2 * size / smallest))), new NamedDirection("gru-a", alone ?? "gru-b"),
            best * (1 - Math.Exp(-2.6 * size / smallest))))],
        0.02, smallest, new SizeRange(low, high));

    internal static LeakageResult Leakage(
        string method, int size, string source, string target, double iia, double change, double? only = null) => new()
        {
            Source = source,
            Target = target,
            Variable = "full",
            Method = method,
            Size = size,
            Trained = true,
            EnergyShare = Math.Clamp(0.02 - change, 0, 1),
            TrialIia = Accuracy(iia),
            NullExchanged = Accuracy(iia + change),
            Change = change,
            ChangeInterval = new Interval(change - 0.012, change + 0.012),
            NullOnly = only is double share ? Accuracy(share) : null,
            Floor = 0.048,
        };

    internal static MeasuredSimilarity Measured(
        string first, string second, string measure, double value, double? half = null, double rank = 1) =>
        new(first, second, measure, measure is "mas" or "stitching", value, half is double h ? new Interval(value - h, value + h) : null,
            measure == "procrustes", rank);

    private static AccuracyInterval Single(AccuracyInterval accuracy) =>
        accuracy with { IntervalDesign = AccuracyInterval.InterventionsOnly };

    private static ReportInput Of(string name, string[] networks, Func<int, int, double> iia)
    {
        List<DirectionResult> directions = [];
        foreach (string method in Methods)
            foreach (int size in Sizes)
                foreach ((int s, int t) in Pairs(networks.Length))
                    if (method != "das" || s == t)
                        directions.Add(Direction(method, size, networks[s], networks[t], Iia(method, iia(s, t), size)));
        MetricRow[] rows = [.. directions.Where(direction => direction is { Method: "mas", Size: 32 })
            .SelectMany((direction, i) => SampleRun.Training(name, direction.Source, direction.Target, direction.TrialIia, i))];
        RunRecord run = SampleRun.Record(name, [.. networks.Select(SampleRun.Network)], directions) with { Warnings = [] };
        WithoutNullResult[] withoutNull = networks.Length < 2 ? []
            : [new(networks[0], networks[1], [.. directions.Where(direction => direction is { Method: "mas", Size: 32 })])];
        return new ReportInput(
            run with { Evidence = Evidence(networks, iia) with { WithoutNull = withoutNull } }, rows, SampleRun.Experiment);
    }

    private static DirectionResult Direction(string method, int size, string source, string target, double iia)
    {
        DirectionResult result = SampleRun.Direction(source, target, iia,
            (size * 7) + (source[^1] * 31) + target[^1]) with
        { Method = method, Size = size };
        return method != "mas" ? result
            : result with
            {
                Controls =
                [.. result.Controls, new(Metrics.Untrained, 0.14, new Interval(0.11, 0.17)),
                new(Metrics.UntrainedSource, 0.16, new Interval(0.12, 0.2)), new(Metrics.Scrambled, 0.1, new Interval(0.08, 0.13)),
                new(Metrics.WrongVariable, 0.09, new Interval(0.07, 0.12))]
            };
    }

    private static double Iia(string method, double iia, int size) =>
        method.EndsWith("stitching", StringComparison.Ordinal) ? 0.985 : iia * (size == 8 ? 0.97 : 1);

    private static EvidenceRecord Evidence(string[] networks, Func<int, int, double> iia)
    {
        List<(int S, int T)> pairs = [.. Pairs(networks.Length)];
        List<(int S, int T)> unordered = [.. pairs.Where(pair => pair.S < pair.T)];
        return new EvidenceRecord
        {
            Similarity = [.. from measure in Measures
                from pair in measure == "regression-r2" ? pairs : unordered
                select new SimilarityValue(measure, networks[pair.S], "state", networks[pair.T], "state",
                    Similar(measure, iia(pair.S, pair.T)), measure == "procrustes", measure != "regression-r2", 4000)],
            OtherMaps = [.. from kind in OtherMap.Tries
                from pair in pairs
                where pair.S != pair.T && iia(pair.S, pair.T) < 0.9
                select new OtherMapResult(kind, null, networks[pair.S], networks[pair.T], "full", 32,
                    new BoundedIia(0.21, 0.18, 0.15, 0.21), [])],
            Algorithms = [.. networks.SelectMany((network, i) => Algorithms(network, isUpUp: i == 0))],
            SmallestSubspace = [Curve("mas", null, 8, 8, 16), .. networks.Select((network, i) => Curve("das", network, 4 + i, 4, 8 + i)),
                Curve("stitching", null, 2, 2, 4, 0.99)],
            NullSpaces = [.. networks.Select((network, i) =>
                new NullSpaceResult(network, "state", 128, 80 + i, 1e-4, 0.9995 - (1e-5 * i), 0.03 + (0.01 * i), [1e-6, 0.1, 0.9]))],
            Leakage = [.. from method in Methods
                from size in Sizes
                from pair in pairs
                where method != "das" || pair.S == pair.T
                select Leakage(method, size, networks[pair.S], networks[pair.T], Iia(method, iia(pair.S, pair.T), size),
                    Change(method, size), Only(method))],
            Cycles = [.. from pair in pairs
                where pair.S != pair.T
                select new CycleResult(networks[pair.S], networks[pair.T], networks[pair.S], "mas", 32, "full",
                    Accuracy(0.92 * iia(pair.S, pair.T)), Accuracy(iia(pair.S, pair.T)), 0.05)],
            Isolation = [.. from pair in pairs
                from variables in Apart
                select new IsolationResult(networks[pair.S], networks[pair.T], "mas", 32, variables.Exchanged, variables.Stays,
                    Accuracy(0.97 * iia(pair.S, pair.T)), Accuracy(0.93))
                { CauseFloor = 0.04, CauseSamples = 500, IsolateSamples = 480 }],
            Angles = [.. from network in networks
                from between in Kinds
                select new SubspaceAngles(network, between, $"mas, size 8, {between} 1", $"mas, size 8, {between} 2",
                    [2, 5, 9, 14, 31, 48, 70, 88], between == "seeds" ? 0.94 : 0.62)],
            OffManifold = [.. from method in Gauged
                from pair in pairs
                select new OffManifoldResult(networks[pair.S], networks[pair.T], method, 32, "full", method == "mas" ? 0.021 : 0.19,
                    method == "mas" ? [0.019, 0.022, 0.022] : [0.17, 0.2, 0.2], 0.014, 1000)
                {
                    NaturalHigh = 0.025,
                    NullSpace = new GaugedPart(100, method == "mas" ? 0.018 : 0.2, [method == "mas" ? 0.018 : 0.2], 0.012, 0.02),
                    WorkingSpace = new GaugedPart(28, 0.011, [0.011], 0.009, 0.015),
                }],
            RandomStart = [.. pairs.Select(pair =>
                new StartResult(networks[pair.S], networks[pair.T], "mas", 32, "full", Accuracy(iia(pair.S, pair.T)),
                Accuracy(0.99 * iia(pair.S, pair.T)), -0.01 * iia(pair.S, pair.T), new Interval(-0.02, 0.004), [40, 60, 40],
                [400, 380, 420]))],
            Disagreement = [.. from pair in unordered
                from measure in Compared
                select Measured(networks[pair.S], networks[pair.T], measure,
                    measure switch { "mas" => iia(pair.S, pair.T) - 0.03, "stitching" => 0.98, _ => Similar(measure, iia(pair.S, pair.T)) },
                    measure is "mas" or "stitching" ? 0.02 : null, 1 + pair.S + pair.T)],
        };
    }

    /// <summary>The first passes up-up, the others fail it; all pass up-down, and nobody up-increment.</summary>
    internal static IEnumerable<AlgorithmResult> Algorithms(string network, bool isUpUp)
    {
        AlgorithmTry Try(string start, double value, string family = "orthogonal") => new(
            start, family, 100, 200, value, value, new OneSidedBounds(value, value - 0.02, Math.Min(1, value + 0.02)),
            Math.Min(1, value + 0.03));
        AlgorithmVariable Variable(string name, params AlgorithmTry[] tries) =>
            new(name, 32, tries.Length == 0 ? 0.99 : 0.09, 1000, tries);
        AlgorithmResult Result(string model, string word, string why, params AlgorithmVariable[] variables) =>
            new(network, $"hash of {network}", "state", model, word, why, variables);
        AlgorithmVariable phase = Variable("phase"), count = Variable("count", Try("aligned", 0.98)) with { OutputOnlyReaches = false };
        AlgorithmVariable low = Variable("demo_count", Try("aligned", 0.35), Try("random", 0.3), Try("aligned", 0.4, "linear"));
        yield return Result("up-down", "passed", "`count` at least 96.0 %, where 90 % is wanted", phase, count with { InCompany = 0.95 });
        yield return isUpUp ? Result("up-up", "passed", "`demo_count` at least 96.0 %, where 90 % is wanted", phase,
            Variable("demo_count", Try("aligned", 0.5), Try("random", 0.98)))
            : Result("up-up", "failed", "`demo_count` stays below 50 %", phase, low);
        yield return Result("up-increment", "undecided", "no other network of the run passes `incr`",
            Variable("incr", Try("aligned", 0.2)));
    }

    private static double Change(string method, int size) =>
        method switch { "mas" => -0.006, "das" => -0.002, "stitching" => size == 8 ? -0.36 : -0.41, _ => -0.31 };

    private static double? Only(string method) => method switch { "linear-stitching" => 0.93, "mas" => 0.1, "das" => 0.07, _ => null };

    private static double Similar(string measure, double iia) =>
        measure switch
        {
            "procrustes" => 0.9 - (0.4 * iia),
            "cka-linear-debiased" => 0.87 + (0.05 * iia),
            "regression-r2" => 0.4 + (0.5 * iia),
            _ => 0.7 + (0.2 * iia)
        };

    private static IEnumerable<(int S, int T)> Pairs(int networks) =>
        from s in Enumerable.Range(0, networks) from t in Enumerable.Range(0, networks) select (s, t);
}

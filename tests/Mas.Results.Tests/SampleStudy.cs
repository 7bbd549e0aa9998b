using Mas.Results.Records;
using Mas.Results.Reports.Sections;
using Mas.Results.Statistics;

namespace Mas.Results.Tests;

/// <summary>Runs of more than one method, size, variable, causal model or kind of network, with made-up numbers.</summary>
internal static class SampleStudy
{
    private static readonly string[] Compared = ["mas", "stitching"];
    private static readonly int[] ComparedSizes = [8, 32];
    private static readonly string[] Three = ["gru-a", "gru-b", "gru-c"];

    // Their intervals are costly, and many tests look at them.
    private static readonly Lazy<ReportInput> s_sweep = new(MadeSweep), s_sixteen = new(MadeSixteen);

    internal static IReadOnlyList<ReportInput> All() =>
        [Sweep(), Variables(), Sixteen(), Algorithms(), HeldOut(), Inaccessible(), Differences(), NetworkSeeds()];

    /// <summary>Three methods with seven sizes, three networks, three seeds, 40 validation points.</summary>
    internal static ReportInput Sweep() => s_sweep.Value;

    private static ReportInput MadeSweep()
    {
        List<DirectionResult> directions = [];
        List<MetricRow> rows = [];
        foreach (string method in new[] { "das", "mas", "stitching" })
            foreach (int size in new[] { 1, 2, 4, 8, 16, 32, 64 })
                foreach ((string source, string target) in Pairs(Three))
                {
                    bool trained = method == "mas" || (method == "das" ? source == target : (source, target) == ("gru-a", "gru-b"));
                    double iia = (method == "stitching" ? 0.99 : 0.985)
                        * (1 - Math.Exp(-size / (method == "stitching" ? 0.8 : source == target ? 2.2 : 3.0)));
                    directions.Add(Result(method, size, "full", source, target, trained ? iia : iia / 2, trained));
                    if (trained)
                        rows.AddRange(Points(method, size, source, target, iia));
                }
        return Of("sweep", Three, directions, rows);
    }

    /// <summary>Two variables and both together, with a remainder that was trained to do nothing; the sizes were learned.</summary>
    internal static ReportInput Variables()
    {
        string[] names = ["mlp-a", "mlp-b"];
        List<DirectionResult> directions = [];
        foreach ((string variable, double iia, int size) in new[] { ("left_equal", 0.985, 16), ("right_equal", 0.42, 16),
            ("left_equal+right_equal", 0.97, 16), ("extraneous", 0.99, 112) })
            foreach ((string source, string target) in Pairs(names).Where(pair => variable != "extraneous" || pair.Source == pair.Target))
                directions.Add(Result("mas", size, variable, source, target, source == target ? 0.985 : iia,
                    true) with
                { LearnedSizes = [size - 5, size - 3, size - 4] });
        return Of("two-variables", names, directions, []);
    }

    /// <summary>Sixteen networks of two kinds.</summary>
    public static ReportInput Sixteen() => s_sixteen.Value;

    private static ReportInput MadeSixteen()
    {
        string[] names = [.. Enumerable.Range(1, 16).Select(i => i <= 8 ? $"gru-seed-{i}" : $"lstm-seed-{i}")];
        List<MetricRow> rows = [];
        List<DirectionResult> directions = [];
        foreach ((string source, string target) in Pairs(names))
        {
            double iia = source[0] == target[0] ? 0.985 : 0.35;
            directions.Add(Result("mas", 32, "full", source, target, iia, true));
            rows.AddRange(Points("mas", 32, source, target, iia));
        }
        return Of("sixteen", names, directions, rows);
    }

    /// <summary>One GRU as three algorithms, with two sizes.</summary>
    internal static ReportInput Algorithms()
    {
        string[] causal = ["up-up", "up-down", "up-increment"];
        List<DirectionResult> directions = [];
        foreach (int size in new[] { 8, 64 })
            for (int c = 0; c < causal.Length; c++)
                directions.Add(Result("das", size, "full", $"gru.{causal[c]}", $"gru.{causal[c]}",
                    size == 64 ? 0.985 : c == 1 ? 0.97 : 0.5 + (0.1 * c), true));
        return Of("algorithms", [.. causal.Select(model => $"gru.{model}")], directions, [],
            run => run with { Networks = [.. run.Networks.Select((network, c) => network with { Causal = causal[c] })] });
    }

    /// <summary>Four networks; three directions were held out: one carries over, one does not, and to one no chain leads.</summary>
    internal static ReportInput HeldOut()
    {
        string[] names = ["a", "b", "c", "d"];
        NamedDirection[] heldOut = [new("a", "c"), new("c", "a"), new("a", "d")];
        List<DirectionResult> directions = [.. Pairs(names).Where(pair => pair.Target != "d" || pair.Source is "d" or "a").Select(pair =>
            Result("mas", 32, "full", pair.Source, pair.Target, pair == ("c", "a") ? 0.6 : 0.98,
                !heldOut.Contains(new NamedDirection(pair.Source, pair.Target))))];
        return Of("held-out", names, directions, [], run => run with { HeldOut = heldOut });
    }

    /// <summary>CLMAS into a network that training cannot intervene on.</summary>
    internal static ReportInput Inaccessible()
    {
        string[] names = ["gru-a", "closed"];
        List<DirectionResult> directions =
            [.. Pairs(names).Select(pair =>
            Result("clmas", 32, "full", pair.Source, pair.Target, pair.Target == "closed" ? 0.84 : 0.97, true))];
        List<MetricRow> rows = [.. Points("clmas", 32, "gru-a", "gru-a", 0.97), .. Points("clmas", 32, "closed", "gru-a", 0.97)];
        rows.AddRange(Points("clmas", 32, "gru-a", "closed", 0).Concat(Points("clmas", 32, "closed", "closed", 0))
            .Where(row => row.Metric == Metrics.Loss).Select(row => row with { Metric = Metrics.ClLoss, Value = row.Value / 8 }));
        return Of("clmas", names, directions, rows,
            run => run with { Networks = [run.Networks[0], run.Networks[1] with { Accessible = false }] });
    }

    /// <summary>MAS beside stitching at two sizes, with their differences: one of four is told apart among all, one by itself
    /// only.</summary>
    internal static ReportInput Differences()
    {
        string[] names = ["gru-a", "gru-b"];
        List<DirectionResult> directions = [.. from method in Compared
            from size in ComparedSizes
            from pair in Pairs(names)
            select Result(method, size, "full", pair.Source, pair.Target, 0.95, method == "mas" || pair == ("gru-a", "gru-b"))];
        DifferenceResult[] differences =
        [
            Difference("gru-b", "stitching", 32, -0.021, 0.004, 0.006), Difference("gru-a", "stitching", 32, 0.5, 0.03, 0.05),
            Difference("gru-b", "stitching", 8, 0.02, 0.018, 0.03), Difference("gru-a", "stitching", 8, 0, 0.02, 0.03),
            Difference("gru-b", "mas", 8, 0.3, 0.1, 0.1),
        ];
        return Of("differences", names, directions, [], run => run with { Differences = differences });
    }

    /// <summary>Networks of two kinds: ten seeds of one, two of the other.</summary>
    internal static ReportInput NetworkSeeds()
    {
        string[] names = [.. Enumerable.Range(1, 10).Select(i => $"gru-{i}"), "lstm-1", "lstm-2"];
        List<DirectionResult> directions = [.. names.Select(name => Result("das", 8, "full", name, name, 0.9, true))];
        NetworkSeedResult grus = new()
        {
            Source = "gru, state",
            Target = "gru, state",
            SameSeed = true,
            Variable = "full",
            Method = "das",
            Size = 8,
            Trained = true,
            Networks = 10,
            Directions = 10,
            TrialIia = 0.9,
            Interval = new Interval(0.874, 0.921),
            IntervalDesign = NetworkSeedInterval.OverNetworks,
        };
        NetworkSeedResult lstms =
            grus with
            {
                Source = "lstm, state",
                Target = "lstm, state",
                Networks = 2,
                Directions = 2,
                Interval = null,
                IntervalDesign = NetworkSeedInterval.None
            };
        return Of("network-seeds", names, directions, [], run => run with { NetworkSeeds = [grus, lstms] });
    }

    private static DifferenceResult Difference(
        string target, string other, int otherSize, double points, double half, double simultaneousHalf) => new()
        {
            Source = "gru-a",
            Target = target,
            Variable = "full",
            Method = "mas",
            Size = other == "mas" ? 32 : otherSize,
            Trained = true,
            OtherMethod = other,
            OtherSize = otherSize,
            OtherTrained = target == "gru-b",
            Difference = points,
            Interval = new Interval(points - half, points + half),
            SimultaneousInterval = new Interval(points - simultaneousHalf, points + simultaneousHalf),
            IntervalDesign = AccuracyInterval.Crossed,
        };

    private static ReportInput Of(
        string name, string[] networks, List<DirectionResult> directions, List<MetricRow> rows, Func<RunRecord, RunRecord>? change = null)
    {
        RunRecord run = SampleRun.Record(name, [.. networks.Select(SampleRun.Network)], directions) with { Warnings = [] };
        return new ReportInput(change is null ? run : change(run), rows, SampleRun.Experiment);
    }

    private static DirectionResult Result(
        string method, int size, string variable, string source, string target, double iia, bool trained) =>
        SampleRun.Direction(source, target, iia, (size * 7) + (source[^1] * 31) + target[^1], trained) with
        {
            Method = method,
            Size = size,
            Variable = variable
        };

    // 40 validation points per seed, as a training of 3 000 steps writes them.
    private static IEnumerable<MetricRow> Points(string method, int size, string source, string target, double iia)
    {
        Random random = new(size + source[^1] + target[^1]);
        foreach (int seed in SampleRun.Seeds)
            for (int point = 0; point < 40; point++)
            {
                int step = point <= 10 ? point * 20 : (point - 8) * 100;
                double share = 1 - Math.Exp(-step / (300.0 + (60 * seed)));
                yield return Row(Metrics.Validation, Metrics.TrialIia,
                    Math.Clamp(0.05 + ((iia - 0.05) * share) + (0.02 * (random.NextDouble() - 0.5)), 0, 1));
                yield return Row(Metrics.Train, Metrics.Loss, (1.9 * (1 - share)) + 0.01 + (0.01 * random.NextDouble()));
                yield return Row(Metrics.Validation, Metrics.Loss, (1.9 * (1 - share)) + 0.02 + (0.01 * random.NextDouble()));

                MetricRow Row(string split, string metric, double value) =>
                    new("study", seed, step, split, method, size, source, target, "state", "state", "full", true, metric, value);
            }
    }

    private static IEnumerable<(string Source, string Target)> Pairs(string[] names) =>
        names.SelectMany(source => names.Select(target => (source, target)));
}

using Mas.Results.Records;
using Mas.Results.Reports.Sections;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;

namespace Mas.Results.Tests;

/// <summary>Runs of language models with made-up but realistic numbers, the same at every call.</summary>
internal static class SampleTexts
{
    private const int Texts = 60, Pairs = 120;

    public static readonly string[] Controls = [Metrics.NoSwap, Metrics.RandomOrthogonal, Metrics.Shuffled, Metrics.FullExchange,
        Metrics.InputOnly, Metrics.IdentityMap];

    private static readonly string[] s_tokens = ["The", " fal", "con", " is", " a", " bird", ",\n", " and", "\t", " ☃"];

    private static readonly string[] s_styles = ["formal", "casual"];

    private static readonly Lazy<ReportInput> s_pair = new(() => Of("two-styles", [("formal-0", null), ("casual-0", null)],
        [1, 8, 15, 22, 29], (layer, same, _) => same ? 0.97 : 0.55 + (0.012 * layer)));

    private static readonly Lazy<ReportInput> s_groups = new(() => Of("eight-styles", [.. Enumerable.Range(0, 8)
        .Select(i => ($"{s_styles[i % 2]}-{i / 2}", (string?)s_styles[i % 2]))], [2],
        (_, same, sameGroup) => same ? 0.98 : sameGroup ? 0.96 : 0.31));

    /// <summary>Two fine-tunes at five depths.</summary>
    public static ReportInput Pair() => s_pair.Value;

    /// <summary>Four networks of each of two styles, at one site.</summary>
    public static ReportInput Groups() => s_groups.Value;

    /// <summary>Two fine-tunes at one depth, with a name wherever one can stand.</summary>
    public static ReportInput Named(string name)
    {
        RunRecord run = Pair().Run;
        TextRecord text = run.Text!;
        TextDirection[] directions = [.. text.Directions.Where(one => one.Site == "layer.8").Select(one => one with
        {
            Source = one.Source + name, Target = one.Target + name, SourceGroup = one.Source + name, TargetGroup = one.Target + name,
            Site = one.Site + name,
        })];
        text = text with
        {
            File = name,
            Field = name,
            Sinks = [new SinkRatio(name, name, 7)],
            Networks = [.. text.Networks.Select(one => new TextNetwork(one.Name + name, one.Name + name, name, [name, "", "a"]))],
            Directions = directions,
        };
        text = text with { Groups = TextGroups.Of(text.Networks, directions, seed: 1) };
        return new ReportInput(run with { Text = text, Verdict = TextVerdict.Decide(text, Controls, 0.9, 0.5) }, [], "");
    }

    /// <summary>A run of these directions alone.</summary>
    public static TextRecord Text(IReadOnlyList<(string Name, string? Group)> networks, IReadOnlyList<TextDirection> directions) => new()
    {
        File = "lines.txt",
        Field = "text",
        Context = 32,
        Length = 64,
        SpecialTokens = "none",
        Texts = new TextSplits(1600, 200, 200),
        LeftOut = new LeftOutLines(2, 311, 1),
        LowMargins = 0.0012,
        Sink = "keep",
        IsSinkByRule = true,
        Sinks = [.. networks.Select((one, i) => new SinkRatio(one.Name, "layer.2", 120 + i))],
        Networks = [.. networks.Select(one => new TextNetwork(one.Name, one.Group, new string('a', 64), s_tokens))],
        Directions = directions,
        Groups = TextGroups.Of([.. networks.Select(one => new TextNetwork(one.Name, one.Group, "", []))], directions, seed: 1),
    };

    /// <summary>One direction, by the outcomes of made-up pairs.</summary>
    public static TextDirection Direction(
        (string Name, string? Group) source, (string Name, string? Group) target, int layer, double iia, int randomSeed)
    {
        Random random = new(randomSeed);
        double[] hard = [.. Enumerable.Range(0, Texts).Select(_ => random.NextDouble() - 0.5)];
        TextPairs pairs = new([.. Drawn()], [.. Drawn()]);
        bool same = source.Name == target.Name;
        Dictionary<string, double> means = new()
        {
            [Metrics.NoSwap] = same ? 0.03 : 0.02,
            [Metrics.RandomOrthogonal] = 0.05,
            [Metrics.Shuffled] = 0.03,
            [Metrics.InputOnly] = 0.12,
            [Metrics.FullExchange] = 1,
            [Metrics.IdentityMap] = same ? 1 : iia * 0.6,
        };
        return new TextOutcomes(pairs, Outcomes(iia), Controls.ToDictionary(name => name, name => Outcomes(means[name]))).Figures(
            Bare(source, target, layer) with { TokenIia = same ? 0.84 : 0.23, Agreement = same ? 1 : 0.61 },
            between: 2, nulls: 16, seed: 3);

        IEnumerable<int> Drawn() => Enumerable.Range(0, Pairs).Select(_ => random.Next(Texts));

        double[] Outcomes(double mean) => [.. Enumerable.Range(0, Pairs).Select(i => mean == 1 ? 1 : Math.Clamp(
            mean + (0.1 * mean * (1 - mean) * (hard[pairs.Sources[i]] + hard[pairs.Targets[i]] + random.NextDouble() - 0.5)), 0, 1))];
    }

    /// <summary>One direction with nothing but its place.</summary>
    public static TextDirection Bare((string Name, string? Group) source, (string Name, string? Group) target, int layer) => new()
    {
        Source = source.Name,
        Target = target.Name,
        SourceGroup = source.Group,
        TargetGroup = target.Group,
        Site = $"layer.{layer}",
        Method = "mas",
        Size = 64,
        Trained = true,
        Seed = 2,
        Seeds = [1, 2],
        BySeed = [0.5, 0.6],
        FirstTokenIia = 0,
        Controls = [],
        Pairs = Pairs,
        SourceTexts = Texts,
        TargetTexts = Texts,
        Predictions = Pairs * 44,
    };

    private static ReportInput Of(
        string name, (string Name, string? Group)[] networks, int[] layers, Func<int, bool, bool, double> iia)
    {
        List<TextDirection> directions = [];
        foreach (int layer in layers)
            for (int s = 0; s < networks.Length; s++)
                for (int t = 0; t < networks.Length; t++)
                    directions.Add(Direction(networks[s], networks[t], layer,
                        iia(layer, s == t, networks[s].Group == networks[t].Group), (layer * 97) + (s * 31) + t));
        TextRecord text = Text(networks, directions);
        NetworkRecord[] records = [.. networks.Select(network => Network(network.Name))];
        RunRecord run = SampleRun.Record(name, records, []) with
        {
            Shown = null,
            Text = text,
            Setup = [new("Method", "model alignment search (MAS)"), new("Task", "texts of lines.txt, 32 tokens of context")],
            Warnings = [],
            Command = "mas run experiment.yaml",
        };
        return new ReportInput(run with { Verdict = TextVerdict.Decide(text, Controls, 0.9, 0.5) }, [], "name: texts\n");
    }

    private static NetworkRecord Network(string name) => new()
    {
        Name = name,
        Architecture = "llama",
        Width = 576,
        Site = "layer.2",
        Task = "lines.txt",
        Parameters = 134_515_008,
        Origin = "folder",
        Hash = new string('b', 64),
        Accuracy = null,
        Usable = 2000,
        Sequences = 2000,
    };
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mas.Networks.Formats;

namespace Mas.Networks.Transformers;

/// <summary>The configuration of a rotary transformer.</summary>
internal sealed partial record TransformerConfig : TrainableConfig
{
    public const string ArchitectureName = "transformer";

    private const int WeightsPerBlock = 12; // for each pair of units of the stream: four of attention, eight of the feed-forward part

    public int Width { get; init; }

    public int Layers { get; init; }

    public override string Architecture => ArchitectureName;

    /// <summary>Every site of a network of this size.</summary>
    public static IReadOnlyList<Site> SitesOf(int width, int layers) =>
        [.. TransformerSite.All(layers).Select(site => new Site(site.Name, width) { IsInner = site.IsBetweenBlocks(layers) })];

    public override IReadOnlyList<Site> Sites => SitesOf(Width, Layers);

    public override IReadOnlyDictionary<string, long[]> Shapes
    {
        get
        {
            var shapes = new Dictionary<string, long[]> { ["embedding.weight"] = [Vocabulary.Count, Width] };
            void Add(string name, params long[] weight) => (shapes[$"{name}.weight"], shapes[$"{name}.bias"]) = (weight, [weight[0]]);
            for (int layer = 0; layer < Layers; layer++)
            {
                Add($"blocks.{layer}.norm_1", Width);
                foreach (string part in (string[])["query", "key", "value", "output"])
                    Add($"blocks.{layer}.attention.{part}", Width, Width);
                Add($"blocks.{layer}.norm_2", Width);
                Add($"blocks.{layer}.feed_forward.0", 4L * Width, Width);
                Add($"blocks.{layer}.feed_forward.2", Width, 4L * Width);
            }
            Add("norm", Width);
            Add("head", Vocabulary.Count, Width);
            return shapes;
        }
    }

    internal override IReadOnlyList<string> WordTensors => ["embedding.weight", "head.weight", "head.bias"];

    /// <summary>Those of the residual stream; the norms read every one of them, so none can be added that nothing reads.</summary>
    internal override IReadOnlyList<UnitGroup> Units =>
    [
        new("stream", Width,
        [
            .. Shapes.Keys.Where(name => StreamRows().IsMatch(name)).Select(name => (name, 0)),
            .. Shapes.Keys.Where(name => StreamColumns().IsMatch(name)).Select(name => (name, 1)),
        ]),
    ];

    private protected override IEnumerable<(string Key, JsonNode? Value)> Entries => [("width", Width), ("layers", Layers)];

    internal override Network Open(IReadOnlyDictionary<string, Tensor> weights) => new TransformerNetwork(new TransformerWeights(weights));

    internal override NetworkNumbers Numbers(string site, SequenceLengths lengths) => TransformerNumbers.Of(this, site);

    internal override double TrainingNumbers(SequenceLengths lengths, int batch) => TransformerNumbers.Training(this, lengths, batch);

    internal override double Multiplications(double fed, double scored) => fed * Layers * WeightsPerBlock * Width * Width;

    /// <summary>Matrices normal with variance 1/fan-in, those that write to the stream smaller by √(2 layers), so that it starts as the
    /// embedding, which is standard normal; biases 0, norms the identity.</summary>
    private protected override void Draw(string name, long[] shape, float[] values, ref SeededRandom random)
    {
        DrawNormal(values, Deviation(name, shape), ref random);
        if (shape.Length == 1 && name.EndsWith("weight", StringComparison.Ordinal))
            Array.Fill(values, 1);
    }

    private double Deviation(string name, long[] shape)
    {
        if (shape.Length == 1)
            return 0;
        if (name == "embedding.weight")
            return 1;
        bool writes = name.EndsWith("attention.output.weight", StringComparison.Ordinal)
            || name.EndsWith("feed_forward.2.weight", StringComparison.Ordinal);
        return Math.Sqrt(1.0 / shape[1] / (writes ? 2 * Layers : 1));
    }

    public override Tensor TrainingLogits(IReadOnlyDictionary<string, Tensor> weights, TokenRows rows, int[] positions, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        var view = new TransformerWeights(weights);
        var words = new List<int>();
        using var pass = new TransformerPass(view, Rows(rows, positions, words));
        Tensor stream = view.Embedding.Rows(words.ToArray());
        return view.Logits(pass.Run(stream, default, new(view.Blocks.Count), recorded: null)).MoveToOuterDisposeScope();
    }

    // Each row up to its last wanted position.
    private static List<AttentionRow> Rows(TokenRows rows, int[] positions, List<int> words)
    {
        var running = new List<AttentionRow>();
        for (int row = 0, i = 0; row < rows.Count; row++)
        {
            var queries = new List<int>();
            for (; i < positions.Length && positions[i] < rows.Offsets[row + 1]; i++)
                queries.Add(positions[i] - rows.Offsets[row]);
            if (queries.Count == 0)
                continue;
            running.Add(new AttentionRow(words.Count, queries[^1] + 1, 0, 0, [.. queries]));
            words.AddRange(rows.Row(row)[..(queries[^1] + 1)]);
        }
        return running;
    }

    // What writes to the stream, and the norms' factors.
    [GeneratedRegex(
        @"(^|\.)norm(_[12])?\.(weight|bias)$|\.(attention\.output|feed_forward\.2)\.(weight|bias)$", RegexOptions.CultureInvariant)]
    private static partial Regex StreamRows();

    // What reads it, and the embedding, whose rows are words.
    [GeneratedRegex(@"^(embedding|head)\.weight$|\.(attention\.(query|key|value)|feed_forward\.0)\.weight$", RegexOptions.CultureInvariant)]
    private static partial Regex StreamColumns();
}

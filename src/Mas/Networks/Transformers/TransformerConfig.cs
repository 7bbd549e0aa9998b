using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mas.Networks.Formats;

namespace Mas.Networks.Transformers;

/// <summary>The configuration of a transformer that reads from left to right.</summary>
internal sealed partial record TransformerConfig : TrainableConfig
{
    public const string ArchitectureName = "transformer";

    /// <summary>Of learned positions.</summary>
    public const string PositionsName = "positions.weight";

    private const string InProjection = "attention.in_proj", Norm = "norm";

    private const int MostPositions = 1 << 20;

    public int Width { get; init; }

    public int Layers { get; init; }

    public TransformerDesign Design { get; init; } = new();

    /// <summary>Width of the feed-forward parts where it is not four times <see cref="Width"/>; 0 where it is.</summary>
    public int FeedForwardWidth { get; init; }

    /// <summary>Whether a norm stands before the head; null for what the form asks for: with norms before the parts yes, with norms after
    /// them where the weights have one.</summary>
    public bool? FinalNorm { get; init; }

    /// <summary>Whether queries, keys and values have one matrix together.</summary>
    public bool IsFused { get; init; }

    /// <summary>Keys of the design that config.json does not have.</summary>
    public IReadOnlyList<string> Unsaid { get; init; } = [];

    /// <summary>How many positions are learned.</summary>
    public int Longest { get; init; }

    internal int Inner => FeedForwardWidth > 0 ? FeedForwardWidth : 4 * Width;

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
            if (Design.Positions == PositionCode.Learned)
                shapes[PositionsName] = [Longest, Width];
            for (int layer = 0; layer < Layers; layer++)
            {
                Add($"blocks.{layer}.norm_1", Width);
                if (IsFused)
                    Add($"blocks.{layer}.{InProjection}", 3L * Width, Width);
                foreach (string part in IsFused ? (string[])["output"] : ["query", "key", "value", "output"])
                    Add($"blocks.{layer}.attention.{part}", Width, Width);
                Add($"blocks.{layer}.norm_2", Width);
                Add($"blocks.{layer}.feed_forward.0", Inner, Width);
                Add($"blocks.{layer}.feed_forward.2", Width, Inner);
            }
            if (FinalNorm != false)
                Add(Norm, Width);
            Add("head", Vocabulary.Count, Width);
            return shapes;
        }
    }

    internal override IReadOnlyList<string> WordTensors => ["embedding.weight", "head.weight", "head.bias"];

    // Of torch.nn.TransformerEncoder.
    internal override IReadOnlyDictionary<string, string[]> ModuleNames =>
        (from layer in Enumerable.Range(0, Layers)
         from pair in s_moduleNames
         from kind in (string[])["weight", "bias"]
         select (Own: $"blocks.{layer}.{pair.Own}.{kind}", Theirs: $"layers.{layer}.{pair.Theirs}{kind}"))
        .Concat(from kind in (string[])["weight", "bias"] select (Own: $"{Norm}.{kind}", Theirs: $"{Norm}.{kind}"))
        .ToDictionary(one => one.Own, one => (string[])[one.Theirs]);

    private static readonly (string Own, string Theirs)[] s_moduleNames =
    [
        (InProjection, "self_attn.in_proj_"), ("attention.output", "self_attn.out_proj."), ("norm_1", "norm1."), ("norm_2", "norm2."),
        ("feed_forward.0", "linear1."), ("feed_forward.2", "linear2."),
    ];

    internal override NetworkConfig Fitted(StoredTensors stored)
    {
        TransformerConfig sized = Sized(stored);
        stored = stored.For(sized);
        sized = sized.WithWords(stored);
        stored = stored.For(sized);
        return sized with
        {
            FinalNorm = FinalNorm ?? (!Design.IsPostNorm || stored.Entry($"{Norm}.weight") is not null),
            Longest = Design.Positions == PositionCode.Learned && stored.Entry(PositionsName)?.Shape is [long longest, _]
                ? (int)Math.Clamp(longest, 1, MostPositions) : Longest,
        };
    }

    // PyTorch's own module has other defaults than those of this program, and its weights show none of them.
    private TransformerConfig Sized(StoredTensors stored)
    {
        int layers = Layers > 0 ? Layers : Math.Max(1, stored.Layers(layer =>
            [$"layers.{layer}.self_attn.out_proj.weight", $"blocks.{layer}.attention.output.weight"]));
        TransformerConfig sized = this with { Layers = layers };
        stored = stored.For(sized);
        sized = sized with { IsFused = stored.Entry($"blocks.0.{InProjection}.weight") is not null };
        if (sized.IsFused && Unsaid.Count > 0)
            throw new InputException($"config.json lacks {Listing.Of([.. Unsaid.Select(key => $"'{key}'")])}: the weights of "
                + "torch.nn.TransformerEncoder do not show them, and its defaults are not those of this program", stored.ConfigPath,
                key: Unsaid[0]);
        if (sized.Width == 0)
            sized = sized with
            {
                Width = stored.Entry("blocks.0.attention.output.weight")?.Shape is [> 0 and <= ConfigSection.LargestWidth and long width, _]
                    ? (int)width : throw new InputException("config.json lacks 'width', and no tensor of the weight file shows it",
                        stored.ConfigPath, key: "width"),
            };
        if (Width == 0 && TransformerArchitecture.HeadErrors(sized.Width, Design).FirstOrDefault() is InputError error)
            throw new InputException(error.Message, stored.ConfigPath, key: error.Key);
        return sized.FeedForwardWidth == 0
            && stored.Entry("blocks.0.feed_forward.0.weight")?.Shape is [> 0 and <= ConfigSection.LargestWidth and long inner, _]
            && inner != sized.Inner ? sized with { FeedForwardWidth = (int)inner } : sized;
    }

    private TransformerConfig WithWords(StoredTensors stored)
    {
        string[] others = [.. Shapes.Keys.Except([WordTensorNames.Embedding, WordTensorNames.Head, WordTensorNames.HeadBias])];
        var names = new WordTensorNames(stored, others).Beside(Names, [Vocabulary.Count, Width], [Vocabulary.Count, Width]);
        if (Design.Positions == PositionCode.Learned && stored.Entry(PositionsName) is null
            && stored.For(this with { Names = names }).Left([.. others, .. names.Keys], [null, Width]) is [string positions])
            names[PositionsName] = positions;
        return this with { Names = names };
    }

    /// <summary>Those of the residual stream; the norms read every one of them, so none can be added that nothing reads.</summary>
    internal override IReadOnlyList<UnitGroup> Units =>
    [
        new("stream", Width,
        [
            .. Shapes.Keys.Where(name => StreamRows().IsMatch(name)).Select(name => (name, 0)),
            .. Shapes.Keys.Where(name => StreamColumns().IsMatch(name)).Select(name => (name, 1)),
        ]),
    ];

    internal override IEnumerable<ExportMistake> UsualMistakes(Func<string, string> shown) =>
        DesignMistakes.Of(this).Concat(base.UsualMistakes(shown));

    private protected override IEnumerable<(string Key, JsonNode? Value)> Entries
    {
        get
        {
            var usual = new TransformerDesign();
            return
            [
                ("width", Width), ("layers", Layers), ("heads", IsFused || Design.Heads > 1 ? Design.Heads : null),
                ("feed_forward_width", FeedForwardWidth > 0 ? FeedForwardWidth : null),
                ("positions", IsFused || Design.Positions != usual.Positions ? Design.Positions.Word() : null),
                ("norm", Design.IsPostNorm ? TransformerArchitecture.PostNorm : IsFused ? TransformerArchitecture.PreNorm : null),
                ("final_norm", FinalNorm == false ? false : null),
                ("activation", IsFused || Design.Activation != usual.Activation ? Design.Activation : null),
                ("norm_epsilon", Design.NormEpsilon != usual.NormEpsilon ? Design.NormEpsilon : null),
                ("embedding_scale", Design.EmbeddingScale != usual.EmbeddingScale ? Design.EmbeddingScale : null),
            ];
        }
    }

    internal override Network Open(IReadOnlyDictionary<string, Tensor> weights) =>
        new TransformerNetwork(new TransformerWeights(weights, Design));

    internal override NetworkNumbers Numbers(string site, SequenceLengths lengths) => TransformerNumbers.Of(this, site);

    internal override double TrainingNumbers(SequenceLengths lengths, int batch) => TransformerNumbers.Training(this, lengths, batch);

    internal override double Multiplications(double fed, double scored) => fed * Layers * ((4.0 * Width) + (2.0 * Inner)) * Width;

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
        if (name is "embedding.weight" or PositionsName)
            return 1;
        bool writes = name.EndsWith("attention.output.weight", StringComparison.Ordinal)
            || name.EndsWith("feed_forward.2.weight", StringComparison.Ordinal);
        return Math.Sqrt(1.0 / shape[1] / (writes ? 2 * Layers : 1));
    }

    public override Tensor TrainingLogits(IReadOnlyDictionary<string, Tensor> weights, TokenRows rows, int[] positions, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        var view = new TransformerWeights(weights, Design);
        var words = new List<int>();
        List<AttentionRow> running = Rows(rows, positions, words);
        using var pass = new TransformerPass(view, running);
        Tensor stream = view.Embed(words.ToArray(), AttentionRow.Positions(running));
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
    [GeneratedRegex(@"^(embedding|positions|head)\.weight$|\.(attention\.(query|key|value|in_proj)|feed_forward\.0)\.weight$",
        RegexOptions.CultureInvariant)]
    private static partial Regex StreamColumns();
}

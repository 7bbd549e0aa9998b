using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mas.Networks.Formats;

namespace Mas.Networks.Recurrent;

/// <summary>The configuration of an embedding, recurrent layers of one kind and width, and a head.</summary>
internal sealed partial record RecurrentConfig(RecurrentCell Cell) : TrainableConfig
{
    public const string LinearHead = "linear", TwoLayerHead = "mlp-gelu";

    private const double ExpectedWords = 8; // where only the size is known

    private static readonly string[] s_starts = ["cell.h0", "cell.c0"];

    /// <summary>Width of one layer's state; 0 where the weights are to show it.</summary>
    public int Width { get; init; }

    /// <summary>Recurrent layers; the head reads the uppermost. 0 where the weights are to show it.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether the state before the first token is learned; else it is zero.</summary>
    public bool HasStart { get; init; }

    /// <summary>Width of the embedding where it is not <see cref="Width"/>; 0 where it is.</summary>
    public int EmbeddingWidth { get; init; }

    /// <summary>Form of the head: <see cref="LinearHead"/>, or <see cref="TwoLayerHead"/>, which null means too.</summary>
    public string? Head { get; init; }

    /// <summary>Hidden width of a head of two layers.</summary>
    public int HeadWidth { get; init; }

    public override string Architecture => Cell.Name;

    public int Hidden => Width / Cell.Vectors;

    /// <summary>Width of the vector that enters the cell.</summary>
    public int Entering => EmbeddingWidth > 0 ? EmbeddingWidth : Width;

    internal bool IsLinear => Head == LinearHead;

    /// <summary>The vector that enters the lowest layer at each token, and the states after it, which are handed on: of several layers
    /// each by itself, and all of them side by side. What one layer holds is not all that comes through.</summary>
    /// <param name="width">Of one layer's state.</param>
    public static IReadOnlyList<Site> SitesOf(int entering, int width, int layers) =>
    [
        new("embedding", entering),
        .. Enumerable.Range(0, layers > 1 ? layers : 0).Select(layer => new Site($"state.{layer}", width) { IsHandedOn = true }),
        new("state", layers * width) { IsHandedOn = true, IsInner = true },
    ];

    public override IReadOnlyList<Site> Sites => SitesOf(Entering, Width, Math.Max(1, Layers));

    public override IReadOnlyDictionary<string, long[]> Shapes
    {
        get
        {
            long words = Vocabulary.Count, gates = Cell.Gates * Hidden;
            Dictionary<string, long[]> shapes = new() { ["embedding.weight"] = [words, Entering] };
            for (int layer = 0; layer < Layers; layer++)
            {
                string cell = RecurrentLayer.Name(layer);
                shapes[$"{cell}.weight_ih"] = [gates, layer == 0 ? Entering : Hidden];
                shapes[$"{cell}.weight_hh"] = [gates, Hidden];
                shapes[$"{cell}.bias_ih"] = [gates];
                shapes[$"{cell}.bias_hh"] = [gates];
            }
            foreach (string start in HasStart ? Starts(Cell) : [])
                shapes[start] = [Layers, Hidden];
            void Add(string layer, long rows, long columns) =>
                (shapes[$"{layer}.weight"], shapes[$"{layer}.bias"]) = ([rows, columns], [rows]);
            if (!IsLinear)
                Add("head.0", HeadWidth, Hidden);
            Add(IsLinear ? "head" : "head.3", words, IsLinear ? Hidden : HeadWidth);
            return shapes;
        }
    }

    internal override IReadOnlyList<string> WordTensors =>
        ["embedding.weight", .. (string[])(IsLinear ? ["head.weight", "head.bias"] : ["head.3.weight", "head.3.bias"])];

    // Of layers, such as those of torch.nn.GRU, and of a single cell, such as torch.nn.GRUCell.
    internal override IReadOnlyDictionary<string, string[]> ModuleNames =>
        (from layer in Enumerable.Range(0, Math.Max(1, Layers))
         from name in (string[])["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
         select (Own: $"{RecurrentLayer.Name(layer)}.{name}", Theirs: $"{name}_l{layer}", Cell: name))
        .Select(one => (one.Own, Ends: Layers <= 1 ? (string[])[one.Theirs, one.Cell] : [one.Theirs]))
        .Concat(Starts(Cell).Select(start => (Own: start, Ends: (string[])[start["cell.".Length..]])))
        .ToDictionary(one => one.Own, one => one.Ends);

    // A start of one row is expanded to a batch of any size, so that users store it with a dimension for that.
    internal override bool MayHaveUnitDimensions(string name) => s_starts.Contains(name);

    /// <summary>Names of the state before the first token: its hidden vectors, and the memories of an LSTM.</summary>
    internal static IEnumerable<string> Starts(RecurrentCell cell) => s_starts.Take(cell.Vectors);

    /// <summary>First those of the state. Of several layers with a learned start one tensor would have an order for each layer.</summary>
    internal override IReadOnlyList<UnitGroup> Units => HasStart && Layers > 1 ? [] :
    [
        .. Enumerable.Range(0, Layers).Select(OfLayer),
        new(Sites[0].Name, Entering, [("embedding.weight", 1), ("cell.weight_ih", 1)]),
    ];

    private UnitGroup OfLayer(int layer)
    {
        string cell = RecurrentLayer.Name(layer), head = IsLinear ? "head.weight" : "head.0.weight";
        return new UnitGroup(Sites[layer + 1].Name, Hidden,
        [
            ($"{cell}.weight_ih", 0), ($"{cell}.weight_hh", 0), ($"{cell}.bias_ih", 0), ($"{cell}.bias_hh", 0), ($"{cell}.weight_hh", 1),
            (layer == Layers - 1 ? head : $"{RecurrentLayer.Name(layer + 1)}.weight_ih", 1),
            .. (HasStart ? Starts(Cell) : []).Select(start => (start, 1)),
        ]);
    }

    internal override IEnumerable<ExportMistake> UsualMistakes(Func<string, string> shown) =>
        GateOrders.Of(this).Concat(base.UsualMistakes(shown));

    internal override NullUnits? WithNullUnits(int count) =>
        Cell.IdleBiases.Count == 0 || Layers > 1 || HasStart ? null : RecurrentNullUnits.Of(this, count);

    private protected override IEnumerable<(string Key, JsonNode? Value)> Entries =>
    [
        ("width", Width), ("layers", Layers > 1 ? Layers : null), ("embedding_width", EmbeddingWidth > 0 ? EmbeddingWidth : null),
        ("head_width", HeadWidth > 0 ? HeadWidth : null), ("head", Head),
    ];

    /// <summary>The same with the sizes, the start, the embedding and the head that its tensors show, where they are not said.</summary>
    internal override NetworkConfig Fitted(StoredTensors stored)
    {
        RecurrentConfig sized = Sized(stored);
        stored = stored.For(sized);
        sized.RequireWidth(stored);
        return (sized with { HasStart = stored.Entry(s_starts[0]) is not null }).WithHead(stored);
    }

    private RecurrentConfig Sized(StoredTensors stored)
    {
        int layers = Layers > 0 ? Layers : Math.Max(1, stored.Layers(layer =>
            layer == 0 ? ["weight_hh_l0", "weight_hh"] : [$"weight_hh_l{layer}", $"{RecurrentLayer.Name(layer)}.weight_hh"]));
        RecurrentConfig layered = this with { Layers = layers };
        stored = stored.For(layered);
        if (layered.Width == 0)
            layered = layered with
            {
                Width = stored.Entry("cell.weight_hh")?.Shape is [_, > 0 and <= ConfigSection.LargestWidth and long hidden]
                    ? (int)hidden * Cell.Vectors
                    : throw new InputException("config.json lacks 'width', and no tensor of the weight file shows it", stored.ConfigPath,
                        key: "width"),
            };
        return layered.EmbeddingWidth == 0
            && stored.Entry("cell.weight_ih")?.Shape is [_, > 0 and <= ConfigSection.LargestWidth and long entering]
            && entering != layered.Width ? layered with { EmbeddingWidth = (int)entering } : layered;
    }

    private RecurrentConfig WithHead(StoredTensors stored)
    {
        if (Head is not null)
            return WithWords(stored);
        if (stored.Entry("head.0.weight")?.Shape is [long units, _])
            return (HeadWidth > 0 ? this : this with { HeadWidth = (int)Math.Min(units, ConfigSection.LargestWidth) }).WithWords(stored);
        RecurrentConfig linear = (this with { Head = LinearHead, HeadWidth = 0 }).WithWords(stored);
        if (!Names.ContainsKey("head.0.weight") && stored.For(linear).Entry(WordTensorNames.Head) is not null)
            return linear;
        return HeadWidth > 0 ? WithWords(stored) : throw new InputException("config.json lacks 'head_width', and no tensor of the weight "
            + "file is its head: write \"head\": \"linear\" or \"head_width\", and the names of its tensors under 'names'",
            stored.ConfigPath, key: "head_width");
    }

    private RecurrentConfig WithWords(StoredTensors stored)
    {
        string[] layers = [.. Shapes.Keys.Where(name => name.StartsWith("cell", StringComparison.Ordinal))];
        long words = Vocabulary.Count;
        return this with
        {
            Names = new WordTensorNames(stored.For(this), layers).Beside(
                Names, [words, Entering], IsLinear ? [words, Hidden] : null),
        };
    }

    private void RequireWidth(StoredTensors stored)
    {
        if (Cell.Vectors == 2 && stored.Entry("cell.weight_hh")?.Shape is [long rows, long hidden] && rows == Cell.Gates * hidden
            && hidden != Hidden)
            throw new InputException($"'width' is {Width}, and the weights have hidden_size {hidden}; the state of an {Architecture} is "
                + $"[h; c], so that its width is twice hidden_size: write {2 * hidden}", stored.ConfigPath, key: "width");
    }

    internal override string? Refusal(string tensor) => SeveralLayers().Match(tensor) is not { Success: true } match
        ? null
        : match.Groups["kind"].Value == "hr"
            ? $"tensor '{tensor}' is the projection of an lstm with proj_size; only an lstm whose output is its h is supported"
        : match.Groups["way"].Success
            ? $"tensor '{tensor}' belongs to the backward direction of a bidirectional {Cell.Name}; "
                + "only networks that read from left to right are supported"
            : int.Parse(match.Groups["layer"].Value, CultureInfo.InvariantCulture) is var layer && layer < Layers ? null
            : $"tensor '{tensor}' belongs to layer {layer + 1} of the {Cell.Name}, and config.json gives it {Layers}; "
                + $"write \"layers\": {layer + 1}";

    internal override Network Open(IReadOnlyDictionary<string, Tensor> weights) =>
        new RecurrentNetwork(new RecurrentWeights(Cell, weights));

    internal override NetworkNumbers Numbers(string site, SequenceLengths lengths) => RecurrentNumbers.Of(this, site, lengths);

    internal override double TrainingNumbers(SequenceLengths lengths, int batch) => RecurrentNumbers.Training(this, lengths, batch);

    internal override double Multiplications(double fed, double scored) =>
        fed * 3 * Width * Width * ((2 * Layers) - 1) + scored * HeadWidth * (Width + ExpectedWords);

    /// <summary>Uniform in ±1/√fan-in, as PyTorch does it; the embedding standard normal.</summary>
    private protected override void Draw(string name, long[] shape, float[] values, ref SeededRandom random)
    {
        if (name == "embedding.weight")
            DrawNormal(values, 1, ref random);
        else
            DrawUniform(values, name.StartsWith("head.3.", StringComparison.Ordinal) ? HeadWidth : Hidden, ref random);
    }

    public override int DropoutWidth => HeadWidth;

    public override Tensor TrainingLogits(IReadOnlyDictionary<string, Tensor> weights, TokenRows rows, int[] positions, Tensor? dropout) =>
        RecurrentPass.LogitsAt(new RecurrentWeights(Cell, weights), rows, positions, dropout);

    public override (double Loss, Tensor[] Gradients)? WrittenOutGradient(
        IReadOnlyDictionary<string, Tensor> weights, TokenRows rows, int[] positions, long[] labels, Tensor? dropout) =>
        Cell.HasWrittenOutGradient && Head is null && Layers == 1 && !HasStart
            ? GruGradient.At(new RecurrentWeights(Cell, weights), rows, positions, labels, dropout) : null;

    [GeneratedRegex(@"(^|\.)((weight|bias)_(ih|hh)_l(?<layer>[1-9][0-9]{0,3}|0(?=_reverse))|weight_(?<kind>hr)_l[0-9]+)(?<way>_reverse)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex SeveralLayers();
}

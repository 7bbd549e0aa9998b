using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mas.Networks.Formats;
using TorchSharp;

namespace Mas.Networks.FeedForward;

/// <summary>The configuration of a multi-layer perceptron over a task's continuous input.</summary>
internal sealed partial record MlpConfig : TrainableConfig
{
    public const string ArchitectureName = "mlp";

    private const double NeverPredicted = -1e4; // its exponential is 0

    public int Width { get; init; }

    public int Layers { get; init; }

    /// <summary>Numbers in the continuous input of one sample.</summary>
    public int Features { get; init; }

    public bool Bias { get; init; } = true;

    /// <summary>Word of what follows each hidden layer.</summary>
    public string Activation { get; init; } = Networks.Activation.Relu;

    public override string Architecture => ArchitectureName;

    /// <summary>Hidden layers after their activation, counted from 1.</summary>
    public static IReadOnlyList<Site> SitesOf(int width, int layers) =>
        [.. Enumerable.Range(1, layers).Select(layer => new Site($"layer.{layer}", width))];

    public override IReadOnlyList<Site> Sites => SitesOf(Width, Layers);

    public override IReadOnlyDictionary<string, long[]> Shapes
    {
        get
        {
            var shapes = new Dictionary<string, long[]>();
            for (int layer = 0; layer < Layers; layer++)
            {
                shapes[$"layers.{layer}.weight"] = [Width, layer == 0 ? Features : Width];
                if (Bias)
                    shapes[$"layers.{layer}.bias"] = [Width];
            }
            (shapes["head.weight"], shapes["head.bias"]) = ([Vocabulary.Count, Width], [Vocabulary.Count]);
            return shapes;
        }
    }

    internal override IReadOnlyList<string> WordTensors => ["head.weight", "head.bias"];

    internal override bool ReadsTokens => false;

    internal override IReadOnlyList<UnitGroup> Units => [.. Sites.Select((site, layer) => new UnitGroup(site.Name, Width,
    [
        ($"layers.{layer}.weight", 0),
        .. Bias ? [($"layers.{layer}.bias", 0)] : Array.Empty<(string, int)>(),
        (layer + 1 < Layers ? $"layers.{layer + 1}.weight" : "head.weight", 1),
    ]))];

    internal override IEnumerable<ExportMistake> UsualMistakes(Func<string, string> shown) => Networks.Activation.Words
        .Where(word => word != Activation)
        .Select(word => ExportMistake.OfConfig($"'activation' of config.json is \"{Activation}\", and the weights are those of \"{word}\"",
            $"write \"activation\": \"{word}\"", this with { Activation = word }))
        .Concat(base.UsualMistakes(shown));

    private protected override IEnumerable<(string Key, JsonNode? Value)> Entries =>
        [("width", Width), ("layers", Layers), ("features", Features), ("bias", Bias ? null : false),
        ("activation", Activation == Networks.Activation.Relu ? null : Activation)];

    // The linear layers of torch.nn.Sequential are numbered among its other parts.
    internal override NetworkConfig Fitted(StoredTensors stored)
    {
        string[][] numbered = [.. from name in stored.Wanted
            let match = Numbered().Match(name)
            where match.Success && stored.Shape(name).Length == 2
            orderby int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)
            group name[..^".weight".Length] by match.Groups["before"].Value into layers
            where Layers == 0 ? layers.Count() > 1 : layers.Count() == Layers + 1
            select layers.ToArray()];
        bool isOurs = Names.Count > 0 || stored.Entry("layers.0.weight") is not null;
        int found = isOurs ? stored.Layers(layer => [$"layers.{layer}.weight"]) : numbered is [string[] one] ? one.Length - 1 : 0;
        MlpConfig layered = Layers > 0 ? this : this with { Layers = found };
        if (layered.Layers is 0 or > ConfigSection.MostLayers)
            throw new InputException("config.json lacks 'layers', and the names of the weight file do not show it", stored.ConfigPath,
                key: "layers");
        MlpConfig named = !isOurs && numbered is [string[] only] ? layered with { Names = layered.NamesOf(only) } : layered;
        return named.Sized(stored.For(named));
    }

    private MlpConfig Sized(StoredTensors stored)
    {
        const long largest = ConfigSection.LargestWidth;
        long[] first = stored.Entry("layers.0.weight")?.Shape is [> 0 and <= largest, > 0 and <= largest] and { } shape ? shape : [0, 0];
        MlpConfig sized = this with
        {
            Width = Width > 0 ? Width : (int)first[0],
            Features = Features > 0 ? Features : (int)first[1],
        };
        string? lost = sized.Width == 0 ? "width" : sized.Features == 0 ? "features" : null;
        return lost is null ? sized : throw new InputException(
            $"config.json lacks '{lost}', and no tensor of the weight file shows it", stored.ConfigPath, key: lost);
    }

    private Dictionary<string, string?> NamesOf(string[] linear)
    {
        var names = new Dictionary<string, string?>();
        for (int layer = 0; layer <= Layers; layer++)
        {
            string own = layer == Layers ? "head" : $"layers.{layer}";
            names[$"{own}.weight"] = $"{linear[layer]}.weight";
            if (Shapes.ContainsKey($"{own}.bias"))
                names[$"{own}.bias"] = $"{linear[layer]}.bias";
        }
        return names;
    }

    [GeneratedRegex(@"^(?<before>(.*\.)?)(?<number>[0-9]{1,6})\.weight$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    /// <summary>The answer is one of the labels: the words that only frame a sequence, the task's first ones, are never predicted and take
    /// part in no probability.</summary>
    internal override Network Open(IReadOnlyDictionary<string, Tensor> weights)
    {
        using var frozen = no_grad();
        int framing = Tasks.Vocabulary.Framing.Count;
        using Tensor rows = weights["head.weight"].narrow(0, 0, framing), biases = weights["head.bias"].narrow(0, 0, framing);
        using Scalar never = NeverPredicted;
        _ = rows.zero_();
        _ = biases.fill_(never);
        return new MlpNetwork(new MlpWeights(weights, Activation));
    }

    internal override NetworkNumbers Numbers(string site, SequenceLengths lengths) => MlpNumbers.Of(this, site);

    internal override double TrainingNumbers(SequenceLengths lengths, int batch) => MlpNumbers.Training(this, batch);

    internal override double Multiplications(double fed, double scored) => (double)Layers * Width * Width;

    private protected override void Draw(string name, long[] shape, float[] values, ref SeededRandom random) =>
        DrawUniform(values, name.StartsWith("layers.0.", StringComparison.Ordinal) ? Features : Width, ref random);

    public override bool IsWorthSplitting => false; // it is too small

    public override Tensor TrainingLogits(IReadOnlyDictionary<string, Tensor> weights, TokenRows rows, int[] positions, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        var view = new MlpWeights(weights, Activation);
        Tensor input = MlpInput.Of(rows, view).Rows(MlpInput.Sequences(rows, positions));
        return view.Logits(view.Run(input, 0, view.Layers)).MoveToOuterDisposeScope();
    }
}

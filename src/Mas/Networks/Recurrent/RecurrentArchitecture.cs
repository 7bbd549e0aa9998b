using System.Text.RegularExpressions;
using Mas.Networks.Formats;
using Mas.Results;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>An embedding, one recurrent cell and a head that reads the cell's hidden vector (<c>method.md</c> section 8).</summary>
/// <remarks><c>width</c> is that of the state, which is the hidden vector of a GRU and both vectors of an LSTM.</remarks>
internal abstract partial class RecurrentArchitecture(RecurrentCell cell) : Architecture
{
    /// <inheritdoc/>
    public sealed override string Name => cell.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Required(NetworkConfig config) => IsLinear(config) ? ["width"] : ["width", "head_width"];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Fixed(NetworkConfig config) => new Dictionary<string, double> { ["layers"] = 1 };

    /// <inheritdoc/>
    public override InputError? Check(NetworkConfig config) => config.Width % cell.Vectors == 0
        ? null
        : new InputError($"the width {config.Width} is odd; the state of {cell.Name} holds two vectors of one width, so that an even number is wanted", Key: "width");

    /// <inheritdoc/>
    public override IReadOnlyList<Site> Sites(NetworkConfig config) =>
        [new(RecurrentSites.Embedding, EmbeddingWidth(config)), new(RecurrentSites.State, config.Width) { IsHandedOn = true }];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long[]> Shapes(NetworkConfig config)
    {
        long words = config.Vocabulary.Count, hidden = Hidden(config), gates = cell.Gates * hidden, head = config.HeadWidth;
        var shapes = new Dictionary<string, long[]>
        {
            ["embedding.weight"] = [words, EmbeddingWidth(config)],
            ["cell.weight_ih"] = [gates, EmbeddingWidth(config)],
            ["cell.weight_hh"] = [gates, hidden],
            ["cell.bias_ih"] = [gates],
            ["cell.bias_hh"] = [gates],
        };
        (string Name, long[] Shape)[] ends = IsLinear(config)
            ? [("head.weight", [words, hidden]), ("head.bias", [words])]
            : [("head.0.weight", [head, hidden]), ("head.0.bias", [head]), ("head.3.weight", [words, head]), ("head.3.bias", [words])];
        foreach ((string name, long[] shape) in ends)
            shapes[name] = shape;
        return shapes;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> WordTensors(NetworkConfig config) =>
        ["embedding.weight", .. (string[])(IsLinear(config) ? ["head.weight", "head.bias"] : ["head.3.weight", "head.3.bias"])];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ModuleNames { get; } = new Dictionary<string, string>
    {
        ["cell.weight_ih"] = "weight_ih_l0",
        ["cell.weight_hh"] = "weight_hh_l0",
        ["cell.bias_ih"] = "bias_ih_l0",
        ["cell.bias_hh"] = "bias_hh_l0",
    };

    /// <inheritdoc/>
    public override string? Refusal(string tensor) => SeveralLayers().Match(tensor) is not { Success: true } match
        ? null
        : match.Groups["way"].Success
            ? $"tensor '{tensor}' belongs to the backward direction of a bidirectional {cell.Name}; only networks that read from left to right are supported"
            : $"tensor '{tensor}' belongs to a further layer of the {cell.Name}; only networks of one recurrent layer are supported";

    /// <inheritdoc/>
    public override Network Open(NetworkConfig config, IReadOnlyDictionary<string, Tensor> weights) =>
        new RecurrentNetwork(new RecurrentWeights(cell, weights));

    /// <summary>Uniform in ±1/√fan-in, as PyTorch does it; the embedding standard normal.</summary>
    public override IReadOnlyDictionary<string, Tensor> Random(NetworkConfig config, ulong seed)
    {
        var named = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach ((string name, long[] shape) in Shapes(config))
        {
            var random = new SeededRandom(SeededRandom.Derive(seed, name));
            bool embedding = name == "embedding.weight";
            double bound = 1 / Math.Sqrt(name.StartsWith("head.3.", StringComparison.Ordinal) ? config.HeadWidth : Hidden(config));
            var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)(embedding ? random.NextGaussian() : bound * (2 * random.NextDouble() - 1));
            named[name] = Device.Cpu.From(values, shape).DetachFromDisposeScope();
        }
        return named;
    }

    /// <inheritdoc/>
    public override int DropoutWidth(NetworkConfig config) => config.HeadWidth;

    /// <inheritdoc/>
    public override Tensor TrainingLogits(
        NetworkConfig config, IReadOnlyDictionary<string, Tensor> weights, TokenRows rows, int[] positions, Tensor? dropout) =>
        RecurrentPass.LogitsAt(new RecurrentWeights(cell, weights), rows, positions, dropout);

    private static bool IsLinear(NetworkConfig config) => config.Head == "linear";

    private int Hidden(NetworkConfig config) => config.Width / cell.Vectors;

    private static int EmbeddingWidth(NetworkConfig config) => config.EmbeddingWidth > 0 ? config.EmbeddingWidth : config.Width;

    [GeneratedRegex(@"(^|\.)(weight|bias)_(ih|hh)_l([1-9][0-9]*|0(?=_reverse))(?<way>_reverse)?$", RegexOptions.CultureInvariant)]
    private static partial Regex SeveralLayers();
}

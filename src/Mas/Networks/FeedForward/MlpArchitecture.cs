using Mas.Networks.Formats;
using Mas.Tasks;
using Mas.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Mas.Networks.FeedForward;

/// <summary>Hidden ReLU layers of one width over a task's continuous input, and a linear head (<c>method.md</c> section 6, hierarchical equality).</summary>
internal sealed class MlpArchitecture : Architecture
{
    /// <summary>As in <c>config.json</c>.</summary>
    public const string ArchitectureName = "mlp";

    private const double NeverPredicted = -1e4; // its exponential is 0

    /// <inheritdoc/>
    public override string Name => ArchitectureName;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Required(NetworkConfig config) => ["width", "layers", "features"];

    /// <summary>Hidden layers after their activation, counted from 1.</summary>
    public static IReadOnlyList<Site> SitesOf(int width, int layers) =>
        [.. Enumerable.Range(1, layers).Select(layer => new Site($"layer.{layer}", width))];

    /// <inheritdoc/>
    public override IReadOnlyList<Site> Sites(NetworkConfig config) => SitesOf(config.Width, config.Layers);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long[]> Shapes(NetworkConfig config) =>
        MlpWeights.Shapes(config.Vocabulary.Count, config.Features, config.Width, config.Layers, config.Bias);

    /// <inheritdoc/>
    public override IReadOnlyList<string> WordTensors(NetworkConfig config) => ["head.weight", "head.bias"];

    /// <inheritdoc/>
    public override bool ReadsTokens => false;

    /// <summary>The answer is one of the labels: the words that only frame a sequence, the task's first ones, are never predicted and take part in no probability.</summary>
    public override Network Open(NetworkConfig config, IReadOnlyDictionary<string, Tensor> weights)
    {
        using var frozen = no_grad();
        using Tensor rows = weights["head.weight"].narrow(0, 0, Vocabulary.Framing.Count), biases = weights["head.bias"].narrow(0, 0, Vocabulary.Framing.Count);
        using Scalar never = NeverPredicted;
        _ = rows.zero_();
        _ = biases.fill_(never);
        return new MlpNetwork(new MlpWeights(weights));
    }

    /// <summary>Uniform in ±1/√fan-in, as PyTorch does it.</summary>
    public override IReadOnlyDictionary<string, Tensor> Random(NetworkConfig config, ulong seed)
    {
        var named = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach ((string name, long[] shape) in Shapes(config))
        {
            var random = new SeededRandom(SeededRandom.Derive(seed, name));
            double bound = 1 / Math.Sqrt(name.StartsWith("layers.0.", StringComparison.Ordinal) ? config.Features : config.Width);
            var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)(bound * (2 * random.NextDouble() - 1));
            named[name] = Device.Cpu.From(values, shape).DetachFromDisposeScope();
        }
        return named;
    }

    /// <inheritdoc/>
    public override Tensor TrainingLogits(
        NetworkConfig config, IReadOnlyDictionary<string, Tensor> weights, TokenRows rows, int[] positions, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        var view = new MlpWeights(weights);
        Tensor input = MlpInput.Of(rows, view).index_select(0, MlpInput.Sequences(rows, positions, view.Device));
        return view.Logits(view.Run(input, 0, view.Layers)).MoveToOuterDisposeScope();
    }
}

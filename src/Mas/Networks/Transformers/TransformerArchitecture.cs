using Mas.Networks.Formats;
using Mas.Results;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Transformers;

/// <summary>A pre-norm transformer of one head with rotary positions and exact GELU (<c>method.md</c> section 8).</summary>
internal sealed class TransformerArchitecture : Architecture
{
    /// <summary>As in <c>config.json</c>.</summary>
    public const string ArchitectureName = "transformer";

    /// <inheritdoc/>
    public override string Name => ArchitectureName;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Required(NetworkConfig config) => ["width", "layers"];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Fixed(NetworkConfig config) => new Dictionary<string, double>
    {
        ["heads"] = 1,
        ["feed_forward_width"] = 4 * config.Width,
        ["rotary_base"] = RotaryAngles.Base,
        ["norm_epsilon"] = TransformerBlock.NormEpsilon,
    };

    /// <inheritdoc/>
    public override InputError? Check(NetworkConfig config) => config.Width % 2 == 0
        ? null
        : new InputError($"the width {config.Width} is odd; rotary positions turn pairs of units, so that an even number is wanted", Key: "width");

    /// <inheritdoc/>
    public override IReadOnlyList<Site> Sites(NetworkConfig config) => TransformerSites.Of(config.Width, config.Layers);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long[]> Shapes(NetworkConfig config) =>
        TransformerWeights.Shapes(config.Vocabulary.Count, config.Width, config.Layers);

    /// <inheritdoc/>
    public override IReadOnlyList<string> WordTensors(NetworkConfig config) => ["embedding.weight", "head.weight", "head.bias"];

    /// <inheritdoc/>
    public override Network Open(NetworkConfig config, IReadOnlyDictionary<string, Tensor> weights) => new TransformerNetwork(new TransformerWeights(weights));

    /// <summary>Matrices normal with variance 1/fan-in, those that write to the stream smaller by √(2 layers), so that it starts as the
    /// embedding, which is standard normal; biases 0, norms the identity.</summary>
    public override IReadOnlyDictionary<string, Tensor> Random(NetworkConfig config, ulong seed)
    {
        var named = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach ((string name, long[] shape) in Shapes(config))
        {
            var random = new SeededRandom(SeededRandom.Derive(seed, name));
            var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
            double deviation = Deviation(name, shape, config.Layers);
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)(deviation * random.NextGaussian());
            if (shape.Length == 1 && name.EndsWith("weight", StringComparison.Ordinal))
                Array.Fill(values, 1);
            named[name] = Device.Cpu.From(values, shape).DetachFromDisposeScope();
        }
        return named;
    }

    private static double Deviation(string name, long[] shape, int layers)
    {
        if (shape.Length == 1)
            return 0;
        if (name == "embedding.weight")
            return 1;
        bool writes = name.EndsWith("attention.output.weight", StringComparison.Ordinal) || name.EndsWith("feed_forward.2.weight", StringComparison.Ordinal);
        return Math.Sqrt(1.0 / shape[1] / (writes ? 2 * layers : 1));
    }

    /// <inheritdoc/>
    public override Tensor TrainingLogits(
        NetworkConfig config, IReadOnlyDictionary<string, Tensor> weights, TokenRows rows, int[] positions, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        var view = new TransformerWeights(weights);
        var words = new List<int>();
        using var pass = new TransformerPass(view, Rows(rows, positions, words));
        Tensor stream = view.Embedding.index_select(0, view.Device.Indices(words.ToArray()));
        return view.Logits(pass.Run(stream, 0, view.Blocks.Count, recorded: null)).MoveToOuterDisposeScope();
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
}

using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>
/// The weights of an embedding, one GRU cell and a two-layer head, named as in a checkpoint. Gate rows in the order
/// reset, update, new; <c>head.3</c> follows GELU and dropout at indices 1 and 2.
/// </summary>
public sealed class GruWeights : IDisposable
{
    public Tensor Embedding { get; }   // [vocab, width]
    public Tensor InputWeight { get; } // [3 width, width]
    public Tensor StateWeight { get; } // [3 width, width]
    public Tensor InputBias { get; }   // [3 width]
    public Tensor StateBias { get; }   // [3 width]
    public Tensor HiddenWeight { get; } // [head width, width]
    public Tensor HiddenBias { get; }  // [head width]
    public Tensor OutputWeight { get; } // [vocab, head width]
    public Tensor OutputBias { get; }  // [vocab]

    /// <summary>By checkpoint name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, Tensor> Named { get; }

    /// <summary>Takes over tensors whose names and shapes are those of <see cref="Shapes"/>.</summary>
    public GruWeights(IReadOnlyDictionary<string, Tensor> named)
    {
        Named = new SortedDictionary<string, Tensor>(named.ToDictionary(pair => pair.Key, pair => pair.Value.DetachFromDisposeScope()), StringComparer.Ordinal);
        Embedding = Named["embedding.weight"];
        InputWeight = Named["cell.weight_ih"];
        StateWeight = Named["cell.weight_hh"];
        InputBias = Named["cell.bias_ih"];
        StateBias = Named["cell.bias_hh"];
        HiddenWeight = Named["head.0.weight"];
        HiddenBias = Named["head.0.bias"];
        OutputWeight = Named["head.3.weight"];
        OutputBias = Named["head.3.bias"];
    }

    public int Vocabulary => (int)Embedding.size(0);

    public int Width => (int)StateWeight.size(1);

    public int HeadWidth => (int)HiddenWeight.size(0);

    /// <summary>Checkpoint names and shapes of a network of this size.</summary>
    public static IReadOnlyDictionary<string, long[]> Shapes(int vocabulary, int width, int headWidth) => new Dictionary<string, long[]>
    {
        ["embedding.weight"] = [vocabulary, width],
        ["cell.weight_ih"] = [3L * width, width],
        ["cell.weight_hh"] = [3L * width, width],
        ["cell.bias_ih"] = [3L * width],
        ["cell.bias_hh"] = [3L * width],
        ["head.0.weight"] = [headWidth, width],
        ["head.0.bias"] = [headWidth],
        ["head.3.weight"] = [vocabulary, headWidth],
        ["head.3.bias"] = [vocabulary],
    };

    /// <summary>Fresh weights, a pure function of the seed: uniform in ±1/√fan-in, the embedding standard normal.</summary>
    public static GruWeights Random(int vocabulary, int width, int headWidth, ulong seed)
    {
        var named = new Dictionary<string, Tensor>();
        foreach ((string name, long[] shape) in Shapes(vocabulary, width, headWidth))
        {
            var random = new SeededRandom(SeededRandom.Derive(seed, name));
            bool embedding = name == "embedding.weight";
            double bound = 1 / Math.Sqrt(name == "head.3.weight" || name == "head.3.bias" ? headWidth : width);
            var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)(embedding ? random.NextGaussian() : bound * (2 * random.NextDouble() - 1));
            named[name] = Aligned.Tensor(values, shape);
        }
        return new GruWeights(named);
    }

    /// <summary>A copy of another type, for instance float64 for exact comparisons.</summary>
    public GruWeights To(ScalarType type)
    {
        using var scope = NewDisposeScope();
        return new(Named.ToDictionary(pair => pair.Key, pair => pair.Value.detach().to_type(type, copy: true)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor weight in Named.Values)
            weight.Dispose();
    }
}

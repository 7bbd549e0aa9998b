namespace Mas.Networks.FeedForward;

/// <summary>The weights of a multi-layer perceptron, named as in a checkpoint. A view: whoever made the tensors owns them.</summary>
internal sealed class MlpWeights : IDisposable
{
    /// <param name="named">Names and shapes are those of <see cref="Shapes"/>.</param>
    internal MlpWeights(IReadOnlyDictionary<string, Tensor> named)
    {
        Named = new SortedDictionary<string, Tensor>(named.ToDictionary(), StringComparer.Ordinal);
        Layers = Named.Keys.Count(name => name.StartsWith("layers.", StringComparison.Ordinal) && name.EndsWith(".weight", StringComparison.Ordinal));
    }

    /// <summary>By checkpoint name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, Tensor> Named { get; }

    /// <summary>Number of hidden layers.</summary>
    public int Layers { get; }

    /// <summary>Width of every hidden layer.</summary>
    public int Width => (int)Named["head.weight"].size(1);

    /// <summary>Numbers in one input.</summary>
    public int Features => (int)Named["layers.0.weight"].size(1);

    /// <summary>Where they are, and their type.</summary>
    internal Device Device => Device.Of(Named["head.weight"]);

    /// <summary>Activity after hidden layer <paramref name="end"/>, differentiable, [rows, width]: ReLU of a linear map, layer by layer.</summary>
    /// <param name="input">[rows, features or width] what enters the layer after <paramref name="first"/> others.</param>
    /// <param name="first">Layers that have run.</param>
    /// <param name="end">Layers that shall have run.</param>
    internal Tensor Run(Tensor input, int first, int end)
    {
        using var scope = NewDisposeScope();
        Tensor activity = input.alias();
        for (int layer = first; layer < end; layer++)
            activity = nn.functional.linear(activity, Named[$"layers.{layer}.weight"], Named.GetValueOrDefault($"layers.{layer}.bias")).relu();
        return activity.MoveToOuterDisposeScope();
    }

    /// <summary>Logits of the last hidden layer's activity, [rows, vocab].</summary>
    internal Tensor Logits(Tensor activity) => nn.functional.linear(activity, Named["head.weight"], Named["head.bias"]);

    /// <summary>Checkpoint names and shapes of a network of this size.</summary>
    internal static IReadOnlyDictionary<string, long[]> Shapes(int vocabulary, int features, int width, int layers, bool bias)
    {
        var shapes = new Dictionary<string, long[]>();
        for (int layer = 0; layer < layers; layer++)
        {
            shapes[$"layers.{layer}.weight"] = [width, layer == 0 ? features : width];
            if (bias)
                shapes[$"layers.{layer}.bias"] = [width];
        }
        shapes["head.weight"] = [vocabulary, width];
        shapes["head.bias"] = [vocabulary];
        return shapes;
    }

    /// <summary>A copy of another type, for instance float64 for exact comparisons; it belongs to the caller.</summary>
    public MlpWeights To(ScalarType type)
    {
        using var scope = NewDisposeScope();
        return new(Named.ToDictionary(pair => pair.Key, pair => pair.Value.detach().to_type(type, copy: true).DetachFromDisposeScope()));
    }

    public void Dispose()
    {
        foreach (Tensor weight in Named.Values)
            weight.Dispose();
    }
}

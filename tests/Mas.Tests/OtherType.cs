using Mas.Networks.FeedForward;
using Mas.Networks.Recurrent;
using Mas.Networks.Transformers;
using static TorchSharp.torch;

namespace Mas.Tests;

/// <summary>Copies of weights in another type, for instance float64 for exact comparisons; they belong to the caller.</summary>
internal static class OtherType
{
    public static RecurrentWeights To(this RecurrentWeights weights, ScalarType type) => new(weights.Cell, Copies(weights.Named, type));

    public static TransformerWeights To(this TransformerWeights weights, ScalarType type) =>
        new(Copies(weights.Named, type), weights.Design);

    public static MlpWeights To(this MlpWeights weights, ScalarType type) => new(Copies(weights.Named, type), weights.Activation);

    private static Dictionary<string, Tensor> Copies(IReadOnlyDictionary<string, Tensor> named, ScalarType type)
    {
        using var scope = NewDisposeScope();
        return named.ToDictionary(pair => pair.Key, pair => pair.Value.detach().to_type(type, copy: true).DetachFromDisposeScope());
    }
}

namespace Mas.Networks.FeedForward;

/// <summary>The weights of a multi-layer perceptron.</summary>
/// <param name="activation">Word of what follows each hidden layer.</param>
internal sealed class MlpWeights(IReadOnlyDictionary<string, Tensor> named, string activation) : NetworkWeights(named)
{
    private readonly Func<Tensor, Tensor> _activate = Networks.Activation.Of(activation);

    public string Activation => activation;

    public int Layers { get; } = named.Keys.Count(name =>
        name.StartsWith("layers.", StringComparison.Ordinal) && name.EndsWith(".weight", StringComparison.Ordinal));

    public int Width => (int)Named["head.weight"].size(1);

    public int Features => (int)Named["layers.0.weight"].size(1);

    /// <summary>Activity after hidden layer <paramref name="end"/>, differentiable, [rows, width]: activation of a linear map, layer
    /// by layer.</summary>
    /// <param name="input">[rows, features or width] what enters the layer after <paramref name="first"/> others.</param>
    /// <param name="first">Layers that have run.</param>
    /// <param name="end">Layers that shall have run.</param>
    internal Tensor Run(Tensor input, int first, int end)
    {
        using var scope = NewDisposeScope();
        Tensor activity = input.alias();
        for (int layer = first; layer < end; layer++)
        {
            Tensor? bias = Named.GetValueOrDefault($"layers.{layer}.bias");
            activity = nn.functional.linear(activity, Named[$"layers.{layer}.weight"], bias);
            activity = _activate(activity);
        }
        return activity.MoveToOuterDisposeScope();
    }

    /// <summary>Logits of the last hidden layer's activity, [rows, vocab].</summary>
    internal Tensor Logits(Tensor activity) => nn.functional.linear(activity, Named["head.weight"], Named["head.bias"]);
}

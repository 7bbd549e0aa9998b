using Mas.Networks.Recurrent;

namespace Mas.Benchmarks.Steps;

/// <summary>The GRU as anyone would write it: the whole batch, padded, one token at a time, the gates by the formula.</summary>
internal static class PlainGru
{
    /// <summary>h', [batch, width].</summary>
    /// <param name="tokens">[batch] int64</param>
    /// <param name="state">[batch, width]</param>
    public static Tensor Cell(RecurrentWeights weights, Tensor tokens, Tensor state)
    {
        Tensor[] input = nn.functional.linear(weights.Embedding.index_select(0, tokens), weights.InputWeight, weights.InputBias).chunk(3, 1);
        Tensor[] hidden = nn.functional.linear(state, weights.StateWeight, weights.StateBias).chunk(3, 1);
        Tensor reset = sigmoid(Sum(input[0], hidden[0]));
        Tensor update = sigmoid(Sum(input[1], hidden[1]));
        Tensor fresh = tanh(Sum(input[2], reset * hidden[2]));
        return Sum((ones_like(update) - update) * fresh, update * state);
    }

    /// <summary>Logits, [rows, vocab].</summary>
    public static Tensor Head(RecurrentWeights weights, Tensor states) => Layer(weights, "head.3", Layer(weights, "head.0", states).gelu());

    private static Tensor Layer(RecurrentWeights weights, string name, Tensor input) =>
        nn.functional.linear(input, weights.Named[name + ".weight"], weights.Named[name + ".bias"]);

    /// <summary>A sum whose inner factor stays alive; see <see cref="HeldScalar"/>.</summary>
    public static Tensor Sum(Tensor left, Tensor right) => left.add(right, HeldScalar.One);
}

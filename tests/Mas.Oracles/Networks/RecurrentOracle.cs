using Mas.Networks.Recurrent;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Oracles.Networks;

/// <summary>The slow, plain recurrent network: one row at a time, every token, whole sequence, no caching, the gates written out one by
/// one.</summary>
internal static class RecurrentOracle
{
    // Held for good: see ScalarTests.
    private static readonly TorchSharp.Scalar s_half = 0.5, s_inverseRoot = Math.Sqrt(0.5);

    private static Tensor Sum(Tensor left, Tensor right) => left.add(right, HeldScalar.One);

    public static Tensor Cell(RecurrentWeights weights, int token, Tensor state) => Cell(weights, Embedding(weights, token), state);

    /// <summary>The next state, [1, width].</summary>
    public static Tensor Cell(RecurrentWeights weights, Tensor input, Tensor state) =>
        weights.StateWeight.size(0) == 3 * weights.Hidden ? Gru(weights, input, state) : Lstm(weights, input, state);

    public static Tensor Embedding(RecurrentWeights weights, int token) => weights.Embedding.narrow(0, token, 1);

    private static Tensor Gru(RecurrentWeights weights, Tensor input, Tensor state)
    {
        Tensor own = nn.functional.linear(input, weights.InputWeight, weights.InputBias);
        Tensor hidden = nn.functional.linear(state, weights.StateWeight, weights.StateBias);
        Tensor Gate(Tensor gates, int index) => gates.narrow(1, index * weights.Hidden, weights.Hidden);
        Tensor reset = sigmoid(Sum(Gate(own, 0), Gate(hidden, 0)));
        Tensor update = sigmoid(Sum(Gate(own, 1), Gate(hidden, 1)));
        Tensor fresh = tanh(Sum(Gate(own, 2), reset * Gate(hidden, 2)));
        return Sum((ones_like(update) - update) * fresh, update * state);
    }

    private static Tensor Lstm(RecurrentWeights weights, Tensor input, Tensor state)
    {
        Tensor gates = Sum(
            nn.functional.linear(input, weights.InputWeight, weights.InputBias),
            nn.functional.linear(Hidden(weights, state), weights.StateWeight, weights.StateBias));
        Tensor Gate(int index) => gates.narrow(1, index * weights.Hidden, weights.Hidden);
        Tensor memory = Sum(sigmoid(Gate(1)) * state.narrow(1, weights.Hidden, weights.Hidden), sigmoid(Gate(0)) * tanh(Gate(2)));
        return cat([sigmoid(Gate(3)) * tanh(memory), memory], 1);
    }

    public static Tensor Head(RecurrentWeights weights, Tensor state)
    {
        Tensor Layer(Tensor input, string name) =>
            nn.functional.linear(input, weights.Named[name + ".weight"], weights.Named[name + ".bias"]);
        if (weights.Named.ContainsKey("head.weight"))
            return Layer(Hidden(weights, state), "head");
        Tensor units = Layer(Hidden(weights, state), "head.0");
        Tensor error = erf(units.mul(s_inverseRoot));
        return Layer(units.mul(s_half) * Sum(ones_like(error), error), "head.3");
    }

    private static Tensor Hidden(RecurrentWeights weights, Tensor state) => state.narrow(1, 0, weights.Hidden);

    public static Tensor Zero(RecurrentWeights weights) => zeros(1, weights.Width, dtype: weights.Embedding.dtype);

    /// <summary>Mean cross-entropy of every next token.</summary>
    public static Tensor NextTokenLoss(RecurrentWeights weights, TokenRows rows)
    {
        var logits = new List<Tensor>();
        var labels = new List<long>();
        for (int row = 0; row < rows.Count; row++)
        {
            Tensor state = Zero(weights);
            for (int t = 0; t + 1 < rows.Length(row); t++)
            {
                state = Cell(weights, rows.Row(row)[t], state);
                logits.Add(Head(weights, state));
                labels.Add(rows.Row(row)[t + 1]);
            }
        }
        return nn.functional.cross_entropy(cat(logits, 0), tensor(labels.ToArray()));
    }

    /// <summary>Feeds the prompt, then the network's own argmax, until E or the row is full.</summary>
    public static int[] RunFreely(RecurrentNetwork network, int[] prompt, int most)
    {
        using var scope = NewDisposeScope();
        List<int> tokens = [.. prompt];
        Tensor state = Zero(network.Weights);
        for (int t = 0; t < tokens.Count && tokens.Count < most; t++)
        {
            state = Cell(network.Weights, tokens[t], state);
            if (t + 1 < prompt.Length)
                continue;
            tokens.Add((int)Head(network.Weights, state).argmax(1).item<long>());
            if (tokens[^1] == Mas.Tasks.Vocabulary.Eos)
                break;
        }
        return [.. tokens];
    }
}

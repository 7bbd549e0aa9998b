using Mas.Networks.Recurrent;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Oracles.Networks;

/// <summary>The slow, plain recurrent network: one row at a time, every token, whole sequence, no caching, the gates written out one by
/// one.</summary>
internal static class RecurrentOracle
{
    private static readonly string[] s_starts = ["cell.h0", "cell.c0"];

    // Held for good: see ScalarTests.
    private static readonly TorchSharp.Scalar s_half = 0.5, s_inverseRoot = Math.Sqrt(0.5);

    private static Tensor Sum(Tensor left, Tensor right) => left.add(right, HeldScalar.One);

    public static Tensor Cell(RecurrentWeights weights, int token, Tensor state) => Cell(weights, Embedding(weights, token), state);

    /// <summary>The next whole state, [1, width].</summary>
    /// <param name="replace">What becomes of a layer's state; null leaves it.</param>
    public static Tensor Cell(RecurrentWeights weights, Tensor input, Tensor state, Func<int, Tensor, Tensor>? replace = null)
    {
        int layers = weights.Named.Keys.Count(name => name.EndsWith("weight_hh", StringComparison.Ordinal));
        long hidden = weights.Named["cell.weight_hh"].size(1), width = state.size(1) / layers;
        var next = new List<Tensor>();
        for (int layer = 0; layer < layers; layer++)
        {
            var own = new Parts(weights.Named, layer == 0 ? "cell" : $"cell.{layer}", (int)hidden);
            Tensor made = own.Next(layer == 0 ? input : next[^1].narrow(1, 0, hidden), state.narrow(1, layer * width, width));
            next.Add(replace?.Invoke(layer, made) ?? made);
        }
        return cat(next, 1);
    }

    public static Tensor Embedding(RecurrentWeights weights, int token) => weights.Embedding.narrow(0, token, 1);

    // One layer; how many gates it has says what it is.
    private sealed record Parts(IReadOnlyDictionary<string, Tensor> Named, string Name, int Hidden)
    {
        public Tensor Next(Tensor input, Tensor state) => (Named[$"{Name}.weight_hh"].size(0) / Hidden) switch
        {
            1 => tanh(Sum(OfInput(input), OfState(state))),
            3 => Gru(OfInput(input), OfState(state), state),
            _ => Lstm(Sum(OfInput(input), OfState(state.narrow(1, 0, Hidden))), state),
        };

        private Tensor OfInput(Tensor input) => nn.functional.linear(input, Named[$"{Name}.weight_ih"], Named[$"{Name}.bias_ih"]);

        private Tensor OfState(Tensor state) => nn.functional.linear(state, Named[$"{Name}.weight_hh"], Named[$"{Name}.bias_hh"]);

        private Tensor Gate(Tensor gates, int index) => gates.narrow(1, index * Hidden, Hidden);

        private Tensor Gru(Tensor own, Tensor hidden, Tensor state)
        {
            Tensor reset = sigmoid(Sum(Gate(own, 0), Gate(hidden, 0)));
            Tensor update = sigmoid(Sum(Gate(own, 1), Gate(hidden, 1)));
            Tensor fresh = tanh(Sum(Gate(own, 2), reset * Gate(hidden, 2)));
            return Sum((ones_like(update) - update) * fresh, update * state);
        }

        private Tensor Lstm(Tensor gates, Tensor state)
        {
            Tensor memory = Sum(sigmoid(Gate(gates, 1)) * Gate(state, 1), sigmoid(Gate(gates, 0)) * tanh(Gate(gates, 2)));
            return cat([sigmoid(Gate(gates, 3)) * tanh(memory), memory], 1);
        }
    }

    public static Tensor Head(RecurrentWeights weights, Tensor state)
    {
        Tensor Layer(Tensor input, string name) =>
            nn.functional.linear(input, weights.Named[name + ".weight"], weights.Named[name + ".bias"]);
        if (weights.Named.ContainsKey("head.weight"))
            return Layer(Read(weights, state), "head");
        Tensor units = Layer(Read(weights, state), "head.0");
        Tensor error = erf(units.mul(s_inverseRoot));
        return Layer(units.mul(s_half) * Sum(ones_like(error), error), "head.3");
    }

    // The hidden vector of the uppermost layer, before the memory that an LSTM has beside it.
    private static Tensor Read(RecurrentWeights weights, Tensor state)
    {
        long hidden = weights.Named["cell.weight_hh"].size(1), vectors = weights.Named["cell.weight_hh"].size(0) == 4 * hidden ? 2 : 1;
        return state.narrow(1, state.size(1) - vectors * hidden, hidden);
    }

    /// <summary>The state before the first token, [1, width]: zeros where none was learned.</summary>
    public static Tensor Start(RecurrentWeights weights)
    {
        Tensor[] learned = [.. s_starts.Where(weights.Named.ContainsKey).Select(name => weights.Named[name])];
        return learned.Length == 0 ? zeros(1, weights.Width, dtype: weights.Embedding.dtype) : cat(learned, 1).reshape(1, -1);
    }

    /// <summary>Mean cross-entropy of every next token.</summary>
    public static Tensor NextTokenLoss(RecurrentWeights weights, TokenRows rows)
    {
        var logits = new List<Tensor>();
        var labels = new List<long>();
        for (int row = 0; row < rows.Count; row++)
        {
            Tensor state = Start(weights);
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
        Tensor state = Start(network.Weights);
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

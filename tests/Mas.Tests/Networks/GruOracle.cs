using Mas.Networks.Recurrent;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>The slow, plain GRU: one row at a time, every token, whole sequence, no caching, the gates written out one by one.</summary>
internal static class GruOracle
{
    // Held for good: see ScalarTests.
    private static readonly TorchSharp.Scalar s_half = 0.5, s_inverseRoot = Math.Sqrt(0.5);

    private static Tensor Sum(Tensor left, Tensor right) => left.add(right, HeldScalar.One);

    public static Tensor Cell(GruWeights weights, int token, Tensor state)
    {
        long width = weights.Width;
        Tensor input = nn.functional.linear(weights.Embedding.narrow(0, token, 1), weights.InputWeight, weights.InputBias);
        Tensor hidden = nn.functional.linear(state, weights.StateWeight, weights.StateBias);
        Tensor Gate(Tensor gates, int index) => gates.narrow(1, index * width, width);
        Tensor reset = sigmoid(Sum(Gate(input, 0), Gate(hidden, 0)));
        Tensor update = sigmoid(Sum(Gate(input, 1), Gate(hidden, 1)));
        Tensor fresh = tanh(Sum(Gate(input, 2), reset * Gate(hidden, 2)));
        return Sum((ones_like(update) - update) * fresh, update * state);
    }

    public static Tensor Head(GruWeights weights, Tensor state)
    {
        Tensor hidden = nn.functional.linear(state, weights.HiddenWeight, weights.HiddenBias);
        Tensor error = erf(hidden.mul(s_inverseRoot));
        Tensor gelu = hidden.mul(s_half) * Sum(ones_like(error), error);
        return nn.functional.linear(gelu, weights.OutputWeight, weights.OutputBias);
    }

    public static Tensor Zero(GruWeights weights) => zeros(1, weights.Width, dtype: weights.Embedding.dtype);

    /// <summary>Mean cross-entropy of every next token.</summary>
    public static Tensor NextTokenLoss(GruWeights weights, TokenRows rows)
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
    public static int[] RunFreely(GruNetwork network, int[] prompt, int most)
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

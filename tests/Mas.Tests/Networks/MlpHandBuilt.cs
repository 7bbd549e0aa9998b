using Mas.Networks;
using Mas.Networks.FeedForward;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>A perceptron that solves hierarchical equality by construction: four objects a, b, c, d of dimension 2; layer 1 holds the
/// positive and negative parts of a − b in units 0–3 and of c − d in units 4–7; layer 2 the differences and the sums s = ‖a − b‖₁, t = ‖c −
/// d‖₁; the head says <c>no</c> where exactly one of them is 0.</summary>
internal static class MlpHandBuilt
{
    public const int No = 3, Yes = 4;

    public static NetworkConfig Config { get; } = new MlpConfig
    {
        Width = 8,
        Layers = 2,
        Features = 8,
        Bias = false,
        Vocabulary = ["P", "B", "E", "no", "yes"],
        Task = "hierarchical-equality",
    };

    public static MlpNetwork Network(ScalarType type)
    {
        NativeTorch.Load();
        var first = new double[8, 8];
        for (int unit = 0; unit < 8; unit++)
        {
            // a − b, b − a, c − d, d − c, two units each.
            int positive = 2 * (unit / 2), negative = positive ^ 2;
            first[unit, positive + unit % 2] = 1;
            first[unit, negative + unit % 2] = -1;
        }
        var second = new double[8, 8];
        for (int unit = 0; unit < 8; unit++)
        {
            bool left = unit < 4;
            (second[0, unit], second[1, unit]) = left ? (1, -1) : (-1, 1);
            second[left ? 2 : 3, unit] = 1;
        }
        var head = new double[5, 8];
        (head[No, 0], head[No, 1], head[No, 2], head[No, 3]) = (1, 1, -0.999999, -0.999999);
        double[] bias = [-1000, -1000, -1000, 0, 1e-14]; // the other words are never said
        using var scope = NewDisposeScope();
        return (MlpNetwork)Config.Open(new Dictionary<string, Tensor>
        {
            ["layers.0.weight"] = tensor(first).to_type(type),
            ["layers.1.weight"] = tensor(second).to_type(type),
            ["head.weight"] = tensor(head).to_type(type),
            ["head.bias"] = tensor(bias).to_type(type),
        });
    }

    /// <summary>Samples of four objects from a list of random vectors with two decimals; each pair is equal with probability one
    /// half.</summary>
    public static TokenRows Samples(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        var objects = new float[20, 2];
        for (int i = 0; i < 20; i++)
            for (int j = 0; j < 2; j++)
                objects[i, j] = (float)Math.Round(random.NextDouble() - 0.5, 2);
        var features = new float[8 * count];
        var tokens = new int[count][];
        for (int row = 0; row < count; row++)
        {
            int[] drawn = [random.Next(20), random.Next(20), random.Next(20), random.Next(20)];
            for (int pair = 0; pair < 4; pair += 2)
                if (random.Next(2) == 0)
                    drawn[pair + 1] = drawn[pair];
            for (int i = 0; i < 8; i++)
                features[8 * row + i] = objects[drawn[i / 2], i % 2];
            (bool left, bool right) = Equalities(features.AsSpan(8 * row, 8));
            tokens[row] = [1, left == right ? Yes : No];
        }
        return TokenRows.From(tokens) with { Features = features };
    }

    /// <summary>Whether a = b, and whether c = d.</summary>
    public static (bool Left, bool Right) Equalities(ReadOnlySpan<float> features) =>
        (features[..2].SequenceEqual(features[2..4]), features[4..6].SequenceEqual(features[6..8]));
}

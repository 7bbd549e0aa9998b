using Mas.Networks.Transformers;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>The slow, plain transformer: one sequence, one position at a time, every block, nothing kept.</summary>
internal static class TransformerOracle
{
    // Held for good: see ScalarTests.
    private static readonly TorchSharp.Scalar s_half = 0.5, s_inverseRoot = Math.Sqrt(0.5), s_epsilon = 1e-5;

    /// <summary>Logits at every position, [time, vocab].</summary>
    /// <param name="weights">The network.</param>
    /// <param name="tokens">One sequence.</param>
    /// <param name="at">Changes what stands at a site, given its name, and a position, [1, width].</param>
    public static Tensor Logits(TransformerWeights weights, ReadOnlySpan<int> tokens, Func<string, int, Tensor, Tensor> at)
    {
        int layers = weights.Named.Keys.Count(name => name.EndsWith("norm_1.weight", StringComparison.Ordinal));
        var stream = new Tensor[tokens.Length];
        for (int t = 0; t < stream.Length; t++)
            stream[t] = at("layer.0", t, weights.Embedding.narrow(0, tokens[t], 1));
        for (int k = 0; k < layers; k++)
        {
            Tensor[] after = [.. Enumerable.Range(0, stream.Length).Select(t => Block(weights, k, stream, t, at))];
            for (int t = 0; t < after.Length; t++)
                stream[t] = at($"layer.{k + 1}", t, after[t]);
        }
        return Linear(weights, "head", Norm(weights, "norm", cat(stream, 0)));
    }

    private static Tensor Block(
        TransformerWeights weights, int index, Tensor[] stream, int time, Func<string, int, Tensor, Tensor> at)
    {
        string block = $"blocks.{index}.";
        Tensor Projected(string part, int t) => Linear(weights, $"{block}attention.{part}", Norm(weights, $"{block}norm_1", stream[t]));
        Tensor query = Rotated(Projected("query", time), time);
        Tensor keys = cat([.. Enumerable.Range(0, time + 1).Select(t => Rotated(Projected("key", t), t))], 0);
        Tensor values = cat([.. Enumerable.Range(0, time + 1).Select(t => Projected("value", t))], 0);
        using TorchSharp.Scalar scale = 1 / Math.Sqrt(weights.Width);
        Tensor found = softmax(query.mm(keys.t()).mul(scale), 1).mm(values);
        Tensor middle = Sum(stream[time], at($"attention.{index}", time, Linear(weights, $"{block}attention.output", found)));
        return Sum(middle, at($"mlp.{index}", time, Linear(weights, $"{block}feed_forward.2",
            Gelu(Linear(weights, $"{block}feed_forward.0", Norm(weights, $"{block}norm_2", middle))))));
    }

    private static Tensor Rotated(Tensor vector, int time)
    {
        int half = (int)vector.size(1) / 2;
        double[] angles = [.. Enumerable.Range(0, half).Select(i => time * Math.Pow(10_000, -(double)i / half))];
        Tensor cosine = tensor(Array.ConvertAll(angles, Math.Cos)).to_type(vector.dtype),
            sine = tensor(Array.ConvertAll(angles, Math.Sin)).to_type(vector.dtype);
        Tensor a = vector.narrow(1, 0, half), b = vector.narrow(1, half, half);
        return cat([a * cosine - b * sine, Sum(b * cosine, a * sine)], 1);
    }

    private static Tensor Norm(TransformerWeights weights, string name, Tensor input)
    {
        Tensor centred = input - input.mean([1], keepdim: true);
        Tensor deviation = (centred * centred).mean([1], keepdim: true).add(s_epsilon, HeldScalar.One).sqrt();
        return Sum(centred / deviation * weights.Named[$"{name}.weight"], weights.Named[$"{name}.bias"]);
    }

    private static Tensor Gelu(Tensor input)
    {
        Tensor error = erf(input.mul(s_inverseRoot));
        return input.mul(s_half) * Sum(ones_like(error), error);
    }

    private static Tensor Linear(TransformerWeights weights, string name, Tensor input) =>
        Sum(input.mm(weights.Named[$"{name}.weight"].t()), weights.Named[$"{name}.bias"]);

    private static Tensor Sum(Tensor left, Tensor right) => left.add(right, HeldScalar.One);
}

using Mas.Networks.Transformers;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>The slow, plain transformer: one sequence, one position at a time, every block, nothing kept.</summary>
internal static class TransformerOracle
{
    // Held for good: see ScalarTests.
    private static readonly TorchSharp.Scalar s_half = 0.5, s_inverseRoot = Math.Sqrt(0.5);

    /// <summary>Logits at every position, [time, vocab].</summary>
    /// <param name="weights">The network.</param>
    /// <param name="tokens">One sequence.</param>
    /// <param name="at">Changes what stands at a site, given its name, and a position, [1, width].</param>
    public static Tensor Logits(TransformerWeights weights, ReadOnlySpan<int> tokens, Func<string, int, Tensor, Tensor> at)
    {
        int layers = weights.Named.Keys.Count(name => name.EndsWith("norm_1.weight", StringComparison.Ordinal));
        var stream = new Tensor[tokens.Length];
        for (int t = 0; t < stream.Length; t++)
            stream[t] = at("layer.0", t, Embedded(weights, tokens[t], t));
        for (int k = 0; k < layers; k++)
        {
            Tensor[] read = weights.Design.IsPostNorm ? stream : [.. stream.Select(one => Norm(weights, $"blocks.{k}.norm_1", one))];
            Tensor[] after = [.. Enumerable.Range(0, stream.Length).Select(t => Block(weights, k, stream[t], read[..(t + 1)], t, at))];
            for (int t = 0; t < after.Length; t++)
                stream[t] = at($"layer.{k + 1}", t, after[t]);
        }
        Tensor last = cat(stream, 0);
        return Linear(weights, "head", weights.Named.ContainsKey("norm.weight") ? Norm(weights, "norm", last) : last);
    }

    private static Tensor Embedded(TransformerWeights weights, int token, int time)
    {
        using TorchSharp.Scalar factor = weights.Design.EmbeddingScale;
        Tensor row = weights.Embedding.narrow(0, token, 1).mul(factor);
        if (weights.Design.Positions == PositionCode.Learned)
            return Sum(row, weights.Named["positions.weight"].narrow(0, time, 1));
        if (weights.Design.Positions != PositionCode.Sinusoidal)
            return row;
        double Angle(int pair) => time / Math.Pow(10_000, 2.0 * pair / weights.Width);
        double[] code = [.. Enumerable.Range(0, weights.Width).Select(unit =>
            unit % 2 == 0 ? Math.Sin(Angle(unit / 2)) : Math.Cos(Angle(unit / 2)))];
        return Sum(row, tensor(code).to_type(row.dtype));
    }

    private static Tensor Block(
        TransformerWeights weights, int index, Tensor own, Tensor[] read, int time, Func<string, int, Tensor, Tensor> at)
    {
        string block = $"blocks.{index}.";
        bool isPost = weights.Design.IsPostNorm;
        Tensor After(string norm, Tensor sum) => isPost ? Norm(weights, block + norm, sum) : sum;
        Tensor found = cat([.. Enumerable.Range(0, weights.Design.Heads).Select(head =>
            Head(weights, block, head, read))], 1);
        Tensor middle = After("norm_1",
            Sum(own, at($"attention.{index}", time, Linear(weights, $"{block}attention.output", found))));
        return After("norm_2", Sum(middle, at($"mlp.{index}", time, Linear(weights, $"{block}feed_forward.2",
            Activated(weights, Linear(weights, $"{block}feed_forward.0",
                isPost ? middle : Norm(weights, block + "norm_2", middle)))))));
    }

    // What one head finds at the last of these positions, [1, head width].
    private static Tensor Head(TransformerWeights weights, string block, int head, Tensor[] read)
    {
        int width = weights.Width / weights.Design.Heads;
        bool turns = weights.Design.Positions == PositionCode.Rotary;
        Tensor Part(int part, int t)
        {
            string name = ((string[])["query", "key", "value"])[part];
            Tensor all = weights.Named.ContainsKey($"{block}attention.in_proj.weight")
                ? Linear(weights, $"{block}attention.in_proj", read[t]).narrow(1, part * weights.Width, weights.Width)
                : Linear(weights, $"{block}attention.{name}", read[t]);
            Tensor own = all.narrow(1, head * width, width);
            return turns && part < 2 ? Rotated(own, t) : own;
        }
        Tensor keys = cat([.. Enumerable.Range(0, read.Length).Select(t => Part(1, t))], 0);
        Tensor values = cat([.. Enumerable.Range(0, read.Length).Select(t => Part(2, t))], 0);
        using TorchSharp.Scalar scale = 1 / Math.Sqrt(width);
        return softmax(Part(0, read.Length - 1).mm(keys.t()).mul(scale), 1).mm(values);
    }

    private static Tensor Activated(TransformerWeights weights, Tensor input) => weights.Design.Activation switch
    {
        "relu" => maximum(input, zeros_like(input)),
        "silu" => input * sigmoid(input),
        _ => Gelu(input),
    };

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
        using TorchSharp.Scalar epsilon = weights.Design.NormEpsilon;
        Tensor deviation = (centred * centred).mean([1], keepdim: true).add(epsilon, HeldScalar.One).sqrt();
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

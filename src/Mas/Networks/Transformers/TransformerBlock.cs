namespace Mas.Networks.Transformers;

/// <summary>One block of two parts, each of which adds to the stream: attention, scores divided by the square root of a head's width, and
/// feed_forward.2(activation(feed_forward.0(·))). With norms before, x += part(norm(x)); after, x = norm(x + part(x)).</summary>
/// <param name="weights">By checkpoint name; the block is a view of them, differentiable.</param>
/// <param name="prefix">Such as <c>blocks.0.</c>.</param>
internal sealed class TransformerBlock(IReadOnlyDictionary<string, Tensor> weights, string prefix, TransformerDesign design)
{
    private readonly Func<Tensor, Tensor> _activate = Activation.Of(design.Activation);

    /// <summary>What the block's attention reads.</summary>
    /// <param name="stream">[positions, width] what enters the block.</param>
    /// <param name="angles">By which queries and keys are turned; null where they are not.</param>
    /// <returns>[positions, width] queries and [positions, 2 width] keys and values.</returns>
    public (Tensor Queries, Tensor KeysAndValues) Project(Tensor stream, RotaryAngles? angles)
    {
        using var scope = NewDisposeScope();
        (Tensor queries, Tensor keys, Tensor values) = Projected(design.IsPostNorm ? stream : Norm(stream, "norm_1"));
        Tensor Turned(Tensor vectors) => angles?.Turn(vectors) ?? vectors;
        return (Turned(queries).MoveToOuterDisposeScope(), cat([Turned(keys), values], 1).MoveToOuterDisposeScope());
    }

    // One matrix for all three, as torch.nn.MultiheadAttention has it, or one for each.
    private (Tensor Queries, Tensor Keys, Tensor Values) Projected(Tensor input)
    {
        if (!weights.ContainsKey($"{prefix}attention.in_proj.weight"))
            return (Linear(input, "attention.query"), Linear(input, "attention.key"), Linear(input, "attention.value"));
        Tensor[] all = Linear(input, "attention.in_proj").chunk(3, 1);
        return (all[0].contiguous(), all[1], all[2]);
    }

    /// <summary>What attention adds to the stream, [asked, width].</summary>
    /// <param name="found">[asked, width] what it has found.</param>
    public Tensor Attention(Tensor found) => Linear(found, "attention.output");

    /// <summary>What the feed-forward part adds to the stream, [positions, width].</summary>
    /// <param name="stream">[positions, width] what attention has left.</param>
    public Tensor FeedForward(Tensor stream)
    {
        using var scope = NewDisposeScope();
        Tensor hidden = _activate(Linear(design.IsPostNorm ? stream : Norm(stream, "norm_2"), "feed_forward.0")); // [positions, inner]
        return Linear(hidden, "feed_forward.2").MoveToOuterDisposeScope();
    }

    /// <summary>The stream after a part, [positions, width].</summary>
    /// <param name="afterAttention">Whether the part was the feed-forward one.</param>
    public Tensor Joined(bool afterAttention, Tensor stream, Tensor added)
    {
        Tensor sum = stream.add(added, HeldScalar.One);
        if (!design.IsPostNorm)
            return sum;
        using (sum)
            return Norm(sum, afterAttention ? "norm_2" : "norm_1");
    }

    private Tensor Linear(Tensor input, string name) =>
        nn.functional.linear(input, weights[$"{prefix}{name}.weight"], weights[$"{prefix}{name}.bias"]);

    private Tensor Norm(Tensor input, string name) => nn.functional.layer_norm(
        input, [input.size(1)], weights[$"{prefix}{name}.weight"], weights[$"{prefix}{name}.bias"], design.NormEpsilon);
}

namespace Mas.Networks.Transformers;

/// <summary>One pre-norm block: x += attention(norm_1(x)), x += feed_forward.2(GELU(feed_forward.0(norm_2(x)))); one head over the whole
/// width, scores divided by the square root of the width, GELU exact.</summary>
/// <param name="weights">By checkpoint name; the block is a view of them, differentiable.</param>
/// <param name="prefix">Such as <c>blocks.0.</c>.</param>
internal sealed class TransformerBlock(IReadOnlyDictionary<string, Tensor> weights, string prefix)
{
    public const double NormEpsilon = 1e-5; // of every layer norm

    /// <summary>What the block's attention reads.</summary>
    /// <param name="stream">[positions, width] what enters the block.</param>
    /// <returns>[positions, width] queries and [positions, 2 width] keys and values, turned by their positions.</returns>
    public (Tensor Queries, Tensor KeysAndValues) Project(Tensor stream, RotaryAngles angles)
    {
        using var scope = NewDisposeScope();
        Tensor input = Norm(stream, "norm_1");
        Tensor keys = angles.Turn(Linear(input, "attention.key"));
        return (angles.Turn(Linear(input, "attention.query")).MoveToOuterDisposeScope(),
            cat([keys, Linear(input, "attention.value")], 1).MoveToOuterDisposeScope());
    }

    /// <summary>What attention adds to the stream, [asked, width].</summary>
    /// <param name="found">[asked, width] what it has found.</param>
    public Tensor Attention(Tensor found) => Linear(found, "attention.output");

    /// <summary>What the feed-forward part adds to the stream, [positions, width].</summary>
    /// <param name="stream">[positions, width] what attention has left.</param>
    public Tensor FeedForward(Tensor stream)
    {
        using var scope = NewDisposeScope();
        Tensor hidden = Linear(Norm(stream, "norm_2"), "feed_forward.0").gelu(); // [positions, 4 width]
        return Linear(hidden, "feed_forward.2").MoveToOuterDisposeScope();
    }

    private Tensor Linear(Tensor input, string name) =>
        nn.functional.linear(input, weights[$"{prefix}{name}.weight"], weights[$"{prefix}{name}.bias"]);

    private Tensor Norm(Tensor input, string name) =>
        nn.functional.layer_norm(input, [input.size(1)], weights[$"{prefix}{name}.weight"], weights[$"{prefix}{name}.bias"], NormEpsilon);
}

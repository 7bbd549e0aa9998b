namespace Mas.Networks.Transformers;

/// <summary>Natural activity of a transformer over a pool: the stream at one site and at the end, and the keys and values of every block,
/// with which later positions go on.</summary>
/// <param name="block">The site is what enters this block, or what leaves the last one.</param>
/// <param name="latents">[tokens, width]; owned from here on.</param>
/// <param name="end">[tokens, width] what leaves the last block; owned from here on.</param>
/// <param name="keysAndValues">By block, [tokens, 2 width]; owned from here on. Those that are not kept are made when first asked
/// for.</param>
internal sealed class TransformerActivity(
    TransformerWeights weights, TokenRows sequences, int block, Tensor latents, Tensor end, Lazy<Tensor[]> keysAndValues) : RunnableActivity
{
    public override int Width => weights.Width;

    public int Block => block;

    public TransformerWeights Weights => weights;

    /// <summary>Of every block, [tokens, 2 width].</summary>
    public IReadOnlyList<Tensor> KeysAndValues => keysAndValues.Value;

    public override Func<TargetRows, Tensor>? Continuations => block == 0 ? null : rows => TransformerTargets.Continuation(this, rows);

    /// <summary>Flat position of the first token of a position's sequence.</summary>
    public int StartOf(int position)
    {
        int found = Array.BinarySearch(sequences.Offsets, position);
        return sequences.Offsets[found >= 0 ? found : ~found - 1];
    }

    public override Tensor Latents(ReadOnlySpan<int> positions) => latents.Rows(positions);

    public override Tensor Logits(ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return weights.Logits(end.Rows(positions)).MoveToOuterDisposeScope();
    }

    public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) =>
        new TransformerTargets(this, rows, continuations);

    public override RunnableActivity Share() => At(block, latents);

    /// <summary>The activity at another site of the same run, in the same memory.</summary>
    /// <param name="stream">[tokens, width] that stream; stays its owner's.</param>
    public RunnableActivity At(int other, Tensor stream)
    {
        static Tensor Again(Tensor tensor) => tensor.alias().DetachFromDisposeScope();
        Lazy<Tensor[]> held = keysAndValues.IsValueCreated
            ? new(Array.ConvertAll(keysAndValues.Value, Again)) : TransformerNetwork.Later(weights, sequences);
        return new TransformerActivity(weights, sequences, other, Again(stream), Again(end), held);
    }

    public override void Dispose()
    {
        latents.Dispose();
        end.Dispose();
        if (keysAndValues.IsValueCreated)
            keysAndValues.Value.DisposeAll();
    }
}

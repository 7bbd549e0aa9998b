namespace Mas.Networks.Transformers;

/// <summary>Natural activity of a transformer over a pool: the stream at one site and at the end, and the keys and values of every block,
/// with which later positions go on.</summary>
/// <param name="recorded">Activity of the site; owned from here on.</param>
/// <param name="end">[tokens, width] what leaves the last block; owned from here on.</param>
/// <param name="keysAndValues">By block, [tokens, 2 width]; owned from here on. Those that are not kept are made when first asked
/// for.</param>
internal sealed class TransformerActivity(
    TransformerWeights weights, TokenRows sequences, SiteActivity recorded, Tensor end, Lazy<Tensor[]> keysAndValues) : RunnableActivity
{
    public override int Width => weights.Width;

    public TransformerSite Site => recorded.Site;

    public TransformerWeights Weights => weights;

    /// <summary>Of every block, [tokens, 2 width].</summary>
    public IReadOnlyList<Tensor> KeysAndValues => keysAndValues.Value;

    public override Func<TargetRows, Tensor>? Continuations =>
        Site.Rest.IsFirst ? null : rows => TransformerTargets.Continuation(this, rows);

    /// <summary>Flat position of the first token of a position's sequence.</summary>
    public int StartOf(int position)
    {
        int found = Array.BinarySearch(sequences.Offsets, position);
        return sequences.Offsets[found >= 0 ? found : ~found - 1];
    }

    public override Tensor Latents(ReadOnlySpan<int> positions) => recorded.Latents.Rows(positions);

    /// <summary>The stream that the latents at these flat positions are added to, [positions, width]; null where they are the
    /// stream.</summary>
    public Tensor? Beside(ReadOnlySpan<int> positions) => recorded.Beside?.Rows(positions);

    public override Tensor Logits(ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return weights.Logits(end.Rows(positions)).MoveToOuterDisposeScope();
    }

    public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) =>
        new TransformerTargets(this, rows, continuations);

    public override RunnableActivity Share() => At(recorded);

    /// <summary>The activity at another site of the same run, in the same memory.</summary>
    /// <param name="other">Stays its owner's.</param>
    public RunnableActivity At(SiteActivity other)
    {
        static Tensor Again(Tensor tensor) => tensor.alias().DetachFromDisposeScope();
        Lazy<Tensor[]> held = keysAndValues.IsValueCreated
            ? new(Array.ConvertAll(keysAndValues.Value, Again)) : TransformerNetwork.Later(weights, sequences);
        SiteActivity own = other with { Latents = Again(other.Latents), Beside = other.Beside is { } beside ? Again(beside) : null };
        return new TransformerActivity(weights, sequences, own, Again(end), held);
    }

    public override void Dispose()
    {
        recorded.Latents.Dispose();
        recorded.Beside?.Dispose();
        end.Dispose();
        if (keysAndValues.IsValueCreated)
            keysAndValues.Value.DisposeAll();
    }
}

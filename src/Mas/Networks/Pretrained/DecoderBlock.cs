namespace Mas.Networks.Pretrained;

/// <summary>The weights of a block as maps and norms.</summary>
/// <param name="QueryNorm">Null where queries and keys are taken as they are.</param>
/// <param name="Projection">To queries, keys and values, in this order.</param>
internal sealed record BlockMaps(
    StreamNorm AttentionNorm, StreamNorm FeedForwardNorm, StreamNorm? QueryNorm, StreamNorm? KeyNorm, LinearMap Projection,
    LinearMap Output, LinearMap Expansion, LinearMap Contraction);

/// <summary>One block: attention and a feed-forward part, each of which adds to the stream.</summary>
internal sealed class DecoderBlock(DecoderConfig config, BlockMaps maps)
{
    private readonly Func<Tensor, Tensor> _activate = Activation.Of(config.Activation);

    /// <param name="stream">[rows, time, width] what enters the block.</param>
    /// <param name="pass">The positions that run.</param>
    /// <param name="cache">Where keys and values are kept, and as which block's; null where every row begins with its first
    /// position.</param>
    /// <returns>[rows, time, width] what leaves it.</returns>
    public Tensor Run(Tensor stream, DecoderPass pass, (KeyValueCache Cache, int Block)? cache)
    {
        using var scope = NewDisposeScope();
        Tensor before = stream.reshape(-1, config.Width); // [rows · time, width]
        Tensor between = Added(before, maps.AttentionNorm, input => Attention(input, pass, cache)).add_(before, HeldScalar.One);
        Tensor after = Added(config.IsParallel ? before : between, maps.FeedForwardNorm, FeedForward).add_(between, HeldScalar.One);
        return after.view(stream.shape).MoveToOuterDisposeScope();
    }

    // What a part adds to the stream; a tensor of its own.
    private Tensor Added(Tensor stream, StreamNorm norm, Func<Tensor, Tensor> part) =>
        config.IsNormAfter ? norm.Apply(part(stream)) : part(norm.Apply(stream));

    private Tensor Attention(Tensor input, DecoderPass pass, (KeyValueCache Cache, int Block)? cache)
    {
        (long heads, long shared) = (config.Heads, config.KeyValueHeads);
        // Split, not narrowed: the way back puts the parts together once.
        Tensor[] parts = maps.Projection.Apply(input).view(pass.Rows, pass.Time, heads + 2 * shared, config.HeadWidth)
            .split([heads + shared, shared], 2);
        Tensor[] turned = Turned(parts[0], pass, [heads, shared]); // queries, keys
        (Tensor Keys, Tensor Values) seen = (turned[1].transpose(1, 2), parts[1].transpose(1, 2));
        if (cache is (KeyValueCache kept, int block))
            seen = kept.Extend(block, seen.Keys, seen.Values);
        return maps.Output.Apply(pass.Attention.Apply(turned[0], seen.Keys, seen.Values));
    }

    // Without norms in between, queries and keys are turned together.
    private Tensor[] Turned(Tensor both, DecoderPass pass, long[] sizes)
    {
        Tensor Turn(Tensor one) => pass.Turn?.Apply(one) ?? one;
        if (maps.QueryNorm is null || maps.KeyNorm is null)
            return Turn(both).split(sizes, 2);
        Tensor[] parts = both.split(sizes, 2);
        return [Turn(Normed(parts[0], maps.QueryNorm)), Turn(Normed(parts[1], maps.KeyNorm))];
    }

    private Tensor Normed(Tensor heads, StreamNorm norm) => config.QueryKeyNorm == QueryKeyNorm.PerHead
        ? norm.Apply(heads) : norm.Apply(heads.flatten(2)).view(heads.shape);

    private Tensor FeedForward(Tensor input)
    {
        Tensor[] expanded = maps.Expansion.Apply(input).split(config.Inner, 1); // each [n, inner], the gate first
        Tensor active = _activate(expanded[0]);
        return maps.Contraction.Apply(config.IsGated ? active.mul(expanded[1]) : active);
    }
}

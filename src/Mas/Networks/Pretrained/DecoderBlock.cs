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
        (int heads, int shared) = (config.Heads, config.KeyValueHeads);
        Tensor all = maps.Projection.Apply(input).view(pass.Rows, pass.Time, heads + 2 * shared, config.HeadWidth);
        (Tensor queries, Tensor keys) = Turned(all.narrow(2, 0, heads), all.narrow(2, heads, shared), all, pass);
        (Tensor Keys, Tensor Values) seen = (keys.transpose(1, 2), all.narrow(2, heads + shared, shared).transpose(1, 2));
        if (cache is (KeyValueCache kept, int block))
            seen = kept.Extend(block, seen.Keys, seen.Values);
        return maps.Output.Apply(pass.Attention.Apply(queries, seen.Keys, seen.Values));
    }

    // Without norms in between, queries and keys are turned together.
    private (Tensor Queries, Tensor Keys) Turned(Tensor queries, Tensor keys, Tensor all, DecoderPass pass)
    {
        Tensor Turn(Tensor one) => pass.Turn?.Apply(one) ?? one;
        if (maps.QueryNorm is not null && maps.KeyNorm is not null)
            return (Turn(Normed(queries, maps.QueryNorm)), Turn(Normed(keys, maps.KeyNorm)));
        Tensor both = Turn(all.narrow(2, 0, config.Heads + config.KeyValueHeads));
        return (both.narrow(2, 0, config.Heads), both.narrow(2, config.Heads, config.KeyValueHeads));
    }

    private Tensor Normed(Tensor heads, StreamNorm norm) => config.QueryKeyNorm == QueryKeyNorm.PerHead
        ? norm.Apply(heads) : norm.Apply(heads.flatten(2)).view(heads.shape);

    private Tensor FeedForward(Tensor input)
    {
        Tensor expanded = maps.Expansion.Apply(input); // [n, inner] or [n, 2 inner], the gate first
        Tensor hidden = config.IsGated
            ? _activate(expanded.narrow(1, 0, config.Inner)).mul(expanded.narrow(1, config.Inner, config.Inner)) : _activate(expanded);
        return maps.Contraction.Apply(hidden);
    }
}

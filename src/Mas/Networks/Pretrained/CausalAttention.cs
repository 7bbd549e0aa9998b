namespace Mas.Networks.Pretrained;

/// <summary>Attention of positions that follow each other on themselves and on those before them, scores over the square root of a head's
/// width.</summary>
internal sealed class CausalAttention : IDisposable
{
    private readonly DecoderConfig _config;
    private readonly long _seen;    // keys that a single position looks at
    private readonly Tensor? _mask; // [time, keys] true where one of several positions attends; null where the order says it

    /// <param name="first">Positions before those that ask.</param>
    /// <param name="time">Positions that ask.</param>
    public CausalAttention(DecoderConfig config, int first, int time, Device device)
    {
        int keys = first + time;
        (_config, _seen) = (config, Math.Min(keys, config.Window ?? keys));
        if (time > 1 && (first > 0 || _seen < keys))
            _mask = device.Flags(Mask(first, time, config.Window ?? keys), time, keys).DetachFromDisposeScope();
    }

    private static bool[] Mask(int first, int time, int window)
    {
        int keys = first + time;
        var mask = new bool[time * keys];
        for (int t = 0; t < time; t++)
        {
            int from = Math.Max(0, first + t - window + 1);
            mask.AsSpan(t * keys + from, first + t - from + 1).Fill(true);
        }
        return mask;
    }

    /// <param name="queries">[rows, time, heads, head width]</param>
    /// <param name="keys">[rows, key-value heads, keys, head width]</param>
    /// <param name="values">As the keys.</param>
    /// <returns>[rows · time, heads · head width]</returns>
    public Tensor Apply(Tensor queries, Tensor keys, Tensor values)
    {
        using var scope = NewDisposeScope();
        return (queries.size(1) == 1 ? OfOne(queries, keys, values) : OfSeveral(queries, keys, values))
            .reshape(queries.size(0) * queries.size(1), _config.QueryWidth).MoveToOuterDisposeScope();
    }

    // The heads that read one head of keys and values ask like so many positions, and nothing is copied.
    private Tensor OfOne(Tensor queries, Tensor keys, Tensor values)
    {
        Tensor Seen(Tensor all) => all.narrow(2, all.size(2) - _seen, _seen);
        return nn.functional.scaled_dot_product_attention(
            queries.reshape(queries.size(0), _config.KeyValueHeads, -1, _config.HeadWidth), Seen(keys), Seen(values));
    }

    private Tensor OfSeveral(Tensor queries, Tensor keys, Tensor values)
    {
        (long rows, long time, long shared, long each) = (queries.size(0), queries.size(1), _config.KeyValueHeads, _config.HeadWidth);
        long readers = _config.Heads / shared; // neighbouring heads that read one head of keys and values
        Tensor asking = queries.reshape(rows, time, shared, readers, each).permute(0, 2, 3, 1, 4)
            .reshape(rows * shared, readers, time, each);
        Tensor Shared(Tensor heads) => heads.reshape(rows * shared, 1, heads.size(2), each).expand(rows * shared, readers, -1, each);
        Tensor found = nn.functional.scaled_dot_product_attention(
            asking, Shared(keys), Shared(values), _mask, is_casual: _mask is null);
        return found.view(rows, shared, readers, time, each).permute(0, 3, 1, 2, 4);
    }

    public void Dispose() => _mask?.Dispose();
}

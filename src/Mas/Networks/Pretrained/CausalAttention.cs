namespace Mas.Networks.Pretrained;

/// <summary>Attention of positions that follow each other on themselves and on those before them, scores over the square root of a head's
/// width.</summary>
internal sealed class CausalAttention
{
    private readonly DecoderConfig _config;
    private readonly bool _isCausal;
    private readonly Tensor? _mask; // [time, keys] true where a query attends; null where no mask is needed

    /// <param name="first">Positions before those that ask.</param>
    /// <param name="time">Positions that ask.</param>
    /// <remarks>Its tensors belong to the caller's scope.</remarks>
    public CausalAttention(DecoderConfig config, int first, int time, Device device)
    {
        _config = config;
        int keys = first + time;
        bool isCut = config.Window < keys;
        _isCausal = first == 0 && time > 1 && !isCut;
        if (isCut || (first > 0 && time > 1))
            _mask = device.Flags(Mask(first, time, config.Window ?? keys), time, keys);
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
        (long rows, long time, long shared, long each) = (queries.size(0), queries.size(1), _config.KeyValueHeads, _config.HeadWidth);
        long readers = _config.Heads / shared; // neighbouring heads that read one head of keys and values
        Tensor asking = queries.reshape(rows, time, shared, readers, each).permute(0, 2, 3, 1, 4)
            .reshape(rows * shared, readers, time, each);
        Tensor Shared(Tensor heads) => heads.reshape(rows * shared, 1, heads.size(2), each).expand(rows * shared, readers, -1, each);
        Tensor found = nn.functional.scaled_dot_product_attention(asking, Shared(keys), Shared(values), _mask, is_casual: _isCausal);
        return found.view(rows, shared, readers, time, each).permute(0, 3, 1, 2, 4).reshape(rows * time, _config.QueryWidth)
            .MoveToOuterDisposeScope();
    }
}

namespace Mas.Networks.Pretrained;

/// <summary>Keys and values of rows of the same length, without padding, in memory for the full length from the start. Used by one thread
/// at a time.</summary>
internal sealed class KeyValueCache : IDisposable
{
    private readonly Tensor _room;            // [2 · blocks, rows, key-value heads, length, head width] given back whole
    private readonly Tensor[] _keys, _values; // by block: [rows, key-value heads, length, head width]
    private readonly int[] _times;            // by block: positions that are kept
    private readonly int _rows, _length;

    /// <param name="rows">How many go on together.</param>
    /// <param name="length">Positions that there will be at most.</param>
    public KeyValueCache(DecoderConfig config, int rows, int length, Device device)
    {
        (_rows, _length, _times) = (rows, length, new int[config.Layers]);
        _room = device.Empty(2 * config.Layers, rows, config.KeyValueHeads, length, config.HeadWidth).DetachFromDisposeScope();
        (_keys, _values) = Blocks(config.Layers);
    }

    private KeyValueCache(KeyValueCache whole, int first, int rows)
    {
        (_rows, _length, _times) = (rows, whole._length, [.. whole._times]);
        _room = whole._room.narrow(1, first, rows).DetachFromDisposeScope();
        (_keys, _values) = Blocks(_times.Length);
    }

    private (Tensor[] Keys, Tensor[] Values) Blocks(int count)
    {
        Tensor[] Of(int first) => [.. Enumerable.Range(first, count).Select(block => _room[block].DetachFromDisposeScope())];
        return (Of(0), Of(count));
    }

    /// <summary>Some of the rows, in the same memory; when all rows have gone on by as much, <see cref="Seen"/> says so.</summary>
    public KeyValueCache Rows(int first, int count) => new(this, first, count);

    /// <summary>Says that every block has seen further positions of all rows, part by part.</summary>
    public void Seen(int further)
    {
        for (int block = 0; block < _times.Length; block++)
            _times[block] += further;
    }

    /// <summary>Positions that a block has seen.</summary>
    public int Time(int block) => _times[block];

    /// <summary>Keeps what follows, and hands out all there is, [rows, key-value heads, time, head width].</summary>
    /// <param name="keys">[rows, key-value heads, further, head width]</param>
    /// <param name="values">As the keys.</param>
    public (Tensor Keys, Tensor Values) Extend(int block, Tensor keys, Tensor values)
    {
        int before = _times[block], further = (int)keys.size(2);
        if (keys.size(0) != _rows || before + further > _length)
            throw new ArgumentException($"{keys.size(0)} rows of {before + further} positions do not fit into a cache of {_rows} rows of "
                + $"{_length}.");
        if (keys.requires_grad || values.requires_grad)
            throw new InvalidOperationException("Keys and values are kept without gradients only.");
        Tensor Kept(Tensor all, Tensor now)
        {
            using Tensor place = all.narrow(2, before, further);
            place.copy_(now);
            return all.narrow(2, 0, before + further);
        }
        _times[block] = before + further;
        return (Kept(_keys[block], keys), Kept(_values[block], values));
    }

    public void Dispose()
    {
        _keys.DisposeAll();
        _values.DisposeAll();
        _room.Dispose();
    }
}

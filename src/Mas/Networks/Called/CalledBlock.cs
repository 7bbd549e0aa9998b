namespace Mas.Networks.Called;

/// <summary>Rows of targets that a model is called with at once.</summary>
internal sealed class CalledBlock : IDisposable
{
    private readonly Tensor _where;   // [own entries] int64, place of each among [batch · time]
    private readonly Tensor _entries; // [own entries] int64, number of each among all
    private readonly Tensor _read;    // [own places] int64, place of each among [batch · time]
    private readonly Tensor _places;  // [own places] int64, number of each among all
    private readonly Tensor _replaced; // [batch, time]

    /// <param name="input">Owned from here on.</param>
    /// <param name="entries">Row and time of each intervened position, and its number among all.</param>
    /// <param name="places">Row and time of each position that is read, and its number among all.</param>
    public CalledBlock(
        CalledInput input, IReadOnlyList<(int Row, int Time, int Number)> entries, IReadOnlyList<(int Row, int Time, int Number)> places)
    {
        Input = input with { Values = input.Values.DetachFromDisposeScope() };
        Device device = Device.Of(input.Values);
        Tensor Kept(long[] values) => device.Indices(values).DetachFromDisposeScope();
        (_where, _entries) = (Kept(Flat(entries)), Kept(Numbers(entries)));
        (_read, _places) = (Kept(Flat(places)), Kept(Numbers(places)));
        Places = [.. places.Select(place => place.Number)];
        bool[] replaced = new bool[input.Batch * input.Time];
        foreach (long at in Flat(entries))
            replaced[at] = true;
        _replaced = device.Flags(replaced, input.Batch, input.Time).DetachFromDisposeScope();
    }

    public CalledInput Input { get; }

    /// <summary>[own places] number of each among all places that are read.</summary>
    public int[] Places { get; }

    /// <summary>The latents of this block's entries, put where they belong; differentiable.</summary>
    /// <param name="latents">[entries, width] of all blocks.</param>
    public CalledSwap Swap(Site site, Tensor latents)
    {
        using var scope = NewDisposeScope();
        Tensor own = Device.Of(latents).Zeros(Input.Batch * Input.Time, site.Width)
            .index_copy(0, _where, latents.index_select(0, _entries)).reshape(Input.Batch, Input.Time, site.Width);
        return new(site, own.MoveToOuterDisposeScope(), _replaced);
    }

    /// <summary>An answer at the places that are read, [own places, width]; differentiable.</summary>
    /// <param name="answer">[batch, time, width]</param>
    public Tensor Read(Tensor answer)
    {
        using Tensor flat = answer.reshape(-1, answer.size(2));
        return flat.index_select(0, _read);
    }

    /// <summary>Puts what belongs to the block's entries, such as a gradient, to that of all.</summary>
    /// <param name="answer">[batch, time, width]</param>
    /// <param name="all">[entries, width]</param>
    public void CopyTo(Tensor answer, Tensor all)
    {
        using Tensor flat = answer.reshape(-1, answer.size(2)), own = flat.index_select(0, _where);
        all.index_copy_(0, _entries, own);
    }

    /// <summary>What belongs to the block's places, of all of them.</summary>
    public Tensor Own(Tensor all) => all.index_select(0, _places);

    private static long[] Flat(IReadOnlyList<(int Row, int Time, int Number)> all, long time) =>
        [.. all.Select(one => one.Row * time + one.Time)];

    private long[] Flat(IReadOnlyList<(int Row, int Time, int Number)> all) => Flat(all, Input.Time);

    private static long[] Numbers(IReadOnlyList<(int Row, int Time, int Number)> all) => [.. all.Select(one => (long)one.Number)];

    public void Dispose()
    {
        Input.Values.Dispose();
        _where.Dispose();
        _entries.Dispose();
        _read.Dispose();
        _places.Dispose();
        _replaced.Dispose();
    }
}

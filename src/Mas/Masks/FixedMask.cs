namespace Mas.Masks;

/// <summary>Swap mask of given sizes, or one that replaces all: then the target keeps nothing, and what the source writes into the
/// subspaces is all there is (model stitching).</summary>
internal sealed class FixedMask : SwapMask
{
    private readonly int _columns;
    private readonly bool _remainder;
    private readonly Tensor? _rows;

    /// <param name="sizes">Dimensions per variable, each at least 1.</param>
    /// <param name="widths">Widths of the networks; the narrowest is the limit of the sum.</param>
    /// <param name="replacesAll">Whether the target's other coordinates are dropped.</param>
    /// <param name="remainder">Whether the extraneous remainder is swapped too, within one network.</param>
    /// <param name="device">Where the alignments are; null for the processor.</param>
    /// <exception cref="InputException">A size is below 1 or their sum is over the limit.</exception>
    public FixedMask(
        IReadOnlyList<int> sizes, IReadOnlyList<int> widths, bool replacesAll = false, bool remainder = false, Device? device = null)
    {
        Require(sizes, widths);
        Sizes = sizes;
        ReplacesAll = replacesAll;
        _remainder = remainder;
        _columns = sizes.Sum();
        if (sizes.Count > 1 || remainder)
            _rows = MakeRows(device ?? Device.Cpu, remainder ? widths.Max() : _columns);
    }

    public override IReadOnlyList<int> Sizes { get; }

    public override bool ReplacesAll { get; }

    public override IReadOnlyDictionary<string, Tensor> Parameters { get; } = new Dictionary<string, Tensor>();

    public override int Columns(int width) => _remainder ? width : _columns;

    public override Tensor? Rows(int done) => _rows;

    public override Tensor? HardRows() => _rows;

    public override Tensor? Penalty() => null;

    /// <summary>The checks of the constructor alone; needs no libtorch.</summary>
    /// <exception cref="InputException">As there.</exception>
    public static void Require(IReadOnlyList<int> sizes, IReadOnlyList<int> widths)
    {
        int narrowest = widths.Min();
        long asked = sizes.Sum(size => (long)size);
        if (asked > narrowest)
        {
            throw new InputException($"the subspaces ask for {asked} dimensions, but the narrowest network has a width of {narrowest}; "
                + $"ask for at most {narrowest}, or write 'full' for the smallest width", key: "alignment.size");
        }
        foreach (int size in sizes)
            if (size < 1)
                throw new InputException($"a subspace of {size} dimensions was asked for; it needs at least 1", key: "alignment.size");
    }

    private Tensor MakeRows(Device device, int columns)
    {
        var values = new float[(Sizes.Count + (_remainder ? 1 : 0)) * columns];
        int start = 0;
        for (int v = 0; v < Sizes.Count; v++)
        {
            Array.Fill(values, 1, v * columns + start, Sizes[v]);
            start += Sizes[v];
        }
        if (_remainder)
            Array.Fill(values, 1, Sizes.Count * columns + start, columns - start);
        return device.From(values, values.Length / columns, columns).DetachFromDisposeScope();
    }

    public override void Dispose() => _rows?.Dispose();
}

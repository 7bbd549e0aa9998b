namespace Mas.Masks;

/// <summary>Swap mask of given sizes, or one that replaces all: then the target keeps nothing, and what the source writes into the
/// subspaces is all there is (model stitching).</summary>
internal sealed class FixedMask : SwapMask
{
    private readonly int _columns;
    private readonly bool _remainder;
    private readonly Tensor? _rows;

    /// <param name="sizes">Dimensions per variable, each at least 1.</param>
    /// <param name="widths">[networks]; the narrowest is the limit of the sum.</param>
    /// <param name="remainder">Whether the extraneous remainder is swapped too, within one network.</param>
    /// <param name="device">Where the alignments are; null for the processor.</param>
    /// <exception cref="InputException">A size is below 1 or their sum is over the limit.</exception>
    public FixedMask(
        IReadOnlyList<int> sizes, IReadOnlyList<int> widths, bool replacesAll = false, bool remainder = false, Device? device = null)
    {
        Require(sizes, widths);
        (Sizes, ReplacesAll, _remainder, _columns) = (sizes, replacesAll, remainder, sizes.Sum());
        if (sizes.Count > 1 || remainder)
            _rows = Blocks(sizes, remainder ? widths.Max() : _columns, device ?? Device.Cpu, remainder);
    }

    private FixedMask(IReadOnlyList<int> sizes, int columns, Tensor rows) => (Sizes, _columns, _rows) = (sizes, columns, rows);

    /// <summary>The mask of the sizes that a <see cref="LearnedMask"/> has found, as it is evaluated; a size may be 0.</summary>
    /// <exception cref="InputException">A size is below 0 or their sum is over the limit.</exception>
    public static FixedMask Found(IReadOnlyList<int> sizes, IReadOnlyList<int> widths, Device? device = null)
    {
        int width = widths.Min();
        if (sizes.Any(size => size < 0) || sizes.Sum(size => (long)size) > width)
            throw new InputException(
                $"a learned mask cannot have found subspaces of {string.Join(" + ", sizes)} dimensions in a width of {width}");
        return new(sizes, width, Blocks(sizes, width, device ?? Device.Cpu));
    }

    public override IReadOnlyList<int> Sizes { get; }

    public override bool ReplacesAll { get; }

    public override int Columns(int width) => _remainder ? width : _columns;

    public override Tensor? Rows(int done) => _rows;

    public override Tensor? HardRows() => _rows;

    /// <summary>The checks of the constructor alone; needs no libtorch.</summary>
    /// <exception cref="InputException">As there.</exception>
    public static void Require(IReadOnlyList<int> sizes, IReadOnlyList<int> widths)
    {
        int narrowest = widths.Min();
        long asked = sizes.Sum(size => (long)size);
        if (asked > narrowest)
            throw new InputException($"the subspaces ask for {asked} dimensions, but the narrowest network has a width of {narrowest}; "
                + $"ask for at most {narrowest}, or write 'full' for the smallest width", key: "alignment.size");
        foreach (int size in sizes)
            if (size < 1)
                throw new InputException($"a subspace of {size} dimensions was asked for; it needs at least 1", key: "alignment.size");
    }

    public override void Dispose() => _rows?.Dispose();

    // [sizes (+ 1 for the rest behind them), columns] of ones in each one's own block.
    private static Tensor Blocks(IReadOnlyList<int> sizes, int columns, Device device, bool remainder = false)
    {
        int start = 0, rows = sizes.Count + (remainder ? 1 : 0);
        var values = new float[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            int size = row < sizes.Count ? sizes[row] : columns - start;
            Array.Fill(values, 1, row * columns + start, size);
            start += size;
        }
        return device.From(values, rows, columns).DetachFromDisposeScope();
    }
}

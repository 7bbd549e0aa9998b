namespace Mas.Masks;

/// <summary>Swap mask of the sizes that a <see cref="LearnedMask"/> has found, as it is evaluated; a size may be 0.</summary>
internal sealed class FoundMask : SwapMask
{
    private readonly int _width;
    private readonly Tensor _rows; // [variables, width]

    /// <param name="sizes">Dimensions per variable.</param>
    /// <param name="widths">Widths of the networks; the narrowest is the limit of the sum.</param>
    /// <param name="device">Where the alignments are; null for the processor.</param>
    /// <exception cref="InputException">A size is below 0 or their sum is over the limit.</exception>
    public FoundMask(IReadOnlyList<int> sizes, IReadOnlyList<int> widths, Device? device = null)
    {
        _width = widths.Min();
        if (sizes.Any(size => size < 0) || sizes.Sum(size => (long)size) > _width)
            throw new InputException($"a learned mask cannot have found subspaces of {string.Join(" + ", sizes)} dimensions in a width of {_width}");
        Sizes = sizes;
        var values = new float[sizes.Count * _width];
        for (int v = 0, start = 0; v < sizes.Count; start += sizes[v++])
            Array.Fill(values, 1, v * _width + start, sizes[v]);
        _rows = (device ?? Device.Cpu).From(values, sizes.Count, _width).DetachFromDisposeScope();
    }

    public override IReadOnlyList<int> Sizes { get; }

    public override bool ReplacesAll => false;

    public override IReadOnlyDictionary<string, Tensor> Parameters { get; } = new Dictionary<string, Tensor>();

    public override int Columns(int width) => _width;

    public override Tensor? Rows(int done) => _rows;

    public override Tensor? HardRows() => _rows;

    public override Tensor? Penalty() => null;

    public override void Dispose() => _rows.Dispose();
}

using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Results.Files;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Docs;

/// <summary>The new swap mask of docs/reference/extending.md.</summary>
public class ExtendingMask
{
    [Fact]
    public void In_an_added_mask_every_coordinate_belongs_to_one_variable_and_each_variable_has_its_number_of_them()
    {
        using var scope = NewDisposeScope();
        using var mask = new InterleavedMask([1, 4, 2], [8, 7]);
        Tensor rows = mask.Rows(0)!;
        Assert.Equal([3L, 7L], rows.shape);
        Golden.Close(rows.sum([0]), ones(7), 0);
        Golden.Close(rows.sum([1]), tensor(new float[] { 1, 4, 2 }), 0);
        Golden.Close(rows.narrow(1, 0, 3), eye(3), 0); // the first turn
        Golden.Close(mask.HardRows()!, rows, 0);
    }

    [Fact]
    public void More_coordinates_than_the_narrowest_network_has_are_refused() =>
        Assert.Throws<InputException>(() => new InterleavedMask([4, 4], [8, 7]));

    [Fact]
    public void Alignments_are_trained_with_an_added_mask()
    {
        using Network first = ShortTraining.Network(KnownFormats.Find("gru")!, Golden.MultiObject, 1);
        using Network second = ShortTraining.Network(KnownFormats.Find("gru")!, Golden.MultiObject, 2);
        var mask = new InterleavedMask([2, 3], [ShortTraining.Width, ShortTraining.Width]);
        ShortTraining.Run(Golden.MultiObject, first, second, seed => ShortTraining.Cayley(mask.Columns(ShortTraining.Width), seed), mask,
            "phase", "count");
    }
}

// snippet
/// <summary>Deals the coordinates to the variables in turn, until each has its number: every one gets some of the directions along which
/// activity varies most, which the aligned start puts first.</summary>
internal sealed class InterleavedMask : SwapMask
{
    private readonly int _columns;
    private readonly Tensor _rows; // [variables, columns]

    /// <param name="sizes">Dimensions per variable, each at least 1.</param>
    /// <param name="widths">Widths of the networks; the narrowest is the limit of the sum.</param>
    public InterleavedMask(IReadOnlyList<int> sizes, IReadOnlyList<int> widths)
    {
        FixedMask.Require(sizes, widths);
        Sizes = sizes;
        _columns = sizes.Sum();
        var values = new float[sizes.Count * _columns];
        int column = 0;
        for (int turn = 0; turn < sizes.Max(); turn++)
            for (int v = 0; v < sizes.Count; v++)
                if (turn < sizes[v])
                    values[v * _columns + column++] = 1;
        _rows = Device.Cpu.From(values, sizes.Count, _columns).DetachFromDisposeScope();
    }

    public override IReadOnlyList<int> Sizes { get; }

    public override bool ReplacesAll => false;

    public override IReadOnlyDictionary<string, Tensor> Parameters { get; } = new Dictionary<string, Tensor>();

    public override int Columns(int width) => _columns;

    public override Tensor? Rows(int done) => _rows;

    public override Tensor? HardRows() => _rows;

    public override Tensor? Penalty() => null;

    public override void Dispose() => _rows.Dispose();
}
// end of snippet

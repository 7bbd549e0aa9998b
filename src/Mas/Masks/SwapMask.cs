using Mas.Results;

namespace Mas.Masks;

/// <summary>A contiguous run of coordinates of the aligned space.</summary>
public sealed record Block(int Start, int Size);

/// <summary>
/// Fixed swap mask: one block per causal variable, one behind the other from coordinate 0; what is left over is the
/// extraneous subspace, which no intervention touches.
/// </summary>
public sealed record SwapMask
{
    /// <summary>One block per variable.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>Coordinates in all blocks together: the columns of W that a fixed mask ever uses.</summary>
    public int Columns { get; }

    /// <summary>Blocks of the given sizes.</summary>
    /// <param name="sizes">Dimensions per variable, each at least 1.</param>
    /// <param name="smallestWidth">The smallest width of the networks involved: the limit of the sum.</param>
    /// <exception cref="InputException">A size is below 1 or their sum is over the limit.</exception>
    public SwapMask(IReadOnlyList<int> sizes, int smallestWidth)
    {
        long asked = sizes.Sum(size => (long)size);
        if (asked > smallestWidth)
        {
            throw new InputException($"the subspace asks for {asked} dimensions, but the narrowest network has a width of {smallestWidth}; "
                + $"ask for at most {smallestWidth}, or write 'full' for the smallest width", key: "alignment.size");
        }
        var blocks = new List<Block>();
        foreach (int size in sizes)
        {
            if (size < 1)
                throw new InputException($"a subspace of {size} dimensions was asked for; it needs at least 1", key: "alignment.size");
            blocks.Add(new Block(Columns, size));
            Columns += size;
        }
        Blocks = blocks;
    }
}

namespace Mas.Masks;

/// <summary>A kind of swap mask (method.md section 2).</summary>
/// <param name="Word">Word of the experiment file.</param>
/// <param name="New">A mask at its start.</param>
internal sealed record MaskKind(string Word, Func<MaskDesign, SwapMask> New)
{
    /// <summary>Subspaces of given sizes; the target keeps its other coordinates.</summary>
    public static MaskKind Fixed { get; } = new(
        "fixed", design => new FixedMask(design.Sizes, design.Widths, remainder: design.Extraneous, device: design.Device))
    {
        HasRemainder = true,
    };

    /// <summary>The target's other coordinates are dropped.</summary>
    public static MaskKind ReplaceAll { get; } = new(
        "replace-all", design => new FixedMask(design.Sizes, design.Widths, replacesAll: true, device: design.Device))
    {
        NeedsInverse = false,
    };

    /// <summary>The sizes are trained.</summary>
    public static MaskKind Learned { get; } = new(
        "learned", design => new LearnedMask(design.Sizes.Count, design.Widths, design.Learned, design.Device))
    {
        LearnsSizes = true,
    };

    public static IReadOnlyList<MaskKind> All { get; } = [Fixed, ReplaceAll, Learned];

    /// <summary>Whether training finds the sizes, which are then evaluated with a <see cref="FixedMask.Found"/>.</summary>
    public bool LearnsSizes { get; init; }

    /// <summary>Whether a remainder of a fixed size is left behind the subspaces, which can be trained to do nothing.</summary>
    public bool HasRemainder { get; init; }

    /// <summary>Whether the target keeps coordinates, for which its map must have an inverse.</summary>
    public bool NeedsInverse { get; init; } = true;
}

/// <summary>What a mask is made from.</summary>
/// <param name="Widths">[networks] widths at their sites.</param>
/// <param name="Extraneous">Whether the remainder is swapped too.</param>
/// <param name="Device">Where the alignments are; null for the processor.</param>
internal sealed record MaskDesign(
    IReadOnlyList<int> Sizes, IReadOnlyList<int> Widths, bool Extraneous, LearnedMaskOptions Learned, Device? Device = null);

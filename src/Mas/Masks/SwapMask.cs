namespace Mas.Masks;

/// <summary>Which coordinates of the aligned space belong to which exchanged variable: one subspace per variable, one behind the other from
/// coordinate 0; what is left over is the extraneous remainder.</summary>
internal abstract class SwapMask : IDisposable
{
    /// <summary>Dimensions per variable as they are evaluated.</summary>
    public abstract IReadOnlyList<int> Sizes { get; }

    /// <summary>Whether the target's other coordinates are dropped instead of kept.</summary>
    public abstract bool ReplacesAll { get; }

    /// <summary>What is learned, by the name that a checkpoint gives it; empty for a fixed mask.</summary>
    public abstract IReadOnlyDictionary<string, Tensor> Parameters { get; }

    /// <summary>Coordinates that a network of this width reads and writes.</summary>
    public abstract int Columns(int width);

    /// <summary>The masks as training uses them at a step, [variables (+ 1 for the remainder), columns]; null for all ones.</summary>
    /// <param name="done">Steps done.</param>
    public abstract Tensor? Rows(int done);

    /// <summary>The masks of zeros and ones that evaluation uses, shaped alike.</summary>
    public abstract Tensor? HardRows();

    /// <summary>What the size of the subspaces adds to the loss, a scalar; null where it adds nothing.</summary>
    public abstract Tensor? Penalty();

    public abstract void Dispose();
}

namespace Mas.Masks;

/// <summary>Which coordinates of the aligned space belong to which exchanged variable: one subspace per variable, one behind the other from
/// coordinate 0; what is left over is the extraneous remainder.</summary>
internal abstract class SwapMask : IDisposable
{
    /// <summary>Dimensions per variable as they are evaluated.</summary>
    public abstract IReadOnlyList<int> Sizes { get; }

    /// <summary>Whether the target's other coordinates are dropped instead of kept.</summary>
    public virtual bool ReplacesAll => false;

    /// <summary>What is learned, by the name that a checkpoint gives it; empty for a fixed mask.</summary>
    public virtual IReadOnlyDictionary<string, Tensor> Parameters { get; } = new Dictionary<string, Tensor>();

    /// <summary>Coordinates that a network of this width reads and writes.</summary>
    public abstract int Columns(int width);

    /// <summary>The masks of training after so many steps, [variables (+ 1 for the remainder), columns]; null for all ones.</summary>
    public abstract Tensor? Rows(int done);

    /// <summary>The masks of zeros and ones that evaluation uses, shaped alike.</summary>
    public abstract Tensor? HardRows();

    /// <summary>What the size of the subspaces adds to the loss, a scalar; null where it adds nothing.</summary>
    public virtual Tensor? Penalty() => null;

    public abstract void Dispose();
}

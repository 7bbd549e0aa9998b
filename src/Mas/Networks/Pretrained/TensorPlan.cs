namespace Mas.Networks.Pretrained;

/// <summary>Rows that stand one below the other in the files and here.</summary>
/// <param name="From">The first of them in the stored tensor.</param>
/// <param name="To">The first of them in the tensor in memory.</param>
internal readonly record struct RowRun(int From, int To, int Count);

/// <summary>A tensor of the files that fills rows of one in memory.</summary>
/// <param name="Name">As the files have it.</param>
/// <param name="Shape">As the files have it.</param>
internal sealed record StoredPart(string Name, long[] Shape, IReadOnlyList<RowRun> Runs);

/// <summary>A tensor in memory, and what it is read from.</summary>
/// <param name="Parts">They fill it completely.</param>
/// <param name="IsMatrix">Whether it may be of the type that products are computed in; what is no matrix is float32.</param>
internal sealed record TensorPlan(long[] Shape, IReadOnlyList<StoredPart> Parts, bool IsMatrix)
{
    /// <summary>How it is rounded when it is read; null where it stays as the files have it.</summary>
    public WeightRounding? Rounding { get; init; }

    public long Count => Shape.Aggregate(1L, (all, one) => all * one);

    /// <summary>A tensor that is stored as it is held.</summary>
    public static TensorPlan Whole(string name, long[] shape, bool isMatrix) =>
        new(shape, [new StoredPart(name, shape, [new RowRun(0, 0, (int)shape[0])])], isMatrix);
}

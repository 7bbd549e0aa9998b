namespace Mas.Alignments;

/// <summary>What a family makes its untrained alignment function from; every tensor that it gives is a fresh one at its device.</summary>
internal sealed record FamilyStart(AlignmentDesign Design, int Width, int Columns, Tensor? BaseMatrix, ulong Seed)
{
    /// <summary>Where the networks are.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>The first columns of the base, [width, columns].</summary>
    public Tensor Base(int columns)
    {
        if (BaseMatrix is null)
            throw new ArgumentException($"the family {Design.Family} starts from a base; none was given.");
        Shape.RequireMatrix(BaseMatrix, Width, -1, "baseMatrix");
        if (BaseMatrix.size(1) < columns)
            throw new ArgumentException($"baseMatrix has {BaseMatrix.size(1)} columns; the family {Design.Family} needs {columns}.");
        using var scope = NewDisposeScope();
        return Device.Copy(BaseMatrix.narrow(1, 0, columns).to_type(Device.Numbers).contiguous()).MoveToOuterDisposeScope();
    }

    /// <summary>Normal numbers of this deviation, decided by the seed and what they are for.</summary>
    public Tensor Gaussian(string purpose, double deviation, params long[] shape)
    {
        using Tensor values = GaussianTensor.Of(SeededRandom.Derive(Seed, purpose), deviation, shape);
        return Device.Copy(values);
    }
}

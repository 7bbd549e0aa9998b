namespace Mas.Masks;

/// <summary>How the size of a learned mask is trained (method.md section 2).</summary>
internal sealed record LearnedMaskOptions
{
    /// <summary>Learning rate of the ends of the subspaces.</summary>
    public double Rate { get; init; } = 0.01;

    /// <summary>Weight of the subspaces' share of the width in the loss.</summary>
    public double Penalty { get; init; } = 0.05;

    /// <summary>Temperature at the first step.</summary>
    public double Hot { get; init; } = 50;

    /// <summary>Temperature from the last step of the schedule on.</summary>
    public double Cold { get; init; } = 0.1;

    /// <summary>Steps over which the temperature falls geometrically; training does not stop earlier.</summary>
    public int Steps { get; init; } = 2_000;
}

using Mas.Results;
using Mas.Training;

namespace Mas.Experiments;

/// <summary>Which networks are aligned with which.</summary>
public enum AlignmentMethod
{
    /// <summary>Every network with every network, itself included.</summary>
    Mas,

    /// <summary>Each network with itself.</summary>
    Das,
}

/// <summary>How an orthogonal matrix is made of free parameters.</summary>
public enum AlignmentParametrisation
{
    /// <summary>Chosen by the width.</summary>
    Auto,
    Cayley,
    MatrixExponential,
}

/// <summary>Where training of an alignment starts.</summary>
public enum AlignmentStart
{
    /// <summary>From the principal axes of the natural latents, rotated onto one another.</summary>
    Aligned,
    Random,
}

/// <summary>What is aligned, and how it is trained.</summary>
public sealed record AlignmentOptions
{
    public AlignmentMethod Method { get; init; } = AlignmentMethod.Mas;

    /// <summary>Dimensions that are swapped; null for <c>full</c>, the smallest width of the networks.</summary>
    public int? Size { get; init; } = 32;

    /// <summary>What is exchanged: <c>full</c> or one variable of the causal model. One entry.</summary>
    public ValueList<string> Variables { get; init; } = ["full"];

    public AlignmentParametrisation Parametrisation { get; init; } = AlignmentParametrisation.Auto;

    public AlignmentStart Start { get; init; } = AlignmentStart.Aligned;

    /// <summary>Which directions carry the behaviour loss: by source, then target, in the order of the networks.</summary>
    public required ValueList<Direction> Directions { get; init; }

    /// <summary>Most steps of one alignment.</summary>
    public int Steps { get; init; } = 20_000;

    public double LearningRate { get; init; } = 0.001;

    /// <summary>Interventions per direction and step.</summary>
    public int Batch { get; init; } = 128;

    public StopOptions Stop { get; init; } = new();

    /// <summary>Steps between validations, after the denser ones of the start.</summary>
    public int ValidateEvery { get; init; } = 100;

    /// <summary>Training interventions per direction.</summary>
    public int Train { get; init; } = 10_000;

    /// <summary>Validation interventions per direction.</summary>
    public int Validation { get; init; } = 1_000;

    /// <summary>Test interventions per direction.</summary>
    public int Test { get; init; } = 1_000;

    /// <summary>One alignment is trained for each.</summary>
    public ValueList<int> Seeds { get; init; } = [1, 2, 3];
}

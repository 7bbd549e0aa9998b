using Mas.Interchange;
using Mas.Masks;
using Mas.Results.Records;
using Mas.Tasks;
using Mas.Training;

namespace Mas.Experiments;

/// <summary>The methods of <c>method.md</c> section 4.</summary>
public enum AlignmentMethod
{
    /// <summary>Every network with every network, itself included.</summary>
    Mas,

    /// <summary>Each network with itself.</summary>
    Das,

    /// <summary>Into the second network, from the first and from itself.</summary>
    UnidirectionalMas,

    /// <summary>From the first network into the second, whose activity is replaced.</summary>
    Stitching,

    /// <summary>The same with one unconstrained affine map.</summary>
    LinearStitching,

    /// <summary>Stitching trained on counterfactual latents.</summary>
    LatentStitching,

    /// <summary>MAS with counterfactual latents in place of the behaviour of networks that are not accessible.</summary>
    Clmas,

    /// <summary>The directions that the file lists.</summary>
    Custom,
}

/// <summary>Where training of an alignment starts.</summary>
public enum AlignmentStart
{
    /// <summary>From the principal axes of the natural latents, rotated onto one another.</summary>
    Aligned,
    Random,

    /// <summary>The units themselves: with no training steps, the first units are exchanged as they are.</summary>
    Identity,

    /// <summary>Of several sizes the largest as <see cref="Aligned"/>, every other from the first coordinates of the next larger one's
    /// result.
    /// </summary>
    NextLarger,
}

/// <summary>What one entry of <c>variables</c> exchanges.</summary>
/// <param name="Names">[networks] name of the variable in each network's task, or <c>full</c>.</param>
public sealed record ExchangedVariable(ValueList<string> Names)
{
    /// <summary>What it is called in results: its names, each once.</summary>
    public string Label => string.Join('/', Names.Distinct());
}

/// <summary>Dimensions that are swapped.</summary>
/// <param name="PerVariable">One number per variable; one alone stands for every variable. Null for <c>full</c>, the smallest width of the
/// networks.</param>
public sealed record SubspaceSizes(ValueList<int>? PerVariable)
{
    /// <summary>The word for the smallest width.</summary>
    public const string Full = "full";

    /// <summary>The dimensions of each variable.</summary>
    /// <param name="variables">Number of variables.</param>
    /// <param name="narrowest">Smallest width of the networks.</param>
    public int[] Resolve(int variables, int narrowest) =>
        PerVariable is null ? [narrowest] : PerVariable.Count == 1 ? [.. Enumerable.Repeat(PerVariable[0], variables)] : [.. PerVariable];
}

/// <summary>How counterfactual latents are used.</summary>
internal sealed record CounterfactualLatentOptions
{
    public double Weight { get; init; } = 0.85;

    public ClForm Form { get; init; } = ClForm.Both;

    /// <summary>Compare projections onto the swapped subspace only.</summary>
    public bool Projected { get; init; }

    public ClPick Pick { get; init; } = ClPick.Draw;
}

/// <summary>What is aligned, and how it is trained.</summary>
public sealed record AlignmentOptions
{
    /// <summary>Every method is run with every size.</summary>
    public ValueList<AlignmentMethod> Methods { get; init; } = [AlignmentMethod.Mas];

    public ValueList<SubspaceSizes> Sizes { get; init; } = [new([32])];

    /// <summary>What is exchanged, each in a subspace of its own.</summary>
    public required ValueList<ExchangedVariable> Variables { get; init; }

    /// <summary>Whether an intervention overwrites several of the variables at once, each from a source of its own.</summary>
    public bool Joint { get; init; }

    /// <summary>Family of the alignment functions, parametrisation and normalisation.</summary>
    public Alignments.AlignmentDesign Design { get; init; } = new();

    public AlignmentStart Start { get; init; } = AlignmentStart.Aligned;

    /// <summary>Null for the method's own.</summary>
    internal MaskKind? Mask { get; init; }

    /// <summary>Whether training finds the sizes.</summary>
    public bool LearnsSizes => Mask?.LearnsSizes == true;

    /// <summary>Train the remainder to do nothing.</summary>
    public bool Extraneous { get; init; }

    public Scheme Scheme { get; init; }

    internal ScoredPredictions Score { get; init; }

    /// <summary>Of texts, how position 0 is treated.</summary>
    internal SinkRule Sink { get; init; }

    /// <summary>Whether telling interventions carry the figure of directions into a network on this task.</summary>
    internal bool AsksForTelling(SequenceTask target) => Score == ScoredPredictions.First || target.OverwritesOne;

    /// <summary>Which directions carry the behaviour loss; null for the method's own.</summary>
    public ValueList<NamedDirection>? Directions { get; init; }

    /// <summary>Which directions carry the CL loss; null for the method's own.</summary>
    public ValueList<NamedDirection>? ClDirections { get; init; }

    /// <summary>Directions that are never trained, only tested.</summary>
    public ValueList<NamedDirection> HeldOut { get; init; } = [];

    /// <summary>Directions that are drawn for each step; null for all.</summary>
    public int? DirectionsPerStep { get; init; }

    /// <summary>Whether labels follow a permutation of the values: of the control <c>scrambled</c>.</summary>
    internal bool Scrambles { get; init; }

    internal CounterfactualLatentOptions Cl { get; init; } = new();

    internal LearnedMaskOptions Learned { get; init; } = new();

    /// <summary>Most steps of one alignment.</summary>
    public int Steps { get; init; } = 20_000;

    public double LearningRate { get; init; } = 0.001;

    /// <summary>Interventions per direction and step.</summary>
    public int Batch { get; init; } = 128;

    public StopOptions Stop { get; init; } = new();

    /// <summary>Steps between validations, after the denser ones of the start.</summary>
    public int ValidateEvery { get; init; } = 100;

    /// <summary>Which checkpoint is tested.</summary>
    internal KeptCheckpointRule Keep { get; init; }

    /// <summary>Training interventions per direction.</summary>
    public int Train { get; init; } = 10_000;

    /// <summary>Validation interventions per direction.</summary>
    public int Validation { get; init; } = 1_000;

    /// <summary>Test interventions per direction.</summary>
    public int Test { get; init; } = 1_000;

    /// <summary>One alignment is trained for each.</summary>
    public ValueList<int> Seeds { get; init; } = [1, 2, 3];

    /// <summary>A finished run whose alignments are kept as they are; null for none.</summary>
    internal ExtendedRun? Extend { get; init; }

    /// <summary>How many of the first networks are those of the run that is extended.</summary>
    internal int FrozenNetworks => Extend?.Networks.Count ?? 0;

    /// <summary>How each seed is trained.</summary>
    internal TrainingOptions ToTraining() => new()
    {
        Steps = Steps,
        LearningRate = LearningRate,
        Batch = Batch,
        ValidateEvery = ValidateEvery,
        Keep = Keep,
        Stop = Stop,
        ClWeight = Cl.Weight,
        DirectionsPerStep = DirectionsPerStep,
    };
}

/// <summary>The run that an experiment extends.</summary>
/// <param name="Path">As the file gives it, relative to the file.</param>
/// <param name="FullPath">Absolute.</param>
/// <param name="Networks">Names of its networks, which come first in the experiment's list.</param>
internal sealed record ExtendedRun(string Path, string FullPath, ValueList<string> Networks)
{
    /// <summary>The same run with its path relative to another folder.</summary>
    public ExtendedRun SeenFrom(string folder) =>
        this with { Path = System.IO.Path.GetRelativePath(folder, FullPath).Replace(System.IO.Path.DirectorySeparatorChar, '/') };
}

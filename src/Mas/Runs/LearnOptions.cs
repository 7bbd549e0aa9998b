using Mas.Comparison;
using Mas.Experiments;

namespace Mas.Runs;

/// <summary>What <see cref="ModelAlignment.Learn"/> may be told; every default is that of the experiment file.</summary>
public sealed record LearnOptions
{
    /// <summary>[networks] what results call them; null for <c>network-1</c>, <c>network-2</c> …</summary>
    public ValueList<string>? Names { get; init; }

    /// <summary>[networks] names of their sites, or one for all; null for the state that a network hands on from position to position, or
    /// where it has none, its last site.</summary>
    public ValueList<string>? Sites { get; init; }

    /// <summary>What is exchanged and how it is trained. Null for the variable <c>full</c>, in as many dimensions as the file's default,
    /// and at most the smallest width. Its methods are left aside.</summary>
    public AlignmentOptions? Alignment { get; init; }

    /// <summary>Which controls are run, and which directions are tested.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>Thresholds of the verdict.</summary>
    public VerdictOptions Verdict { get; init; } = new();

    /// <summary>Seed of all data.</summary>
    public int DataSeed { get; init; } = 1;

    /// <summary>Compare networks that have not learned the task too.</summary>
    public bool Insist { get; init; }

    /// <summary>Threads at most.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Told how far training is, from any thread.</summary>
    public Action<RunProgress> Progress { get; init; } = _ => { };
}

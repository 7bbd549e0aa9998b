using Mas.Results;
using Mas.Tensors;

namespace Mas.Interchange;

/// <summary>Names one stream of interventions: together with a number it decides an intervention completely.</summary>
/// <param name="DataSeed">The experiment's <c>seed</c>.</param>
/// <param name="Split"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="SourceNetwork">Index of the source network in the experiment; an index, so that renaming a network changes no data.</param>
/// <param name="TargetNetwork">Index of the target network in the experiment.</param>
/// <param name="Exchange">What is exchanged.</param>
public sealed record InterventionKey(ulong DataSeed, string Split, int SourceNetwork, int TargetNetwork, VariableExchange Exchange)
{
    /// <summary>Whether the stream may contain pairs of values that training never shows.</summary>
    public bool MayHoldNewPairs => Split == Metrics.Test;

    /// <summary>The seed that all numbers of this stream share.</summary>
    public ulong Seed => SeededRandom.Derive(DataSeed, $"interventions/{Split}/{SourceNetwork}/{TargetNetwork}/{Exchange.Label}");
}

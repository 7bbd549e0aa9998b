using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Interchange;

namespace Mas.Analyses.Algorithms;

/// <summary>Memory that searches hold side by side, beside what every training does: interventions, and what is kept of their
/// continuations.</summary>
internal static class AlgorithmMemory
{
    public static IEnumerable<MemoryPart> Of(RunShape shape) =>
        [AnalysisMemory.Part(AlgorithmsAnalysis.Word, shape.Threads * shape.Networks.Max(network => One(shape.Alignment, network)))];

    private static double One(AlignmentOptions run, NetworkShape network)
    {
        double validation = Math.Min(run.Validation, AlgorithmBudget.MostValidation);
        double train = Math.Min(run.Train, AlgorithmBudget.MostTraining);
        double most = (double)KeptContinuations.MostBytes / RunData.Splits.Count;
        double Kept(double count) => Math.Min(most, sizeof(float) * count * network.Sample.Fed * network.Numbers.PerContinuation);
        return Kept(train) + Kept(validation) + (validation + run.Test) * InterventionParts.One(network);
    }
}

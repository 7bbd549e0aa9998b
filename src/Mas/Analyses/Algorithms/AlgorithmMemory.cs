using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Interchange;

namespace Mas.Analyses.Algorithms;

/// <summary>Memory that searches hold side by side, beside what every training does: interventions, what is kept of their continuations,
/// and activity at other inner sites than the run's.</summary>
internal static class AlgorithmMemory
{
    public static IEnumerable<MemoryPart> Of(RunShape shape) =>
    [
        AnalysisMemory.Part(AlgorithmsAnalysis.Word, shape.Threads * shape.Networks.Max(network => One(shape.Alignment, network))
            + shape.Networks.Sum(network => Elsewhere(shape.Alignment, network))),
    ];

    private static double Elsewhere(AlignmentOptions run, NetworkShape network) =>
        network.Cost.Sites.Where(site => site.IsInner && site.Name != network.Site.Name)
            .Sum(site => new[] { run.Train, run.Validation, run.Test }.Sum(count => network.RecordedAt(site, network.Sequences(count))));

    private static double One(AlignmentOptions run, NetworkShape network)
    {
        double validation = AlgorithmBudget.MostEffort * Math.Min(run.Validation, AlgorithmBudget.MostValidation);
        double test = AlgorithmBudget.MostEffort * run.Test;
        double train = Math.Min(run.Train, AlgorithmBudget.MostTraining);
        double most = (double)KeptContinuations.MostBytes / RunData.Splits.Count;
        double Kept(double count) => Math.Min(most, sizeof(float) * count * network.Sample.Fed * network.Numbers.PerContinuation);
        return Kept(train) + Kept(validation) + (validation + test) * InterventionParts.One(network);
    }
}

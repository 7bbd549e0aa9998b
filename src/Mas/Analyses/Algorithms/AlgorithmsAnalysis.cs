using Mas.Experiments.Reading;
using Mas.Results.Records;

namespace Mas.Analyses.Algorithms;

/// <summary>The analysis <c>algorithms</c> (<c>method.md</c> section 10): each network by itself is asked about each causal model of its
/// task, one variable at a time. What all variables at once cannot tell, since the state of one algorithm can often stand in for that of
/// another, single variables can.</summary>
internal static class AlgorithmsAnalysis
{
    public const string Word = AlgorithmResult.Analysis;

    public static AnalysisDescription Description { get; } = new(Word, "Which algorithm does each network implement?", Run)
    {
        TakesRecordings = true,
        Against = Against,
        TrainsAnew = true,
        IsDefault = CanAsk,
        Memory = AlgorithmMemory.Of,
        Evidence = [nameof(EvidenceRecord.Algorithms)],
        Metrics = [Metrics.AlgorithmFloor, Metrics.AlgorithmAligned, Metrics.AlgorithmRandom, Metrics.AlgorithmLinear],
    };

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        if (!CanAsk(experiment))
            yield return "algorithms asks which causal model of its task a network implements, and no network that can be run is on a task "
                + "that knows several; leave algorithms out";
    }

    private static bool CanAsk(ReadExperiment experiment) => experiment.Networks.Zip(experiment.Tasks.Sources)
        .Any(one => one.First.Accessible && one.Second?.CausalModels.Count > 1);

    private static AnalysisOutcome Run(AnalysisContext context)
    {
        using var search = new AlgorithmSearch(context);
        return search.Run();
    }
}

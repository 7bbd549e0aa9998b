using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Results.Records;
using Mas.Results.Verdicts;

namespace Mas.Analyses.Algorithms;

/// <summary>The analysis <c>algorithms</c> (<c>method.md</c> section 10): each network by itself is asked about each causal model of its
/// task, one variable at a time. What all variables at once cannot tell, since the state of one algorithm can often stand in for that of
/// another, single variables can.</summary>
internal static class AlgorithmsAnalysis
{
    public const string Word = AlgorithmResult.Analysis;

    public static AnalysisDescription Description { get; } = new(Word, "Which algorithm does each network implement?", Run)
    {
        Against = Against,
        TrainsAnew = true,
        IsDefault = CanAsk,
        Memory = AlgorithmMemory.Of,
        Evidence = nameof(EvidenceRecord.Algorithms),
        Metrics = [Metrics.AlgorithmFloor, Metrics.AlgorithmAligned, Metrics.AlgorithmRandom, Metrics.AlgorithmLinear],
    };

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        if (!CanAsk(experiment))
            yield return "algorithms asks which causal model of its task a network implements, and no network that can be run is on a task "
                + "that knows several; leave algorithms out";
    }

    private static bool CanAsk(ReadExperiment experiment) => experiment.Networks.Zip(experiment.Tasks.Sources)
        .Any(one => one.First.Accessible && AskedModel.Models(one.Second).Count > 1);

    private static AnalysisOutcome Run(AnalysisContext context)
    {
        double same = context.Experiment.Verdict.Same, different = context.Experiment.Verdict.Different;
        VariableSearch[] searches = [.. AskedModel.Of(context.Data, context.Warn).SelectMany(asked =>
            asked.Asked.SequenceTask.Variables.Select((_, v) => new VariableSearch(context.Run, asked, v)))];
        EachOf(context, searches, search => search.Search());
        AlgorithmResult[] begun = Results(context, searches);
        // Only what would fail otherwise is tried with a linear map, which can only speak against it.
        EachOf(context, [.. searches.Where(search => IsToFail(begun, search, same, different))], search => search.TryLinear());
        AlgorithmResult[] found = [.. AlgorithmVerdict.Decide(Results(context, searches), same, different)];
        return new AnalysisOutcome(
            context.Evidence with { Algorithms = found }, searches.SelectMany(search => Rows(context.Experiment, search)));
    }

    private static void EachOf(AnalysisContext context, IReadOnlyList<VariableSearch> searches, Action<VariableSearch> search) =>
        SideBySide.Run(searches.Count, context.Run.Options.Threads, i =>
        {
            context.ThrowIfStopped();
            search(searches[i]);
        });

    private static AlgorithmResult[] Results(AnalysisContext context, IReadOnlyList<VariableSearch> searches)
    {
        int comparisons = Math.Max(1, searches.Count(search => search.IsAsked));
        return [.. searches.GroupBy(search => search.Asked).Select(model => new AlgorithmResult(
            model.Key.Network, model.Key.Asked.Hash, model.Key.Asked.Site.Name, model.Key.Model, AlgorithmVerdict.Undecided, "",
            [.. model.Select(search => search.Found(comparisons) with { InCompany = InCompany(context, search) })]))];
    }

    private static bool IsToFail(IReadOnlyList<AlgorithmResult> begun, VariableSearch search, double same, double different)
    {
        AlgorithmResult result = begun.Single(one => one.Hash == search.Asked.Asked.Hash && one.Site == search.Asked.Asked.Site.Name
            && one.Model == search.Asked.Model && one.Network == search.Asked.Network);
        AlgorithmVariable variable = result.Variables.Single(one => one.Variable == search.Variable);
        return AlgorithmVerdict.StaysBelow(variable, different)
            && AlgorithmVerdict.PassedElsewhere(begun, result, variable, same) is not null;
    }

    // Where the run's own MAS exchanges the same variable within the network, at its largest size.
    private static double? InCompany(AnalysisContext context, VariableSearch search) => Verdict
        .Judged([.. context.Results.SelectMany(result => result.Tested()).Select(tested => tested.Result)])
        .FirstOrDefault(direction => direction.IsWithin && direction.Variable == search.Variable
            && direction.Source == context.Data.Networks[search.Asked.Index].Name
            && context.Data.Networks[search.Asked.Index].Task.CausalModel == search.Asked.Model)?.TrialIia;

    private static IEnumerable<MetricRow> Rows(Experiment experiment, VariableSearch search)
    {
        string variable = search.Asked.IsFirst ? search.Variable : $"{search.Asked.Model}.{search.Variable}";
        MetricRow Row(int? seed, int? step, bool trained, string metric, double value) => new(
            experiment.Name, seed, step, Metrics.Test, MethodName.Das, search.Size, search.Asked.Network, search.Asked.Network,
            search.Asked.Asked.Site.Name, search.Asked.Asked.Site.Name, variable, trained, metric, value);
        return search.Tries.Select(one => Row(one.Seed, one.Step, true, one.Metric, one.TrialIia))
            .Prepend(Row(null, null, search.IsAsked, Metrics.AlgorithmFloor, search.Floor));
    }
}

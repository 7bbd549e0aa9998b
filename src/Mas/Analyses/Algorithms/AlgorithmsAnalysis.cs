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
        double same = context.Experiment.Verdict.Same, different = context.Experiment.Verdict.Different;
        ModelSearch[] models = [.. AskedModel.Of(context.Data, context.Warn).Select(asked => new ModelSearch(context.Run, asked))];
        IReadOnlyList<DirectionResult> together =
            Verdict.Judged([.. context.Results.SelectMany(result => result.Tested()).Select(tested => tested.Result)]);
        EachOf(context, models, model => model.Search());
        foreach (string sentence in models.SelectMany(model => model.Variables).Select(variable => variable.Impossible).OfType<string>())
            context.Warn(sentence);
        IReadOnlyList<AlgorithmResult> begun = Decided();
        // What is left of a model that another network passes can still tell the two apart.
        EachOf(context, [.. models.Where(model => IsPassedElsewhere(begun, model))], model => model.SearchOn());
        begun = Decided();
        // Only what would fail otherwise is tried with a linear map, which can only speak against it.
        VariableSearch[] searches = [.. models.SelectMany(model => model.Variables)];
        EachOf(context, [.. searches.Where(search => IsToFail(begun, search, same, different))], search => search.TryLinear());
        return new AnalysisOutcome(
            context.Evidence with { Algorithms = Decided() }, searches.SelectMany(search => Rows(context.Experiment, search)));

        IReadOnlyList<AlgorithmResult> Decided() => AlgorithmVerdict.Decide(Results(context, models, together), same, different);
    }

    private static void EachOf<T>(AnalysisContext context, IReadOnlyList<T> searches, Action<T> search) =>
        SideBySide.Run(searches.Count, context.Run.Options.Threads, i =>
        {
            context.ThrowIfStopped();
            search(searches[i]);
        });

    private static AlgorithmResult[] Results(
        AnalysisContext context, IReadOnlyList<ModelSearch> models, IReadOnlyList<DirectionResult> together)
    {
        int comparisons = Math.Max(1, models.Sum(model => model.Variables.Count(search => search.IsAsked)));
        return [.. models.Select(model => new AlgorithmResult(
            model.Asked.Network, model.Asked.Asked.Hash, model.Asked.Asked.Site.Name, model.Asked.Model, AlgorithmVerdict.Undecided, "",
            [.. model.Variables.Select(search => search.Found(comparisons) with { InCompany = InCompany(context, together, search) })]))];
    }

    private static bool IsPassedElsewhere(IReadOnlyList<AlgorithmResult> begun, ModelSearch model) => begun.Any(
        other => other.Model == model.Asked.Model && other.Hash != model.Asked.Asked.Hash && other.Word == AlgorithmVerdict.Passed);

    private static bool IsToFail(IReadOnlyList<AlgorithmResult> begun, VariableSearch search, double same, double different)
    {
        AlgorithmResult result = begun.Single(one => one.Hash == search.Asked.Asked.Hash && one.Site == search.Asked.Asked.Site.Name
            && one.Model == search.Asked.Model && one.Network == search.Asked.Network);
        AlgorithmVariable variable = result.Variables.Single(one => one.Variable == search.Variable);
        return AlgorithmVerdict.StaysBelow(variable, different)
            && AlgorithmVerdict.PassedElsewhere(begun, result, variable, same) is not null;
    }

    // Where the run's own MAS exchanges the same variable within the network, at its largest size.
    private static double? InCompany(AnalysisContext context, IReadOnlyList<DirectionResult> together, VariableSearch search) =>
        together.FirstOrDefault(direction => direction.IsWithin && direction.Variable == search.Variable
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

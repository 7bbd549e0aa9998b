using Mas.Comparison;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Results.Verdicts;

namespace Mas.Analyses.Algorithms;

/// <summary>The whole search: every causal model in every network at the run's site, and where it matters at the network's other inner
/// sites. Nothing is looked for that could change no word.</summary>
internal sealed class AlgorithmSearch(AnalysisContext context) : IDisposable
{
    private readonly double _same = context.Experiment.Verdict.Same, _different = context.Experiment.Verdict.Different;
    private readonly List<ModelSearch> _models = [];
    private readonly Dictionary<(int Network, Site Site), RunData> _recorded = [];
    private readonly IReadOnlyList<DirectionResult> _together =
        Verdict.Judged([.. context.Results.SelectMany(result => result.Tested()).Select(tested => tested.Result)]);

    public AnalysisOutcome Run()
    {
        SearchAll([.. AskedModel.Of(context.Data, context.Warn)]);
        SearchAll([.. AtOtherSites(Decided())]);
        return new AnalysisOutcome(
            context.Evidence with { Algorithms = Decided() }, _models.SelectMany(model => model.Variables).SelectMany(Rows));
    }

    private void SearchAll(IReadOnlyList<AskedModel> asked)
    {
        if (asked.Count == 0)
            return;
        ModelSearch[] models = [.. asked.Select(one => new ModelSearch(context.Run, one))];
        _models.AddRange(models);
        EachOf(models, model => model.Search());
        foreach (string sentence in models.SelectMany(model => model.Variables).Select(variable => variable.Impossible).OfType<string>())
            context.Warn(sentence);
        IReadOnlyList<AlgorithmResult> begun = Decided();
        // What is left of a model that another network passes can still tell the two apart.
        EachOf([.. models.Where(model => IsPassedElsewhere(begun, model.Asked))], model => model.SearchOn());
        begun = Decided();
        // Only what would fail otherwise is tried with a linear map, which can only speak against it.
        EachOf([.. models.SelectMany(model => model.Variables).Where(search => IsToFail(begun, search))], search => search.TryLinear());
    }

    // A model that another network passes, and that this one does not pass at the run's site, it may pass further in or further out.
    private IEnumerable<AskedModel> AtOtherSites(IReadOnlyList<AlgorithmResult> begun) =>
        from model in _models.ToArray()
        let asked = model.Asked
        where IsPassedElsewhere(begun, asked) && WordOf(begun, asked) != AlgorithmVerdict.Passed
        from site in asked.Asked.Network.Sites
        where site.IsInner && !_models.Any(other => other.Asked.IsOf(asked) && other.Asked.Asked.Site == site)
        select asked.At(Recorded(asked.Index, site));

    private RunData Recorded(int network, Site site)
    {
        if (!_recorded.TryGetValue((network, site), out RunData? recorded))
            _recorded[(network, site)] = recorded = context.Data.At(network, site);
        return recorded;
    }

    private void EachOf<T>(IReadOnlyList<T> searches, Action<T> search) =>
        SideBySide.Run(searches.Count, context.Run.Options.Threads, i =>
        {
            context.ThrowIfStopped();
            search(searches[i]);
        });

    private IReadOnlyList<AlgorithmResult> Decided() => AlgorithmVerdict.Decide(Results(), _same, _different);

    private AlgorithmResult[] Results()
    {
        int comparisons = Math.Max(1, _models.Sum(model => model.Variables.Count(search => search.IsAsked)));
        return [.. _models.Select(model => new AlgorithmResult(
            model.Asked.Network, model.Asked.Asked.Hash, model.Asked.Asked.Site.Name, model.Asked.Model, AlgorithmVerdict.Undecided, "",
            [.. model.Variables.Select(search => search.Found(comparisons) with { InCompany = InCompany(search) })]))];
    }

    private static bool IsPassedElsewhere(IReadOnlyList<AlgorithmResult> begun, AskedModel asked) => begun.Any(
        other => other.Model == asked.Model && other.Hash != asked.Asked.Hash && other.Word == AlgorithmVerdict.Passed);

    private static string WordOf(IReadOnlyList<AlgorithmResult> begun, AskedModel asked) => AlgorithmVerdict.OverSites(
        begun.Where(one => one.Model == asked.Model && one.Hash == asked.Asked.Hash).Select(one => one.Word));

    private bool IsToFail(IReadOnlyList<AlgorithmResult> begun, VariableSearch search)
    {
        AlgorithmResult result = begun.Single(one => one.Hash == search.Asked.Asked.Hash && one.Site == search.Asked.Asked.Site.Name
            && one.Model == search.Asked.Model && one.Network == search.Asked.Network);
        AlgorithmVariable variable = result.Variables.Single(one => one.Variable == search.Variable);
        return AlgorithmVerdict.StaysBelow(variable, _different)
            && AlgorithmVerdict.PassedElsewhere(begun, result, variable, _same) is not null;
    }

    // Where the run's own MAS exchanges the same variable within the network, at its largest size.
    private double? InCompany(VariableSearch search) =>
        !search.Asked.IsAtOwnSite ? null : _together.FirstOrDefault(direction => direction.IsWithin && direction.Variable == search.Variable
            && direction.Source == context.Data.Networks[search.Asked.Index].Name
            && context.Data.Networks[search.Asked.Index].Task.CausalModel == search.Asked.Model)?.TrialIia;

    private IEnumerable<MetricRow> Rows(VariableSearch search)
    {
        string variable = search.Asked.IsFirst ? search.Variable : $"{search.Asked.Model}.{search.Variable}";
        MetricRow Row(int? seed, int? step, bool trained, string metric, double value) => new(
            context.Experiment.Name, seed, step, Metrics.Test, MethodName.Das, search.Size, search.Asked.Network, search.Asked.Network,
            search.Asked.Asked.Site.Name, search.Asked.Asked.Site.Name, variable, trained, metric, value);
        return search.Tries.Select(one => Row(one.Seed, one.Step, true, one.Metric, one.TrialIia))
            .Prepend(Row(null, null, search.IsAsked, Metrics.AlgorithmFloor, search.Floor));
    }

    public void Dispose()
    {
        foreach (RunData recorded in _recorded.Values)
            recorded.Dispose();
    }
}

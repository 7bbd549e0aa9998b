using Mas.Alignments;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Results;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>What one method and size exchanges, before anything of it is drawn: its routes with their names, its mask, its kind of alignment function.</summary>
internal sealed class CaseSetup
{
    private readonly Experiment _experiment;
    private readonly RunData _data;
    private readonly int[] _widths;

    public CaseSetup(Experiment experiment, AlignmentCase own, RunData data)
    {
        (_experiment, Case, _data) = (experiment, own, data);
        _widths = [.. data.Networks.Select(network => network.Site.Width)];
        using (SwapMask mask = NewMask())
            ReplacesAll = mask.ReplacesAll;
        Trained = RouteList(own.Method.Trained, isTrained: true);
        bool onlyTrained = own.TestsTrainedOnly || experiment.Evaluation.Directions == TestedDirections.Trained;
        Tested = RouteList(onlyTrained ? own.Method.Trained : Methods.AllDirections(data.Networks.Count), isTrained: false);
    }

    public AlignmentCase Case { get; }

    /// <summary>Routes that carry a loss.</summary>
    public IReadOnlyList<Route> Trained { get; }

    /// <summary>Routes that are tested: everything that can be run, unless less is asked for.</summary>
    public IReadOnlyList<Route> Tested { get; }

    /// <summary>[networks] widths at their sites.</summary>
    public IReadOnlyList<int> Widths => _widths;

    /// <summary>The most coordinates that a network reads or writes.</summary>
    public int MostColumns
    {
        get
        {
            using SwapMask mask = NewMask();
            return _widths.Max(mask.Columns);
        }
    }

    /// <summary>Whether the mask drops the target's other coordinates.</summary>
    public bool ReplacesAll { get; }

    /// <summary>The alignment functions; linear stitching has one of its own.</summary>
    public AlignmentDesign Design => Case.Method.IsAffinePair ? _experiment.Alignment.Design with { Family = AlignmentFamily.AffinePair } : _experiment.Alignment.Design;

    /// <summary>A mask at its start.</summary>
    public SwapMask NewMask() => Case.Method.Mask switch
    {
        MaskKind.Learned => new LearnedMask(_experiment.Alignment.Variables.Count, _widths, _experiment.Alignment.Learned, _data.Device),
        MaskKind.ReplaceAll => new FixedMask(Case.Sizes, _widths, replacesAll: true, device: _data.Device),
        _ => new FixedMask(Case.Sizes, _widths, remainder: _experiment.Alignment.Extraneous, device: _data.Device),
    };

    /// <summary>Whether the extraneous remainder is swapped, which must change nothing.</summary>
    public bool IsRemainder(Route route) => route.Variable == _experiment.Alignment.Variables.Count;

    /// <summary>What a route is called in results.</summary>
    public RouteLabel Label(Route route)
    {
        int size = Case.Method.Mask == MaskKind.Learned ? _widths.Min() : IsRemainder(route) ? _widths[route.Target] - Case.Sizes.Sum() : SizeOf(route);
        return new RouteLabel(
            _data.Networks[route.Source].Name, _data.Networks[route.Target].Name, Case.Method.Name, VariableLabel(route), size,
            Trained.Any(trained => trained.Source == route.Source && trained.Target == route.Target && trained.Variable == route.Variable));
    }

    /// <summary>Dimensions of a route's subspace; of several that are overwritten at once each one's, or where they differ, all together.</summary>
    private int SizeOf(Route route) => !_experiment.Alignment.Joint ? Case.Sizes[route.Variable]
        : Case.Sizes.Distinct().Count() == 1 ? Case.Sizes[0] : Case.Sizes.Sum();

    /// <summary>Random orthogonal matrices make the same intervention as any others: within a network, at its full width.</summary>
    public bool IsRandomNoControl(Route route) => route.Source == route.Target && Case.Method.Mask != MaskKind.Learned && Case.Sizes.Count == 1 && Case.Sizes[0] == _widths[route.Target];

    /// <summary>The size that was learned for a route: of its variable, or of all that are overwritten at once.</summary>
    public int LearnedSize(Route route, IReadOnlyList<int> sizes) => _experiment.Alignment.Joint ? sizes.Sum() : sizes[route.Variable];

    /// <summary>What is exchanged on a route.</summary>
    public IReadOnlyList<VariableExchange> Exchanges(Route route)
    {
        ValueList<ExchangedVariable> variables = _experiment.Alignment.Variables;
        if (IsRemainder(route))
            return [VariableExchange.Extraneous(route.Variable)];
        VariableExchange Exchange(int v) => VariableExchange.Between(
            _data.Networks[route.Source].SequenceTask, _data.Networks[route.Target].SequenceTask,
            variables[v].Names[route.Source], variables[v].Names[route.Target], v);
        return _experiment.Alignment.Joint ? [.. Enumerable.Range(0, variables.Count).Select(Exchange)] : [Exchange(route.Variable)];
    }

    /// <summary>[trained routes] as many validation interventions as the experiment asks for.</summary>
    public IReadOnlyList<Intervention>[] DrawValidation() => _data.Draw(Metrics.Validation, Trained, Exchanges, _experiment.Alignment.Validation);

    /// <summary>The test interventions of everything that is tested, with the controls.</summary>
    public TestSet DrawTest() => new(
        _data.Pools(Metrics.Test), Tested, _data.Draw(Metrics.Test, Tested, Exchanges, _experiment.Alignment.Test), ReplacesAll,
        [.. _experiment.Evaluation.Controls.Select(ControlNames.Of)], (ulong)_experiment.Seed);

    private string VariableLabel(Route route)
    {
        ValueList<ExchangedVariable> variables = _experiment.Alignment.Variables;
        if (IsRemainder(route))
            return VariableExchange.Extraneous(route.Variable).Label;
        return _experiment.Alignment.Joint ? string.Join('+', variables.Select(variable => variable.Label)) : variables[route.Variable].Label;
    }

    private Route[] RouteList(IEnumerable<(int Source, int Target)> directions, bool isTrained)
    {
        int variables = _experiment.Alignment.Joint ? 1 : _experiment.Alignment.Variables.Count;
        var routes = new List<Route>();
        foreach ((int source, int target) in directions.Where(CanExchange))
        {
            bool behaviour = !isTrained || Case.Method.Behaviour.Contains((source, target));
            bool latent = isTrained && Case.Method.CounterfactualLatent.Contains((source, target));
            routes.AddRange(Enumerable.Range(0, variables).Select(variable => new Route(source, target, variable, behaviour, latent)));
            if (_experiment.Alignment.Extraneous && Case.Method.Mask == MaskKind.Fixed && source == target && behaviour && _widths[source] > Case.Sizes.Sum())
                routes.Add(new Route(source, target, _experiment.Alignment.Variables.Count));
        }
        return [.. routes];
    }

    // What is trained can be exchanged: that is checked before a run begins.
    private bool CanExchange((int Source, int Target) direction) => _experiment.Alignment.Variables.All(variable => PossibleExchange.Between(
        _data.Networks[direction.Source].SequenceTask, _data.Networks[direction.Target].SequenceTask, variable.Names[direction.Source], variable.Names[direction.Target]));
}

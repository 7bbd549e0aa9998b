using Mas.Alignments;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Results.Records;
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
        Tested = RouteList(onlyTrained ? own.Method.Trained : Direction.All(data.Networks.Count), isTrained: false);
    }

    public AlignmentCase Case { get; }

    /// <summary>Routes that carry a loss.</summary>
    public IReadOnlyList<Route> Trained { get; }

    /// <summary>Routes that are tested: everything that can be run, unless less is asked for.</summary>
    public IReadOnlyList<Route> Tested { get; }

    /// <summary>[networks] widths at their sites.</summary>
    public IReadOnlyList<int> Widths => _widths;

    /// <summary>Where alignments and masks are made.</summary>
    public Device Device => _data.Device;

    /// <summary>[networks]</summary>
    public IReadOnlyList<string> Names => [.. _data.Networks.Select(network => network.Name)];

    /// <summary>Networks whose alignments are kept: of those that are aligned by themselves a case has its own alone.</summary>
    public IReadOnlyList<int> Kept => [.. Enumerable.Range(0, _widths.Length).Where(k => Case.Alone is null || Case.Alone == _data.Networks[k].Name)];

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
    public AlignmentDesign Design => Case.Method.Family is { } own ? _experiment.Alignment.Design with { Family = own } : _experiment.Alignment.Design;

    /// <summary>A mask at its start.</summary>
    public SwapMask NewMask() => Case.Method.Mask.New(new MaskDesign(Case.Sizes, _widths, _experiment.Alignment.Extraneous, _experiment.Alignment.Learned, Device));

    /// <summary>The mask as it is evaluated.</summary>
    /// <param name="sizes">Dimensions per variable, where they were learned.</param>
    public SwapMask FoundMask(IReadOnlyList<int> sizes) => Case.Method.Mask.LearnsSizes ? FixedMask.Found(sizes, _widths, Device) : NewMask();

    /// <summary>How a seed is trained: where sizes are learned, to the end of their schedule at least.</summary>
    public TrainingOptions Training => _experiment.Alignment.ToTraining() with { NoStopBefore = Case.Method.Mask.LearnsSizes ? _experiment.Alignment.Learned.Steps : 0 };

    /// <summary>Whether the extraneous remainder is swapped, which must change nothing.</summary>
    public bool IsRemainder(Route route) => route.Variable == _experiment.Alignment.Variables.Count;

    /// <summary>What a route is called in results.</summary>
    public RouteLabel Label(Route route)
    {
        int size = Case.Method.Mask.LearnsSizes ? _widths.Min() : IsRemainder(route) ? _widths[route.Target] - Case.Sizes.Sum() : SizeOf(route);
        return new RouteLabel(
            _data.Networks[route.Source].Name, _data.Networks[route.Target].Name, Case.Method.Name, VariableLabel(route), size,
            Trained.Any(trained => trained.Source == route.Source && trained.Target == route.Target && trained.Variable == route.Variable));
    }

    /// <summary>Dimensions of a route's subspace; of several that are overwritten at once each one's, or where they differ, all together.</summary>
    private int SizeOf(Route route) => !_experiment.Alignment.Joint ? Case.Sizes[route.Variable]
        : Case.Sizes.Distinct().Count() == 1 ? Case.Sizes[0] : Case.Sizes.Sum();

    /// <summary>Random orthogonal matrices make the same intervention as any others: within a network, at its full width.</summary>
    public bool IsRandomNoControl(Route route) => route.Direction.IsWithin && !Case.Method.Mask.LearnsSizes && Case.Sizes.Count == 1 && Case.Sizes[0] == _widths[route.Target];

    /// <summary>The size that was learned for a route: of its variable, or of all that are overwritten at once; null where sizes are given.</summary>
    public int? LearnedSize(Route route, IReadOnlyList<int> sizes) => !Case.Method.Mask.LearnsSizes ? null : _experiment.Alignment.Joint ? sizes.Sum() : sizes[route.Variable];

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

    private Route[] RouteList(IEnumerable<Direction> directions, bool isTrained)
    {
        int variables = _experiment.Alignment.Joint ? 1 : _experiment.Alignment.Variables.Count;
        var routes = new List<Route>();
        foreach (Direction direction in directions.Where(CanExchange))
        {
            bool behaviour = !isTrained || Case.Method.Behaviour.Contains(direction);
            bool latent = isTrained && Case.Method.CounterfactualLatent.Contains(direction);
            routes.AddRange(Enumerable.Range(0, variables).Select(variable => new Route(direction.Source, direction.Target, variable, behaviour, latent)));
            if (_experiment.Alignment.Extraneous && Case.Method.Mask.HasRemainder && direction.IsWithin && behaviour && _widths[direction.Source] > Case.Sizes.Sum())
                routes.Add(new Route(direction.Source, direction.Target, _experiment.Alignment.Variables.Count));
        }
        return [.. routes];
    }

    // What is trained can be exchanged: that is checked before a run begins.
    private bool CanExchange(Direction direction) => _experiment.Alignment.Variables.All(variable => PossibleExchange.Between(
        _data.Networks[direction.Source].SequenceTask, _data.Networks[direction.Target].SequenceTask, variable.Names[direction.Source], variable.Names[direction.Target]));
}

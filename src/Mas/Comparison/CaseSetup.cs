using Mas.Alignments;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Results.Records;
using Mas.Tasks;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>What one method and size exchanges, before anything of it is drawn: routes with their names, mask, kind of alignment.</summary>
internal sealed class CaseSetup
{
    private readonly Experiment _experiment;
    private readonly RunData _data;

    public CaseSetup(Experiment experiment, AlignmentCase variant, RunData data)
    {
        (_experiment, Case, _data) = (experiment, variant, data);
        Widths = [.. data.Networks.Select(network => network.Site.Width)];
        using SwapMask mask = NewMask();
        (ReplacesAll, MostColumns) = (mask.ReplacesAll, Widths.Max(mask.Columns));
        Trained = RouteList(variant.Method.Trained, isTrained: true);
        Tested = RouteList(variant.Tests(experiment), isTrained: false);
    }

    public AlignmentCase Case { get; }

    /// <summary>Routes that carry a loss.</summary>
    public IReadOnlyList<Route> Trained { get; }

    /// <summary>Routes that are tested: everything that can be run, unless less is asked for.</summary>
    public IReadOnlyList<Route> Tested { get; }

    /// <summary>[networks] widths at their sites.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Where alignments and masks are made.</summary>
    public Device Device => _data.Device;

    /// <summary>[networks]</summary>
    public IReadOnlyList<string> Names => [.. _data.Networks.Select(network => network.Name)];

    /// <summary>Networks whose alignments are kept: of those that are aligned by themselves a case has its own alone.</summary>
    public IReadOnlyList<int> Kept =>
        [.. Enumerable.Range(0, Widths.Count).Where(k => Case.Alone is null || Case.Alone == _data.Networks[k].Name)];

    /// <summary>The most coordinates that a network reads or writes.</summary>
    public int MostColumns { get; }

    /// <summary>Whether the mask drops the target's other coordinates.</summary>
    public bool ReplacesAll { get; }

    /// <summary>Threshold of <c>same</c> on corrected trial IIA.</summary>
    public double Same => _experiment.Verdict.Same;

    /// <summary>Null controls that the run asks for, those that are trained among them.</summary>
    public int Nulls => _experiment.Evaluation.Controls.Count(control => ControlKind.IsNull(control.Word()))
        + _experiment.Analyses.Count(ControlKind.IsTrainedNull);

    private AlignmentOptions Alignment => _experiment.Alignment;

    /// <summary>The alignment functions; linear stitching has one of its own.</summary>
    public AlignmentDesign Design => Case.Method.Family is { } own ? Alignment.Design with { Family = own } : Alignment.Design;

    /// <summary>A mask at its start.</summary>
    public SwapMask NewMask() => Case.Method.Mask.New(new MaskDesign(Case.Sizes, Widths, Alignment.Extraneous, Alignment.Learned, Device));

    /// <summary>The mask as it is evaluated.</summary>
    /// <param name="sizes">Dimensions per variable, where they were learned.</param>
    public SwapMask FoundMask(IReadOnlyList<int> sizes) =>
        Case.Method.Mask.LearnsSizes ? FixedMask.Found(sizes, Widths, Device) : NewMask();

    /// <summary>How a seed is trained: where sizes are learned, to the end of their schedule at least.</summary>
    public TrainingOptions Training =>
        Alignment.ToTraining() with { NoStopBefore = Case.Method.Mask.LearnsSizes ? Alignment.Learned.Steps : 0 };

    /// <summary>Whether the extraneous remainder is swapped, which must change nothing.</summary>
    public bool IsRemainder(Route route) => route.Variable == Alignment.Variables.Count;

    /// <summary>What a route is called in results.</summary>
    public RouteLabel Label(Route route)
    {
        int size = Case.Method.Mask.LearnsSizes ? Widths.Min()
            : IsRemainder(route) ? Widths[route.Target] - Case.Sizes.Sum() : SizeOf(route);
        return new RouteLabel(
            _data.Networks[route.Source].Name, _data.Networks[route.Target].Name, Case.Method.Name, VariableLabel(route), size,
            Trained.Any(trained => trained.Direction == route.Direction && trained.Variable == route.Variable));
    }

    // Dimensions of a route's subspace; of several that are overwritten at once each one's, or where they differ, all together.
    private int SizeOf(Route route) => !Alignment.Joint ? Case.Sizes[route.Variable]
        : Case.Sizes.Distinct().Count() == 1 ? Case.Sizes[0] : Case.Sizes.Sum();

    /// <summary>Random orthogonal matrices make the same intervention as any others: within a network, at its full width.</summary>
    public bool IsRandomNoControl(Route route) => route.Direction.IsWithin && !Case.Method.Mask.LearnsSizes
        && Case.Sizes.Count == 1 && Case.Sizes[0] == Widths[route.Target];

    /// <summary>The size learned for a route: of its variable, or of all that are overwritten at once; null for given sizes.</summary>
    public int? LearnedSize(Route route, IReadOnlyList<int> sizes) =>
        !Case.Method.Mask.LearnsSizes ? null : Alignment.Joint ? sizes.Sum() : sizes[route.Variable];

    /// <summary>What is exchanged on a route.</summary>
    public IReadOnlyList<VariableExchange> Exchanges(Route route)
    {
        if (IsRemainder(route))
            return [VariableExchange.Extraneous(route.Variable)];
        VariableExchange Exchange(int v)
        {
            VariableExchange exchange = VariableExchange.Between(
                _data.Networks[route.Source].SequenceTask, _data.Networks[route.Target].SequenceTask,
                Alignment.Variables[v].Names[route.Source], Alignment.Variables[v].Names[route.Target], v);
            return Alignment.Scrambles ? exchange with { Scrambled = _data.Streams.Scrambled(route.Source, exchange) } : exchange;
        }

        return Alignment.Joint ? [.. Enumerable.Range(0, Alignment.Variables.Count).Select(Exchange)] : [Exchange(route.Variable)];
    }

    /// <summary>[trained routes] as many validation interventions as the experiment asks for.</summary>
    public IReadOnlyList<Intervention>[] DrawValidation() => _data.Draw(Metrics.Validation, Trained, Exchanges, Alignment.Validation);

    /// <summary>[tested routes] as many test interventions as the experiment asks for.</summary>
    public IReadOnlyList<Intervention>[] DrawTested() => _data.Draw(Metrics.Test, Tested, Exchanges, Alignment.Test);

    /// <summary>What is tested beside the test set, by the metric that reports it.</summary>
    public static IReadOnlyList<string> Sides(AlignmentOptions alignment, IEnumerable<SequenceTask> tasks) =>
        [Metrics.TrialIiaNewPairs, .. tasks.Any(alignment.AsksForTelling) ? [Metrics.TrialIiaRest] : Array.Empty<string>()];

    /// <summary>[tested routes] by side set, as many test interventions as the experiment asks for, or none.</summary>
    public Dictionary<string, IReadOnlyList<Intervention>[]> DrawSides() =>
        Sides(Alignment, _data.Networks.Select(network => network.SequenceTask))
            .ToDictionary(side => side, side => _data.DrawSide(side, Tested, Exchanges, Alignment.Test));

    /// <summary>The test interventions of everything that is tested, with the controls.</summary>
    public TestSet DrawTest() => new(
        _data.Pools(Metrics.Test), Tested, DrawTested(), ReplacesAll, [.. _experiment.Evaluation.Controls.Select(one => one.Word())],
        (ulong)_experiment.Seed)
    {
        Sides = DrawSides(),
        Unaligned = _data.Controls.Unaligned(this, _experiment.Evaluation.Controls),
        Replaced = _experiment.Evaluation.Controls.Count == 0 ? [] : [.. _data.Controls.Replaced
            .Where(one => _experiment.Evaluation.Controls.Any(control => control.Word() == one.Control))],
    };

    private string VariableLabel(Route route) => IsRemainder(route) ? VariableExchange.Extraneous(route.Variable).Label
        : Alignment.Joint ? string.Join('+', Alignment.Variables.Select(variable => variable.Label))
        : Alignment.Variables[route.Variable].Label;

    private Route[] RouteList(IEnumerable<Direction> directions, bool isTrained)
    {
        int variables = Alignment.Joint ? 1 : Alignment.Variables.Count;
        var routes = new List<Route>();
        foreach (Direction direction in directions.Where(CanExchange))
        {
            (int source, int target) = direction;
            bool behaviour = !isTrained || Case.Method.Behaviour.Contains(direction);
            bool latent = isTrained && Case.Method.CounterfactualLatent.Contains(direction);
            bool hasRemainder = Alignment.Extraneous && Case.Method.Mask.HasRemainder && Widths[source] > Case.Sizes.Sum();
            routes.AddRange(Enumerable.Range(0, variables).Select(variable => new Route(source, target, variable, behaviour, latent)));
            if (hasRemainder && direction.IsWithin && behaviour)
                routes.Add(new Route(source, target, Alignment.Variables.Count));
        }
        return [.. routes];
    }

    // What is trained can be exchanged: that is checked before a run begins.
    private bool CanExchange(Direction direction) => Alignment.Variables.All(variable => PossibleExchange.Between(
        _data.Networks[direction.Source].SequenceTask, _data.Networks[direction.Target].SequenceTask,
        variable.Names[direction.Source], variable.Names[direction.Target]));
}

using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;

namespace Mas.Evaluation;

/// <summary>The test interventions of every direction that can be run, and the data of the controls made from them. Shared by all alignment
/// seeds, looked at once per seed, at the end.</summary>
internal sealed class TestSet
{
    private readonly InterchangeData _data;
    private readonly InterchangeData? _identity, _shuffled;
    private readonly IReadOnlyList<string> _controls;

    /// <param name="pools">[networks] test activity.</param>
    /// <param name="routes">Every direction and variable that can be run.</param>
    /// <param name="interventions">[routes] the test interventions.</param>
    /// <param name="replacesAll">Whether the mask drops the target's other coordinates.</param>
    /// <param name="controls">Controls that are wanted, by name.</param>
    /// <param name="seed">Data seed; decides the shuffled pairing.</param>
    public TestSet(
        IReadOnlyList<RecordedPool> pools, IReadOnlyList<Route> routes, IReadOnlyList<IReadOnlyList<Intervention>> interventions,
        bool replacesAll, IReadOnlyList<string> controls, ulong seed)
    {
        _controls = controls;
        _data = new InterchangeData(
            [.. pools.Select(pool => pool.Activity)], [.. pools.Select(pool => pool.Rows)], routes, interventions, replacesAll);
        if (controls.Contains(Metrics.Identity))
            _identity = _data with { Interventions = [.. routes.Select(Identical)] };
        if (controls.Contains(Metrics.Shuffled))
            _shuffled = _data with { Interventions = [.. interventions.Select(Shuffled)] };

        // A network on another task cannot be shown the target's sample.
        IReadOnlyList<Intervention> Identical(Route route, int r) =>
            Correspondence.IsPositionwise(pools[route.Source].Sequences, pools[route.Target].Sequences)
                ? [.. interventions[r].Select(pools[route.Target].Sequences.Natural)] : [];

        IReadOnlyList<Intervention> Shuffled(IReadOnlyList<Intervention> list, int r) =>
            ShuffledPairing.Of(list, SeededRandom.Derive(seed, "shuffled", r));
    }

    public IReadOnlyList<Route> Routes => _data.Routes;

    /// <summary>Controls that read something in the place of the sources.</summary>
    public IReadOnlyList<ReplacedSources> Replaced { get; init; } = [];

    /// <summary>Controls that depend on no alignment, beside the floor: by name, one outcome per route; null where it is none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RouteOutcome?>> Unaligned { get; init; } =
        new Dictionary<string, IReadOnlyList<RouteOutcome?>>();

    /// <summary>[routes]</summary>
    public IReadOnlyList<IReadOnlyList<Intervention>> Interventions => _data.Interventions;

    /// <summary>[routes] by name: further interventions of the same routes, none where a route has none. They have no controls but the
    /// floor.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Intervention>[]> Sides { get; init; } =
        new Dictionary<string, IReadOnlyList<Intervention>[]>();

    /// <summary>The no-swap control: the unchanged targets against the counterfactual labels. It depends on no alignment; null where it
    /// was not asked for.</summary>
    public TestFloors? Floors(int threads) =>
        _controls.Contains(Metrics.NoSwap) ? new TestFloors(Unchanged(threads), SideOutcomes(null, threads)) : null;

    private Dictionary<string, IReadOnlyList<RouteOutcome?>> SideOutcomes(StepMaps? maps, int threads) =>
        Sides.ToDictionary(side => side.Key, side => Tested(_data with { Interventions = side.Value }, maps, threads));

    private static IReadOnlyList<RouteOutcome?> Tested(InterchangeData data, StepMaps? maps, int threads) =>
        [.. new InterchangeEngine(data, threads).Evaluate(maps).Select(outcome => outcome.Tokens == 0 ? null : outcome)];

    /// <summary>The unchanged targets, whether the control was asked for or not.</summary>
    public IReadOnlyList<RouteOutcome> Unchanged(int threads) => new InterchangeEngine(_data, threads).Evaluate(null);

    /// <summary>Tests maps without controls, one outcome per route.</summary>
    /// <param name="sources">[networks] activity that is read in the place of the natural one; null for that.</param>
    public RouteOutcome[] Outcomes(StepMaps maps, int threads, IReadOnlyList<Activity>? sources = null) =>
        new InterchangeEngine(sources is null ? _data : _data with { Sources = sources }, threads).Evaluate(maps);

    /// <summary>What the target predicts at the scored positions of some interventions of a route, [chosen][scored].</summary>
    public long[][] Predicted(StepMaps maps, int route, IReadOnlyList<int> chosen) =>
        new InterchangeEngine(_data, 1).Predicted(maps, route, chosen);

    /// <summary>What a route's first interventions make of its target's latents, [interventions, target width]; scheme single.</summary>
    public Tensor Intervened(StepMaps maps, int route, int count) => new InterchangeEngine(_data, 1).Intervened(maps, route, count);

    /// <summary>Tests the kept checkpoint of one seed, with its controls.</summary>
    /// <param name="random">Maps of random orthogonal matrices with the same masks.</param>
    /// <param name="isNoControl">Routes on which random matrices make the same intervention as any other.</param>
    public SeedEvaluation Evaluate(int seed, int step, StepMaps maps, StepMaps random, Func<Route, bool> isNoControl, int threads)
    {
        var controls = new Dictionary<string, IReadOnlyList<RouteOutcome?>>();
        if (_identity is not null)
            controls[Metrics.Identity] = Tested(_identity, maps, threads);
        if (_controls.Contains(Metrics.RandomOrthogonal))
            controls[Metrics.RandomOrthogonal] =
                [.. Outcomes(random, threads).Select((outcome, r) => isNoControl(Routes[r]) ? null : outcome)];
        if (_shuffled is not null)
            controls[Metrics.Shuffled] = new InterchangeEngine(_shuffled, threads).Evaluate(maps);
        foreach (ReplacedSources replaced in Replaced)
            controls[replaced.Control] = Evaluate(replaced, maps, threads);
        return new SeedEvaluation(seed, step, Outcomes(maps, threads), controls) { Sides = SideOutcomes(maps, threads) };
    }

    // Null where none of a route's interventions can be made so.
    private RouteOutcome?[] Evaluate(ReplacedSources replaced, StepMaps maps, int threads)
    {
        int[][] kept = [.. Routes.Zip(Interventions, (route, all) => replaced.Kept(route.Source, all, _data.Pools[route.Source].Offsets))];
        InterchangeData data = _data with
        {
            Sources = replaced.Sources,
            Interventions = [.. Interventions.Zip(kept, (all, own) => own.Length == all.Count ? all : [.. own.Select(i => all[i])])],
        };
        return [.. new InterchangeEngine(data, threads).Evaluate(maps).Select((outcome, r) => kept[r].Length == 0 ? null
            : outcome with { Kept = kept[r].Length == Interventions[r].Count ? null : kept[r] })];
    }
}

/// <summary>What one alignment seed reached on the test set.</summary>
/// <param name="Step">Step of the kept checkpoint.</param>
/// <param name="Outcomes">One per test route.</param>
/// <param name="Controls">By the control's name, one outcome per test route; null where it would be no control.</param>
internal sealed record SeedEvaluation(
    int Seed, int Step, IReadOnlyList<RouteOutcome> Outcomes, IReadOnlyDictionary<string, IReadOnlyList<RouteOutcome?>> Controls)
{
    /// <summary>By the side set's name, one outcome per test route; null where the route has no such intervention.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RouteOutcome?>> Sides { get; init; } =
        new Dictionary<string, IReadOnlyList<RouteOutcome?>>();

    /// <summary>Trial IIA of a route on the interventions of a side set; null where it has none.</summary>
    public double? SideIia(string side, int route) => Sides.GetValueOrDefault(side)?[route]?.TrialIia;

    /// <summary>The same with one more control.</summary>
    public SeedEvaluation With(string control, IReadOnlyList<RouteOutcome?> outcomes) =>
        this with { Controls = Controls.Append(new(control, outcomes)).ToDictionary() };
}

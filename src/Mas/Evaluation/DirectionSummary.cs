using Mas.Causal;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Evaluation;

/// <summary>What a route is called in results.</summary>
/// <param name="Method">Word of the experiment file.</param>
/// <param name="Size">Dimensions of its subspace.</param>
/// <param name="Trained">Whether it carried a loss.</param>
internal sealed record RouteLabel(string Source, string Target, string Method, string Variable, int Size, bool Trained);

/// <summary>The unchanged targets of a test, which no alignment seed can change.</summary>
/// <param name="Outcomes">[test routes]</param>
/// <param name="Sides">[test routes] by side set; null for a route that has no such intervention.</param>
internal sealed record TestFloors(
    IReadOnlyList<RouteOutcome> Outcomes, IReadOnlyDictionary<string, IReadOnlyList<RouteOutcome?>> Sides);

/// <summary>Brings the tests of all seeds together: one <see cref="DirectionResult"/> per route, with intervals and controls.</summary>
/// <param name="floors">Null where the control no-swap was not asked for.</param>
/// <param name="choice">Which seed decides, and from where on a seed has got there.</param>
internal sealed class DirectionSummary(TestSet test, IReadOnlyList<SeedEvaluation> seeds, TestFloors? floors, SeedChoice choice)
{
    // The tests whether a null reaches the alignment share their error rate, over all nulls and directions.
    private readonly double _nullRate = ErrorRate.Shared(Math.Max(1, choice.Nulls * test.Routes.Count));

    // A statement about some direction between networks is corrected for how many there are.
    private readonly double _directionRate = ErrorRate.Shared(Math.Max(1, test.Routes.Count(route => !route.Direction.IsWithin)));

    private SeedEvaluation Chosen => seeds[choice.Chosen];

    /// <summary>The results of all test routes, each with the outcomes that it sums up.</summary>
    public IReadOnlyList<TestedDirection> Of(Func<Route, RouteLabel> label) => [.. test.Routes.Select((route, r) => Of(r, label(route)))];

    private TestedDirection Of(int route, RouteLabel label)
    {
        bool[][] outcomes = Outcomes(seeds.Select(seed => seed.Outcomes[route]));
        RouteOutcome? floor = floors?.Outcomes[route];
        AccuracyInterval accuracy = AccuracyInterval.Of(outcomes);
        ChanceCorrected? corrected = floor is null ? null : ChanceCorrected.Of(outcomes, floor.TrialsRight);
        var chosen = new ChosenTest(outcomes[choice.Chosen], floor?.TrialsRight, test.Interventions[route]);
        var result = new DirectionResult
        {
            Source = label.Source,
            Target = label.Target,
            Variable = label.Variable,
            Method = label.Method,
            Size = label.Size,
            Trained = label.Trained,
            TrialIia = accuracy.Mean,
            TokenIia = seeds.Average(seed => seed.Outcomes[route].TokenIia),
            Interval = accuracy.Interval,
            IntervalDesign = accuracy.IntervalDesign,
            NoSwap = floor?.TrialIia,
            Corrected = corrected?.Value,
            CorrectedInterval = corrected?.Interval,
            Chosen = chosen.Result(Chosen.Seed, _directionRate),
            Reached = Reached(outcomes, floor?.TrialIia),
            NewPairs = seeds.Average(seed => seed.SideIia(Metrics.TrialIiaNewPairs, route)),
            ChosenNewPairs = OnSide(Metrics.TrialIiaNewPairs, route),
            Seeds = [.. seeds.Select(seed => seed.Seed)],
            Steps = [.. seeds.Select(seed => seed.Step)],
            Samples = outcomes[0].Length,
            Controls = Controls(route, label, floor, chosen),
        };
        return new TestedDirection(result, outcomes, test.Interventions[route]);
    }

    private BoundedIia? OnSide(string side, int route) => Chosen.Sides.GetValueOrDefault(side)?[route] is not { } tested ? null
        : new ChosenTest(tested.TrialsRight, floors?.Sides[side][route]!.TrialsRight, test.Sides[side][route]).Bounds();

    // A seed by its corrected trial IIA; where the floor is 1, by the plain one.
    private int Reached(bool[][] outcomes, double? floor) => outcomes.Count(seed =>
    {
        double p = seed.Count(right => right) / (double)seed.Length;
        return (floor is double f and < 1 ? (p - f) / (1 - f) : p) >= choice.Same;
    });

    private List<ControlResult> Controls(int route, RouteLabel label, RouteOutcome? floor, ChosenTest chosen)
    {
        var controls = new List<ControlResult>();
        if (floor is not null)
            controls.Add(Control(Metrics.NoSwap, [floor], floor));
        foreach ((string name, IReadOnlyList<RouteOutcome?> alone) in test.Unaligned)
            if (alone[route] is { } outcome)
                controls.Add(Control(name, [outcome], outcome));
        foreach ((string name, IReadOnlyList<RouteOutcome?> beside) in Chosen.Controls)
            if (beside[route] is { } outcome)
                controls.Add(Control(name, [.. seeds.Select(seed => seed.Controls[name][route]!)], outcome));
        return controls;

        ControlResult Control(string name, IReadOnlyList<RouteOutcome> outcomes, RouteOutcome beside)
        {
            AccuracyInterval accuracy = AccuracyInterval.Of(Outcomes(outcomes));
            var control = new ControlResult(name, accuracy.Mean, accuracy.Interval) { Samples = outcomes[0].Kept?.Length };
            // The whole latent is exchanged on interventions of all variables: on those of others it is no pair.
            return name == Metrics.FullExchange && label.Variable != CausalVariable.Full
                ? control : control with { Chosen = chosen.Beside(beside, RateOf(name)) };
        }
    }

    // Of the test whether a control reaches the alignment: of a null, or of the ceiling that an alignment may exceed.
    private double? RateOf(string control) =>
        ControlKind.IsNull(control) ? _nullRate : control == Metrics.FullExchange ? ErrorRate.Single : null;

    private static bool[][] Outcomes(IEnumerable<RouteOutcome> seeds) => [.. seeds.Select(outcome => outcome.TrialsRight)];
}

/// <summary>A direction's result together with what it sums up, for as long as a run lasts: files keep the result only.</summary>
/// <param name="Result">Means and intervals.</param>
/// <param name="Outcomes">[seeds][interventions] whether every scored token was right.</param>
/// <param name="Interventions">What it was tested on; one list for all methods and sizes that were tested on the same.</param>
internal sealed record TestedDirection(DirectionResult Result, bool[][] Outcomes, IReadOnlyList<Intervention> Interventions)
{
    /// <summary>Whether the outcomes are pairs.</summary>
    public bool IsTestedAs(TestedDirection other) =>
        ReferenceEquals(Interventions, other.Interventions) && Result.Seeds.SequenceEqual(other.Result.Seeds);
}

using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Evaluation;

/// <summary>What a route is called in results.</summary>
/// <param name="Method">Word of the experiment file.</param>
/// <param name="Size">Dimensions of its subspace.</param>
/// <param name="Trained">Whether it carried a loss.</param>
internal sealed record RouteLabel(string Source, string Target, string Method, string Variable, int Size, bool Trained);

/// <summary>Brings the tests of all seeds together: one <see cref="DirectionResult"/> per route, with intervals and controls.</summary>
internal static class DirectionSummary
{
    /// <summary>The results of all test routes, each with the outcomes that it sums up.</summary>
    /// <param name="choice">Which seed decides, and from where on a seed has got there.</param>
    public static IReadOnlyList<TestedDirection> Of(
        TestSet test, Func<Route, RouteLabel> label, IReadOnlyList<SeedEvaluation> seeds, IReadOnlyList<RouteOutcome>? floor,
        SeedChoice choice) =>
        [.. test.Routes.Select((route, r) => Of(test, r, label(route), seeds, floor, choice))];

    private static TestedDirection Of(
        TestSet test, int route, RouteLabel label, IReadOnlyList<SeedEvaluation> seeds, IReadOnlyList<RouteOutcome>? floor,
        SeedChoice choice)
    {
        bool[][] outcomes = Outcomes(seeds.Select(seed => seed.Outcomes[route]));
        AccuracyInterval accuracy = AccuracyInterval.Of(outcomes);
        ChanceCorrected? corrected = floor is null ? null : ChanceCorrected.Of(outcomes, floor[route].TrialsRight);
        var chosen = new ChosenTest(outcomes[choice.Chosen], floor?[route].TrialsRight, test.Interventions[route]);
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
            NoSwap = floor?[route].TrialIia,
            Corrected = corrected?.Value,
            CorrectedInterval = corrected?.Interval,
            Chosen = chosen.Result() is { } bounds
                ? new ChosenResult(seeds[choice.Chosen].Seed, bounds.TrialIia, bounds.Corrected, bounds.Low, bounds.High) : null,
            Reached = Reached(outcomes, floor?[route].TrialIia, choice.Same),
            NewPairs = NewPairs(test.Interventions[route], outcomes),
            ChosenNewPairs = chosen.NewPairs(),
            Seeds = [.. seeds.Select(seed => seed.Seed)],
            Steps = [.. seeds.Select(seed => seed.Step)],
            Samples = outcomes[0].Length,
            Controls = Controls(test, route, seeds, floor, choice, chosen),
        };
        return new TestedDirection(result, outcomes, test.Interventions[route]);
    }

    /// <summary>Trial IIA on pairs of values that training never showed, over all seeds; null where there is none.</summary>
    public static double? NewPairs(IReadOnlyList<Intervention> interventions, bool[][] outcomes)
    {
        int[] chosen = [.. Enumerable.Range(0, interventions.Count).Where(i => interventions[i].NewPair)];
        return chosen.Length == 0 ? null : outcomes.Average(seed => chosen.Count(i => seed[i]) / (double)chosen.Length);
    }

    // A seed by its corrected trial IIA; where the floor is 1, by the plain one.
    private static int Reached(bool[][] outcomes, double? floor, double same) => outcomes.Count(seed =>
    {
        double p = seed.Count(right => right) / (double)seed.Length;
        return (floor is double f and < 1 ? (p - f) / (1 - f) : p) >= same;
    });

    private static List<ControlResult> Controls(
        TestSet test, int route, IReadOnlyList<SeedEvaluation> seeds, IReadOnlyList<RouteOutcome>? floor, SeedChoice choice,
        ChosenTest chosen)
    {
        double errorRate = ErrorRate.Shared(Math.Max(1, Nulls(test.Routes.Count, seeds[0], floor)));
        var controls = new List<ControlResult>();
        if (floor is not null)
            controls.Add(Control(Metrics.NoSwap, [floor[route].TrialsRight], floor[route].TrialsRight));
        foreach (string name in seeds[0].Controls.Keys)
            if (seeds[0].Controls[name][route] is not null)
                controls.Add(Control(
                    name, Outcomes(seeds.Select(seed => seed.Controls[name][route]!)),
                    seeds[choice.Chosen].Controls[name][route]!.TrialsRight));
        return controls;

        ControlResult Control(string name, bool[][] outcomes, bool[] beside)
        {
            AccuracyInterval accuracy = AccuracyInterval.Of(outcomes);
            return new ControlResult(name, accuracy.Mean, accuracy.Interval)
            {
                Chosen = chosen.Beside(beside, ControlWords.IsNull(name) ? errorRate : null),
            };
        }
    }

    // How many nulls there are over all directions: the tests share their error rate.
    private static int Nulls(int routes, SeedEvaluation seed, IReadOnlyList<RouteOutcome>? floor) => (floor is null ? 0 : routes)
        + seed.Controls.Where(control => ControlWords.IsNull(control.Key)).Sum(control => control.Value.Count(one => one is not null));

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

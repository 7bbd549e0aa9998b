using Mas.Interchange;
using Mas.Results;
using Mas.Results.Statistics;

namespace Mas.Evaluation;

/// <summary>Brings the tests of all seeds together: one <see cref="DirectionResult"/> per route, with intervals and controls.</summary>
/// <param name="Networks">Names, by index.</param>
/// <param name="Method">Word of the experiment file.</param>
/// <param name="Variable">What was exchanged.</param>
/// <param name="Trained">Directions that carried a loss.</param>
public sealed record DirectionSummary(IReadOnlyList<string> Networks, string Method, string Variable, IReadOnlyList<(int Source, int Target)> Trained)
{
    /// <summary>The results of all test routes.</summary>
    public IReadOnlyList<DirectionResult> Of(TestSet test, IReadOnlyList<SeedEvaluation> seeds, IReadOnlyList<RouteOutcome>? floor) =>
        [.. test.Routes.Select((_, route) => Of(test, route, seeds, floor))];

    private DirectionResult Of(TestSet test, int route, IReadOnlyList<SeedEvaluation> seeds, IReadOnlyList<RouteOutcome>? floor)
    {
        (int source, int target, _) = test.Routes[route];
        bool[][] outcomes = Outcomes(seeds.Select(seed => seed.Outcomes[route]));
        AccuracyInterval accuracy = AccuracyInterval.Of(outcomes);
        ChanceCorrected? corrected = floor is null ? null : ChanceCorrected.Of(outcomes, floor[route].TrialsRight);
        return new DirectionResult
        {
            Source = Networks[source],
            Target = Networks[target],
            Variable = Variable,
            Method = Method,
            Size = test.Routes[route].Block.Size,
            Trained = Trained.Contains((source, target)),
            TrialIia = accuracy.Mean,
            TokenIia = seeds.Average(seed => seed.Outcomes[route].TokenIia),
            Interval = accuracy.Interval,
            IntervalDesign = accuracy.Design,
            NoSwap = floor?[route].TrialIia,
            Corrected = corrected?.Value,
            CorrectedInterval = corrected?.Interval,
            NewPairs = NewPairs(test.Interventions[route], outcomes),
            Seeds = [.. seeds.Select(seed => seed.Seed)],
            Steps = [.. seeds.Select(seed => seed.Step)],
            Samples = outcomes[0].Length,
            Controls = Controls(route, seeds, floor),
        };
    }

    /// <summary>Trial IIA on pairs of values that training never showed, over all seeds; null where there is none.</summary>
    public static double? NewPairs(IReadOnlyList<Intervention> interventions, bool[][] outcomes)
    {
        int[] chosen = [.. Enumerable.Range(0, interventions.Count).Where(i => interventions[i].NewPair)];
        return chosen.Length == 0 ? null : outcomes.Average(seed => chosen.Count(i => seed[i]) / (double)chosen.Length);
    }

    private static List<ControlResult> Controls(int route, IReadOnlyList<SeedEvaluation> seeds, IReadOnlyList<RouteOutcome>? floor)
    {
        var controls = new List<ControlResult>();
        if (floor is not null)
            controls.Add(Control(Metrics.NoSwap, [floor[route].TrialsRight]));
        foreach (string name in seeds[0].Controls.Keys)
            if (seeds[0].Controls[name][route] is not null)
                controls.Add(Control(name, Outcomes(seeds.Select(seed => seed.Controls[name][route]!))));
        return controls;
    }

    private static ControlResult Control(string name, bool[][] outcomes)
    {
        AccuracyInterval accuracy = AccuracyInterval.Of(outcomes);
        return new ControlResult(name, accuracy.Mean, accuracy.Interval);
    }

    private static bool[][] Outcomes(IEnumerable<RouteOutcome> seeds) => [.. seeds.Select(outcome => outcome.TrialsRight)];
}

using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>Says how far a seed is, from what its last validation has found: the worst trained direction of the kept checkpoint.</summary>
/// <param name="routes">[trained routes] names of the networks, and of the variable.</param>
/// <param name="floors">[trained routes] trial IIA of the unchanged target on the validation set.</param>
/// <param name="target">What the worst direction is to reach.</param>
internal sealed class SeedStanding(
    IReadOnlyList<(string Source, string Target, string Variable)> routes, IReadOnlyList<double> floors, double target)
{
    private const int LongestName = 20;

    private readonly bool _hasVariables = routes.Select(route => route.Variable).Distinct().Count() > 1;
    private (int ValidatedAt, string Text) _said = (-1, "");

    /// <summary>Such as <c>worst gru-a → gru-b 18.8 % (floor 9.6, target 99.5)</c>; empty before the first validation.</summary>
    public string Of(TrainingProgress state)
    {
        if (_said.ValidatedAt != state.ValidatedAt)
            _said = (state.ValidatedAt, Text(state)); // once for each validation: between them training reports every step
        return _said.Text;
    }

    private string Text(TrainingProgress state)
    {
        int kept = state.Best?.Step ?? state.ValidatedAt;
        TrainingPoint? worst = state.Points
            .Where(point => point is { Split: Metrics.Validation, Metric: Metrics.TrialIia } && point.Step == kept)
            .MinBy(point => point.Value);
        if (worst is not null)
            return $"worst {Name(worst.Route)} {Percent.Number(worst.Value)} % (floor {Percent.Number(floors[worst.Route])}, "
                + Invariant($"target {100 * target:0.##})");
        return state.Best is { } best ? Invariant($"CL loss {best.ClLoss:g3} on validation") : "";
    }

    private string Name(int route)
    {
        (string source, string to, string variable) = routes[route];
        string networks = source == to ? $"within {Short(source)}" : $"{Short(source)} → {Short(to)}";
        return _hasVariables ? $"{networks} for {Short(variable)}" : networks;
    }

    private static string Short(string name) => MessageLimits.Cut(name, LongestName);
}

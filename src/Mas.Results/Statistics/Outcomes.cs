namespace Mas.Results.Statistics;

/// <summary>Outcomes [seeds][interventions] as numbers, with their shape checked once.</summary>
internal static class Outcomes
{
    public static double[][] Numbers(bool[][] outcomes)
    {
        if (outcomes.Length == 0 || outcomes[0].Length == 0)
            throw new ArgumentException("there is no outcome: at least one seed and one intervention are wanted", nameof(outcomes));
        if (outcomes.Any(row => row.Length != outcomes[0].Length))
            throw new ArgumentException("every seed must be tested on the same interventions", nameof(outcomes));
        return [.. outcomes.Select(Numbers)];
    }

    public static double[] Numbers(bool[] outcomes) => [.. outcomes.Select(right => right ? 1.0 : 0.0)];
}

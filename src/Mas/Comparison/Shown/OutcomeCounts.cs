using Mas.Causal;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Comparison.Shown;

/// <summary>Where the chosen alignment's interventions come out right.</summary>
internal static class OutcomeCounts
{
    // A picture of more cells is not read, and its cells hold too few interventions.
    private const int MostValues = 24, MostPositions = 24;

    /// <summary>By value of the source and of the target.</summary>
    public static PairOutcomes ByPair(RunData data, ShownRoute route)
    {
        (SequencePool source, SequencePool target) = Pools(data, route);
        (Intervention Made, Donor Donor, bool Right)[] made = [.. route.Interventions
            .Select((one, i) => (one, one.Donors.FirstOrDefault(donor => donor.Subspace == route.Exchange.Subspace)!, route.Right[i]))
            .Where(one => one.Item2 is not null)];
        CausalVariable from = source.Task.Variables[route.Pair.Source], to = target.Task.Variables[route.Pair.Target];
        CausalValue[] read = [.. made.Select(one => source.Values(one.Donor.Sequence, one.Donor.Position)[route.Pair.Source])];
        CausalValue[] had = [.. made.Select(one => target.Values(one.Made.TargetSequence, one.Made.TargetPosition)[route.Pair.Target])];
        ValueBins rows = ValueBins.Of(from, read, MostValues), columns = ValueBins.Of(to, had, MostValues);
        int[] right = new int[rows.Names.Count * columns.Names.Count], all = new int[right.Length];
        for (int i = 0; i < made.Length; i++)
        {
            int cell = (rows.Of(read[i].Number) * columns.Names.Count) + columns.Of(had[i].Number);
            all[cell]++;
            right[cell] += made[i].Right ? 1 : 0;
        }
        string value = from.Name == to.Name ? from.Name : $"{from.Name}→{to.Name}";
        return new PairOutcomes(
            route.Result.Source, route.Result.Target, route.Result.Variable, value, rows.Names, columns.Names)
        { Right = right, All = all };
    }

    /// <summary>By the target's position.</summary>
    public static PositionOutcomes ByPosition(ShownRoute route)
    {
        var bins = new ValueBins(route.Interventions.Select(one => (double)one.TargetPosition), MostPositions,
            position => position.ToString(CultureInfo.InvariantCulture));
        int[] right = new int[bins.Names.Count], all = new int[bins.Names.Count];
        for (int i = 0; i < route.Interventions.Count; i++)
        {
            int bin = bins.Of(route.Interventions[i].TargetPosition);
            all[bin]++;
            right[bin] += route.Right[i] ? 1 : 0;
        }
        return new PositionOutcomes(route.Result.Source, route.Result.Target, route.Result.Variable, bins.Names)
        { Right = right, All = all };
    }

    private static (SequencePool Source, SequencePool Target) Pools(RunData data, ShownRoute route) =>
        (data.Pools(Metrics.Test)[route.Route.Source].Sequences, data.Pools(Metrics.Test)[route.Route.Target].Sequences);
}

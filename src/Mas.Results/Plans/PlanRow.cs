namespace Mas.Results.Plans;

/// <summary>One value of <c>plan.csv</c>.</summary>
/// <param name="Seen">How many units of the network are seen.</param>
/// <param name="Draw">From 1.</param>
/// <param name="Seed">Of the draw: which units and trials, all noise, and the data of the reference.</param>
/// <param name="Network">The one that is recorded.</param>
/// <param name="Value">Null where the measure has none.</param>
internal sealed record PlanRow(PlanPoint Point, int Seen, int Draw, int Seed, string Network, string Measure, double? Value);

/// <summary>One recording of a plan: a network at a point, in a draw.</summary>
internal sealed record PlannedRecording(PlanPoint Point, int Draw, int Seed, string Network)
{
    public static PlannedRecording Of(PlanRow row) => new(row.Point, row.Draw, row.Seed, row.Network);

    /// <summary>Every recording of a plan, in the order in which they are made and stand in tables.</summary>
    /// <param name="seeds">[draws]</param>
    public static IReadOnlyList<PlannedRecording> All(PlanLists lists, IReadOnlyList<int> seeds, IReadOnlyList<string> networks) =>
    [
        .. from point in lists.Points from draw in Enumerable.Range(0, seeds.Count) from network in networks
            select new PlannedRecording(point, draw + 1, seeds[draw], network),
    ];
}

using Mas.Results.Records;

namespace Mas.Comparison.Shown;

/// <summary>What a person may look at of the judged exchange, beside its numbers.</summary>
internal static class ShownStage
{
    // Nobody looks at more pictures of one kind.
    private const int MostDirections = 12;

    /// <summary>Null where nothing was exchanged.</summary>
    public static ShownRecord? Of(RunData data, IReadOnlyList<CaseResult> results, IReadOnlyList<DirectionResult> directions)
    {
        IReadOnlyList<ShownRoute> routes = ShownRoute.Of(data, results, directions);
        if (routes.Count == 0)
            return null;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        ShownRoute[] most = [.. routes.Take(MostDirections)];
        return new ShownRecord
        {
            Examples = new ExampleSearch(data, routes[0]).Find(),
            Pairs = [.. most.Select(route => OutcomeCounts.ByPair(data, route))],
            Positions = [.. most.Select(OutcomeCounts.ByPosition)],
            Ends = [.. routes[0].Case.Seeds.Select(seed => new TrainingEnd(
                seed.Evaluation.Seed, seed.Progress.Step, SeedTraining.Reason(seed.Progress.Stopped)))],
            Subspaces = Subspaces(data, routes),
        };
    }

    // Stitching has a map for one direction, not one for each network, and no space that they share.
    private static IReadOnlyList<SubspaceView> Subspaces(RunData data, IReadOnlyList<ShownRoute> routes) =>
        routes[0].Case.Data.Setup.ReplacesAll ? [] : [.. routes.GroupBy(route => route.Result.Variable)
            .Select(group => SubspacePoints.Of(data, [.. group], sharesAxes: !group.First().Result.IsWithin)).OfType<SubspaceView>()];
}

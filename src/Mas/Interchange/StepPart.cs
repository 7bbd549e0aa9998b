namespace Mas.Interchange;

/// <summary>Some interventions of a step that end in one network, and what their mean losses weigh: all of them, or as many as one pass
/// takes.</summary>
/// <param name="Indices">[routes] which of each route's.</param>
internal sealed record StepPart(int Network, int[] Routes, IReadOnlyList<int[]> Indices, LossWeights Weights)
{
    public TargetBatch Batch(InterchangeData data) => new(data, Network, Routes, Indices);

    /// <summary>The parts of one network.</summary>
    /// <param name="most">Interventions of a part; null for all in one.</param>
    public static IEnumerable<StepPart> Of(
        InterchangeData data, int network, int[] routes, IReadOnlyList<int[]> batch, LossWeights weights, int? most)
    {
        (int Route, int Index)[] all = [.. routes.SelectMany(route => batch[route].Select(index => (route, index)))];
        if (most is not int limit || all.Length <= limit)
            return [new(network, routes, batch, weights)];
        if (routes.Any(route => data.Routes[route].CounterfactualLatent))
            throw new InvalidOperationException("A step with counterfactual latents runs each network in one pass.");
        double[] scored = [.. Enumerable.Range(0, batch.Count).Select(route =>
            routes.Contains(route) ? batch[route].Sum(index => (double)Scored(data, route, index)) : 1)];
        // What is about as long runs together: a pass pads its rows to the longest.
        return all.OrderByDescending(one => data.Interventions[one.Route][one.Index].TargetPosition).Chunk(limit).Select(some =>
        {
            int[][] own = [.. batch.Select((_, route) => some.Where(one => one.Route == route).Select(one => one.Index).ToArray())];
            // A mean over a part counts as much as the part has of all that is scored.
            double[] shares = [.. own.Select((indices, route) =>
                weights.Behaviour[route] * indices.Sum(index => (double)Scored(data, route, index)) / scored[route])];
            return new StepPart(network, routes, own, new LossWeights(shares));
        });
    }

    private static int Scored(InterchangeData data, int route, int index)
    {
        Intervention one = data.Interventions[route][index];
        return one.Scored.Count(isScored => isScored) + (one.Earlier?.Labels.Length ?? 0);
    }
}

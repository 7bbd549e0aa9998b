using Mas.Networks;

namespace Mas.Interchange;

/// <summary>Runs interventions: one pass per target network in a step, each on its own thread where threads are given, whatever the number
/// of networks and directions. Gradients are added up in the order of the targets, so the bytes do not depend on the threads.</summary>
/// <param name="threads">Passes side by side at most.</param>
/// <param name="evaluationBatch">Interventions per pass of an evaluation: bounds memory, not results.</param>
/// <param name="stepBatch">Interventions per pass of a step, which carries the behaviour loss alone; null for all of a target in one.
/// Bounds memory; sums of gradients are made in another order.</param>
internal sealed class InterchangeEngine(
    InterchangeData data, int threads, int evaluationBatch = InterchangeEngine.EvaluationBatch, int? stepBatch = null)
{
    private const int EvaluationBatch = 256;

    // A network that a direction runs must be one that can be run: found out here, before anything is.
    private readonly RunnableActivity?[] _running = [.. Enumerable.Range(0, data.Pools.Count).Select(network =>
        data.Routes.Any(route => route.Behaviour && route.Target == network) ? data.Runnable(network) : null)];

    private readonly (int Network, int[] Routes)[] _targets = [.. data.Routes.Select((route, index) => (route, index))
        .GroupBy(entry => entry.route.Target, entry => entry.index)
        .OrderBy(group => group.Key).Select(group => (group.Key, group.ToArray()))];

    public InterchangeData Data => data;

    /// <summary>Is told after each pass how many of a step or an evaluation have ended, and of how many; from any thread.</summary>
    public Action<int, int>? Ran { get; init; }

    /// <summary>Positions that have gone through the body of any network since the engine was made.</summary>
    public long PositionsRun { get; private set; }

    /// <summary>Losses and gradients of a batch.</summary>
    /// <param name="batch">[routes] interventions as indices into each route's list; empty leaves a route out.</param>
    /// <param name="weights">Weight of each route's mean losses in the total.</param>
    /// <returns>One outcome per route, and d(total)/d(maps).</returns>
    public (RouteOutcome[] Outcomes, StepGradients Gradients) Step(StepMaps maps, IReadOnlyList<int[]> batch, LossWeights weights)
    {
        StepPart[] parts = [.. _targets.Where(target => target.Routes.Any(route => batch[route].Length > 0))
            .SelectMany(target => StepPart.Of(data, target.Network, target.Routes, batch, weights, stepBatch))];
        TargetPass.Result[] results = RunPasses(parts.Length, i => parts[i].Batch(data), maps, i => parts[i].Weights);
        return (Collect(results), results.Select(result => result.Gradients!).Aggregate((sum, next) => sum.Plus(next)));
    }

    /// <summary>Runs every intervention of every route, forward only. The passes of a route do not depend on what other routes there
    /// are.</summary>
    /// <param name="maps">What the interventions are made with; null leaves every target unchanged, which is the no-swap control.</param>
    /// <returns>One outcome per route.</returns>
    public RouteOutcome[] Evaluate(StepMaps? maps)
    {
        var passes = new List<(int Route, int Start)>();
        for (int route = 0; route < data.Routes.Count; route++)
            for (int start = 0; start < data.Interventions[route].Count; start += evaluationBatch)
                passes.Add((route, start));
        return Collect(RunPasses(passes.Count, i => Part(passes[i].Route, passes[i].Start, evaluationBatch), maps, _ => null));
    }

    /// <summary>What a route's first interventions make of the target's latents, where they make it: h', [interventions, target width]. No
    /// network is run.</summary>
    /// <param name="route">Its interventions overwrite one position each (the scheme single), so that what they find there is
    /// natural.</param>
    public Tensor Intervened(StepMaps maps, int route, int count)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        TargetBatch batch = Part(route, 0, count);
        Tensor natural = data.Sources[batch.Network].Latents(batch.Rows.EntryPositions());
        return WrittenCoordinates.Of(data, batch, maps).Into(natural, maps.Maps[batch.Network], data.ReplacesAll).MoveToOuterDisposeScope();
    }

    /// <summary>What the target predicts after some interventions of a route.</summary>
    /// <param name="chosen">Which of the route's.</param>
    /// <returns>[chosen][scored] tokens; what is scored before the last overwritten position comes first.</returns>
    public long[][] Predicted(StepMaps maps, int route, IReadOnlyList<int> chosen)
    {
        if (chosen.Count == 0)
            return [];
        TargetPass.Result result = RunPasses(1, _ => Part(route, [.. chosen]), maps, _ => null)[0];
        var predicted = new long[chosen.Count][];
        int first = 0;
        for (int i = 0; i < predicted.Length; i++)
        {
            Intervention one = data.Interventions[route][chosen[i]];
            int scored = (one.Earlier?.Steps.Length ?? 0) + one.Scored.Count(isScored => isScored);
            predicted[i] = result.Predicted[first..(first += scored)];
        }
        return predicted;
    }

    private TargetBatch Part(int route, int start, int most) =>
        Part(route, [.. Enumerable.Range(start, Math.Min(data.Interventions[route].Count - start, most))]);

    private TargetBatch Part(int route, int[] interventions)
    {
        var batch = new int[data.Routes.Count][];
        batch[route] = interventions;
        return new TargetBatch(data, data.Routes[route].Target, [route], batch);
    }

    private TargetPass.Result[] RunPasses(int passes, Func<int, TargetBatch> batch, StepMaps? maps, Func<int, LossWeights?> weights)
    {
        var results = new TargetPass.Result[passes];
        int ended = 0;
        // Gradients leave their thread's scope here: a scope belongs to one thread.
        void RunOne(int index)
        {
            using var scope = NewDisposeScope();
            TargetBatch own = batch(index);
            results[index] = TargetPass.Run(data, _running[own.Network], own, maps, weights(index));
            results[index].Gradients?.Detach();
            Ran?.Invoke(Interlocked.Increment(ref ended), passes);
        }

        SideBySide.Run(passes, threads, RunOne);
        PositionsRun += results.Sum(result => (long)result.PositionsRun);
        return results;
    }

    private RouteOutcome[] Collect(IReadOnlyList<TargetPass.Result> results)
    {
        ILookup<int, RouteOutcome> parts = results.SelectMany(result => result.Outcomes).ToLookup(pair => pair.Key, pair => pair.Value);
        return [.. Enumerable.Range(0, data.Routes.Count).Select(route =>
            parts[route].ToArray() is { Length: > 0 } own ? RouteOutcome.Join(own) : RouteOutcome.None)];
    }
}

/// <summary>What each route's mean losses weigh in the total.</summary>
/// <param name="Behaviour">[routes] of the cross-entropy.</param>
/// <param name="CounterfactualLatent">[routes] of the CL loss.</param>
internal sealed record LossWeights(IReadOnlyList<double> Behaviour, IReadOnlyList<double> CounterfactualLatent)
{
    /// <summary>Of the behaviour loss alone.</summary>
    public LossWeights(IReadOnlyList<double> behaviour)
        : this(behaviour, new double[behaviour.Count])
    {
    }
}

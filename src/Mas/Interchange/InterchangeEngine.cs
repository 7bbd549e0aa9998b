using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Interchange;

/// <summary>
/// Runs interventions: one pass per target network, each on its own thread where threads are given, whatever the number of
/// networks and directions. Gradients are added up in the order of the targets, so the bytes do not depend on the threads.
/// </summary>
/// <param name="data">What can be run.</param>
/// <param name="threads">Passes side by side at most.</param>
public sealed class InterchangeEngine(InterchangeData data, int threads)
{
    private const int EvaluationBatch = 256; // interventions per route and pass: bounds memory, not results

    /// <summary>The data.</summary>
    public InterchangeData Data => data;

    /// <summary>Loss and gradients of a batch.</summary>
    /// <param name="factors">[networks] thin factors, each [width, columns].</param>
    /// <param name="batch">[routes] interventions as indices into each route's list; empty leaves a route out.</param>
    /// <param name="weights">[routes] weight of each route's mean cross-entropy in the total loss.</param>
    /// <returns>One outcome per route, and d(total)/d(factor) for each network, null where it had no part.</returns>
    public (RouteOutcome[] Outcomes, Tensor?[] Gradients) Step(IReadOnlyList<Tensor> factors, IReadOnlyList<int[]> batch, IReadOnlyList<double> weights)
    {
        TargetPass.Result[] results = RunPasses(group => TargetPass.Run(group, data.Routes, batch, factors, weights), batch);
        var gradients = new Tensor?[factors.Count];
        foreach (TargetPass.Result result in results)
            for (int network = 0; network < gradients.Length; network++)
                gradients[network] = Add(gradients[network], result.Gradients[network]);
        return (Collect(results, batch), gradients);
    }

    /// <summary>Runs every intervention of every route, forward only.</summary>
    /// <param name="factors">[networks] thin factors; null leaves every target unchanged, which is the no-swap control.</param>
    /// <returns>One outcome per route.</returns>
    public RouteOutcome[] Evaluate(IReadOnlyList<Tensor>? factors)
    {
        int most = data.Interventions.Max(list => list.Count);
        var parts = data.Routes.Select(_ => new List<RouteOutcome>()).ToArray();
        for (int start = 0; start < most; start += EvaluationBatch)
        {
            int[][] batch = [.. data.Interventions.Select(list => Enumerable.Range(start, Math.Clamp(list.Count - start, 0, EvaluationBatch)).ToArray())];
            RouteOutcome[] outcomes = Collect(RunPasses(group => TargetPass.Run(group, data.Routes, batch, factors, null), batch), batch);
            for (int route = 0; route < parts.Length; route++)
                if (batch[route].Length > 0)
                    parts[route].Add(outcomes[route]);
        }
        return [.. parts.Select(RouteOutcome.Join)];
    }

    private TargetPass.Result[] RunPasses(Func<TargetGroup, TargetPass.Result> pass, IReadOnlyList<int[]> batch)
    {
        TargetGroup[] groups = [.. data.Targets.Where(group => group.Members.Any(route => batch[route].Length > 0))];
        var results = new TargetPass.Result[groups.Length];
        // Gradients leave their thread's scope here: a scope belongs to one thread.
        void RunOne(int index)
        {
            using var scope = NewDisposeScope();
            results[index] = pass(groups[index]);
            foreach (Tensor? gradient in results[index].Gradients)
                gradient?.DetachFromDisposeScope();
        }

        SideBySide.Run(groups.Length, threads, RunOne);
        return results;
    }

    private RouteOutcome[] Collect(TargetPass.Result[] results, IReadOnlyList<int[]> batch)
    {
        var outcomes = new RouteOutcome[data.Routes.Count];
        Array.Fill(outcomes, new RouteOutcome(0, 0, 0, []));
        int next = 0;
        foreach (TargetGroup group in data.Targets.Where(group => group.Members.Any(route => batch[route].Length > 0)))
        {
            for (int m = 0; m < group.Members.Count; m++)
                outcomes[group.Members[m]] = results[next].Outcomes[m];
            next++;
        }
        return outcomes;
    }

    private static Tensor? Add(Tensor? sum, Tensor? term)
    {
        if (sum is null || term is null)
            return sum ?? term;
        using (sum)
        using (term)
            return sum.add(term, HeldScalar.One);
    }
}

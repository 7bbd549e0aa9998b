using Mas.Networks;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Interchange;

/// <summary>
/// One pass through one target network for a batch of interventions from all its sources: intervene, resume, compare with
/// the counterfactual labels and, where asked, take the gradient back to every thin factor that had a part in it.
/// </summary>
internal static class TargetPass
{
    /// <param name="Outcomes">One per member of the group.</param>
    /// <param name="Gradients">[networks] gradient of the weighted loss with respect to each factor, null where it had no part.</param>
    internal sealed record Result(RouteOutcome[] Outcomes, Tensor?[] Gradients);

    /// <param name="group">The target and its routes.</param>
    /// <param name="routes">All routes.</param>
    /// <param name="batch">[routes] the interventions to run, as indices into each route's list.</param>
    /// <param name="factors">[networks] thin factor of each network; null leaves every target unchanged (no swap).</param>
    /// <param name="weights">[routes] weight of each route's mean cross-entropy in the loss; null runs forward only.</param>
    public static Result Run(
        TargetGroup group, IReadOnlyList<Route> routes, IReadOnlyList<int[]> batch, IReadOnlyList<Tensor>? factors, IReadOnlyList<double>? weights)
    {
        NativeTorch.Load(); // passes run on threads of their own
        using var scope = NewDisposeScope();
        using var mode = set_grad_enabled(weights is not null);
        int[] rows = [.. group.Members.SelectMany((route, member) => group.Rows(member, batch[route]))];
        using ResumePlan plan = group.Prepared.Plan(rows);
        int[] ends = Ends(group, batch);
        Tensor?[] leaves = Leaves(group, routes, factors, weights is not null);
        Tensor latents = factors is null ? group.Prepared.Latents(rows) : Intervene(group, routes, batch, rows, leaves);
        Tensor replaced = weights is null ? latents : latents.detach().requires_grad_(true);
        Tensor logits = group.Prepared.Logits(replaced, plan);                                                     // [scored, vocab]
        Tensor losses = nn.functional.cross_entropy(logits, tensor(plan.Labels), reduction: nn.Reduction.None);    // [scored]
        RouteOutcome[] outcomes = Outcomes(plan, ends, logits, losses);
        if (weights is not null)
        {
            Tensor shares = tensor(Shares(group, plan, ends, outcomes, weights), dtype: losses.dtype);
            (losses * shares).sum().backward();
            latents.backward([replaced.grad!]);
        }
        return new Result(outcomes, [.. leaves.Select(leaf => leaf?.grad?.MoveToOuterDisposeScope())]);
    }

    private static int[] Ends(TargetGroup group, IReadOnlyList<int[]> batch)
    {
        var ends = new int[group.Members.Count];
        for (int m = 0; m < ends.Length; m++)
            ends[m] = (m == 0 ? 0 : ends[m - 1]) + batch[group.Members[m]].Length;
        return ends;
    }

    // Each pass has leaves of its own, so that passes on different threads never share a gradient.
    private static Tensor?[] Leaves(TargetGroup group, IReadOnlyList<Route> routes, IReadOnlyList<Tensor>? factors, bool gradients)
    {
        if (factors is null)
            return [];
        var leaves = new Tensor?[factors.Count];
        foreach (int network in group.Members.Select(route => routes[route].Source).Append(group.Network))
            leaves[network] ??= factors[network].detach().requires_grad_(gradients);
        return leaves;
    }

    private static Tensor Intervene(TargetGroup group, IReadOnlyList<Route> routes, IReadOnlyList<int[]> batch, int[] rows, Tensor?[] leaves)
    {
        using var scope = NewDisposeScope();
        Tensor natural = group.Prepared.Latents(rows);
        var parts = new List<Tensor>();
        int first = 0;
        for (int m = 0; m < group.Members.Count; m++)
        {
            Route route = routes[group.Members[m]];
            int[] chosen = batch[group.Members[m]];
            if (chosen.Length == 0)
                continue;
            Tensor coordinates = InterchangeIntervention.Coordinates(group.SourceLatents(m, route.Source, chosen), leaves[route.Source]!, route.Block);
            parts.Add(InterchangeIntervention.Apply(natural.narrow(0, first, chosen.Length), coordinates, leaves[group.Network]!, route.Block));
            first += chosen.Length;
        }
        return cat(parts, 0).MoveToOuterDisposeScope();
    }

    // d(total)/d(loss of one scored position): the route's weight, spread over its scored positions.
    private static double[] Shares(TargetGroup group, ResumePlan plan, int[] ends, RouteOutcome[] outcomes, IReadOnlyList<double> weights)
    {
        var shares = new double[plan.Owners.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            int member = MemberOf(plan.Owners[i], ends);
            shares[i] = weights[group.Members[member]] / outcomes[member].Tokens;
        }
        return shares;
    }

    private static RouteOutcome[] Outcomes(ResumePlan plan, int[] ends, Tensor logits, Tensor losses)
    {
        long[] predicted = logits.argmax(1).data<long>().ToArray();
        double[] loss = losses.detach().to_type(ScalarType.Float64).data<double>().ToArray();
        var sums = new double[ends.Length];
        var tokens = new int[ends.Length];
        var right = new int[ends.Length];
        var trials = new bool[plan.Rows];
        Array.Fill(trials, true);
        for (int i = 0; i < predicted.Length; i++)
        {
            int owner = plan.Owners[i], member = MemberOf(owner, ends);
            sums[member] += loss[i];
            tokens[member]++;
            if (predicted[i] == plan.Labels[i])
                right[member]++;
            else
                trials[owner] = false;
        }
        return [.. ends.Select((end, m) => new RouteOutcome(sums[m], tokens[m], right[m], trials[(m == 0 ? 0 : ends[m - 1])..end]))];
    }

    private static int MemberOf(int row, int[] ends)
    {
        int member = 0;
        while (row >= ends[member])
            member++;
        return member;
    }
}

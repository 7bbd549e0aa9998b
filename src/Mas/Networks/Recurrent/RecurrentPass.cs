namespace Mas.Networks.Recurrent;

/// <summary>The forward pass that recording, resuming and training share; differentiable in inputs, states and weights.</summary>
internal static class RecurrentPass
{
    /// <summary>Whole states after every fed token, step by step, [active, width] in the plan's order.</summary>
    /// <param name="inputGates">[Σ active, gates · hidden] what each fed token adds to the lowest layer's gates, stacked as the plan
    /// says.</param>
    /// <param name="start">[rows, width] state before the first token, in the plan's order.</param>
    /// <param name="after">Changes what stands after a step at a place, [active, width of the place] in the plan's order; what is above it
    /// sees it changed. Null for no change.</param>
    /// <param name="place">Where that is; null for the whole state.</param>
    public static List<Tensor> States(
        RecurrentWeights weights, Tensor inputGates, Tensor start, StepPlan plan, Func<int, Tensor, Tensor>? after = null,
        StatePlace? place = null)
    {
        var states = new List<Tensor>(plan.Active.Length);
        if (plan.Active.Length == 0)
            return states;
        Tensor[] gates = inputGates.split(Array.ConvertAll(plan.Active, n => (long)n), 0);
        Tensor state = start;
        for (int step = 0; step < plan.Active.Length; step++)
        {
            if (state.size(0) != plan.Active[step])
                state = state.narrow(0, 0, plan.Active[step]);
            int done = step;
            state = Next(weights, gates[step], state, after is null ? null : own => after(done, own), place?.Layer);
            states.Add(state);
        }
        return states;
    }

    private static Tensor Next(
        RecurrentWeights weights, Tensor inputGates, Tensor before, Func<Tensor, Tensor>? after, int? changed)
    {
        if (weights.Layers.Count == 1)
            return Changed(weights.Cell.Step(inputGates, before, weights.Layers[0]), after);
        Tensor lowest = Changed(weights.Cell.Step(inputGates, weights.OfLayer(before, 0), weights.Layers[0]), changed == 0 ? after : null);
        return Changed(Above(weights, [lowest], before, after, changed), changed is null ? after : null);
    }

    /// <summary>The whole state after a token, [rows, width], of what its lowest layers are after it and of the state before it.</summary>
    /// <param name="lowest">[layers] of them, [rows, layer width] each.</param>
    /// <param name="before">[rows, width]</param>
    public static Tensor Above(
        RecurrentWeights weights, IReadOnlyList<Tensor> lowest, Tensor before, Func<Tensor, Tensor>? after = null, int? changed = null)
    {
        List<Tensor> states = [.. lowest];
        for (int layer = lowest.Count; layer < weights.Layers.Count; layer++)
        {
            Tensor gates = weights.Layers[layer].InputGates(weights.Cell.Hidden(states[layer - 1]));
            Tensor own = weights.Cell.Step(gates, weights.OfLayer(before, layer), weights.Layers[layer]);
            states.Add(Changed(own, changed == layer ? after : null));
        }
        return cat(states, 1);
    }

    private static Tensor Changed(Tensor state, Func<Tensor, Tensor>? after) => after?.Invoke(state) ?? state;

    /// <summary>Logits at flat positions, [positions, vocab]; each row is fed up to its last one.</summary>
    /// <param name="positions">Flat positions, ascending, at least one.</param>
    /// <param name="dropout">[positions, head width] factors of the head's units; null leaves them as they are.</param>
    public static Tensor LogitsAt(RecurrentWeights weights, TokenRows rows, int[] positions, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        using var plan = StepPlan.UpTo(rows, positions, weights.Device, out long[] places);
        Tensor inputGates = weights.Layers[0].InputGates(weights.Embedding).index_select(0, plan.Tokens);
        Tensor states = cat(States(weights, inputGates, weights.Start(rows.Count), plan), 0);
        Tensor read = states.index_select(0, weights.Device.Indices(places));
        return weights.Head.Logits(weights.Read(read), dropout).MoveToOuterDisposeScope();
    }
}

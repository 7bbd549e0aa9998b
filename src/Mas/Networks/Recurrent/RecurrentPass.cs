namespace Mas.Networks.Recurrent;

/// <summary>The forward pass that recording, resuming and training share; differentiable in inputs, states and weights.</summary>
internal static class RecurrentPass
{
    /// <summary>States after every fed token, step by step, [active, width] in the plan's order.</summary>
    /// <param name="inputGates">[Σ active, gates · hidden] what each fed token adds to the gates, stacked as the plan says.</param>
    /// <param name="start">[rows, width] state before the first token, in the plan's order.</param>
    /// <param name="after">Changes the state that stands after a step, [active, width] in the plan's order.</param>
    public static List<Tensor> States(
        RecurrentWeights weights, Tensor inputGates, Tensor start, StepPlan plan, Func<int, Tensor, Tensor>? after = null)
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
            state = weights.Cell.Step(gates[step], state, weights);
            state = after?.Invoke(step, state) ?? state;
            states.Add(state);
        }
        return states;
    }

    /// <summary>Logits at flat positions, [positions, vocab]; each row is fed up to its last one.</summary>
    /// <param name="positions">Flat positions, ascending, at least one.</param>
    /// <param name="dropout">[positions, head width] factors of the head's units; null leaves them as they are.</param>
    public static Tensor LogitsAt(RecurrentWeights weights, TokenRows rows, int[] positions, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        using var plan = StepPlan.UpTo(rows, positions, weights.Device, out long[] places);
        Tensor inputGates = RecurrentCell.InputGates(weights.Embedding, weights).index_select(0, plan.Tokens);
        Tensor states = cat(States(weights, inputGates, weights.Start(rows.Count), plan), 0);
        Tensor read = states.index_select(0, weights.Device.Indices(places));
        return weights.Head.Logits(weights.Cell.Hidden(read), dropout).MoveToOuterDisposeScope();
    }
}

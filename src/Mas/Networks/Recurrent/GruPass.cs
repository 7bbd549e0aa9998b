using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>The forward pass that recording, resuming and training share; differentiable in states and weights.</summary>
internal static class GruPass
{
    /// <summary>States after every fed token, stacked as the plan says, [Σ active, width].</summary>
    /// <param name="start">[rows, width] state before the first token, in the plan's order; null for zeros.</param>
    public static List<Tensor> States(GruWeights weights, Tensor inputGates, Tensor start, StepPlan plan)
    {
        var states = new List<Tensor>(plan.Active.Length);
        if (plan.Active.Length == 0)
            return states;
        Tensor[] gates = inputGates.index_select(0, plan.Tokens).split(Array.ConvertAll(plan.Active, n => (long)n), 0);
        Tensor state = start;
        for (int step = 0; step < plan.Active.Length; step++)
        {
            if (state.size(0) != plan.Active[step])
                state = state.narrow(0, 0, plan.Active[step]);
            state = GruCell.Step(gates[step], state, weights);
            states.Add(state);
        }
        return states;
    }

    /// <summary>Logits of states, [rows, vocab]: linear, GELU (exact), linear.</summary>
    public static Tensor Head(GruWeights weights, Tensor states)
    {
        using var scope = NewDisposeScope();
        Tensor hidden = nn.functional.linear(states, weights.HiddenWeight, weights.HiddenBias).gelu(); // [rows, head width]
        return nn.functional.linear(hidden, weights.OutputWeight, weights.OutputBias).MoveToOuterDisposeScope();
    }
}

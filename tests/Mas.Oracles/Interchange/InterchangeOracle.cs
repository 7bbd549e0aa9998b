using Mas.Interchange;
using Mas.Networks.Recurrent;
using Mas.Oracles.Networks;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Oracles.Interchange;

/// <summary>The slow, plain interchange intervention: one at a time, the whole network over the whole sequence, square matrices and
/// full-width masks, the counterfactual continuation fed token by token. Nothing is cached, nothing is shared.</summary>
internal sealed record InterchangeOracle(
    IReadOnlyList<RecurrentWeights> Weights, IReadOnlyList<TokenRows> Pools, IReadOnlyList<Route> Routes,
    IReadOnlyList<IReadOnlyList<Intervention>> Interventions,
    IReadOnlyList<int> Sizes, bool ReplacesAll = false)
{
    /// <param name="Loss">Mean cross-entropy over the scored positions of the route.</param>
    internal sealed record Outcome(Tensor Loss, int Tokens, int TokensRight, bool[] TrialsRight);

    /// <param name="matrices">[networks] W, each [width, width]; null leaves the target unchanged.</param>
    public Outcome Run(int route, IReadOnlyList<int> chosen, IReadOnlyList<Tensor>? matrices)
    {
        var losses = new List<Tensor>();
        int right = 0;
        var trials = new bool[chosen.Count];
        for (int i = 0; i < trials.Length; i++)
        {
            (List<Tensor> own, int ownRight) = Trial(Routes[route], Interventions[route][chosen[i]], matrices);
            trials[i] = ownRight == own.Count;
            right += ownRight;
            losses.AddRange(own);
        }
        return new(stack(losses).mean(), losses.Count, right, trials);
    }

    /// <summary>The target's state after the last replacement, [1, target width].</summary>
    public Tensor Replaced(Route route, Intervention intervention, IReadOnlyList<Tensor>? matrices)
    {
        int[] tokens = Pools[route.Target].Row(intervention.TargetSequence).ToArray();
        Tensor state = RecurrentOracle.Start(Weights[route.Target]);
        for (int q = 0; q <= intervention.TargetPosition; q++)
        {
            state = RecurrentOracle.Cell(Weights[route.Target], tokens[q], state);
            if (matrices is not null && q >= intervention.FirstPosition)
                state = Replace(route, intervention, matrices, state, intervention.TargetPosition - q);
        }
        return state;
    }

    // z = (1 − Σ m) ⊙ A_t(h_t) + Σ m ⊙ A_s(h_s), or without the first term where the mask replaces all.
    private Tensor Replace(Route route, Intervention intervention, IReadOnlyList<Tensor> matrices, Tensor target, int before)
    {
        Tensor kept = ReplacesAll ? zeros_like(target) : ones_like(target), written = zeros_like(target);
        foreach (Donor donor in intervention.Donors)
        {
            Tensor source = State(Weights[route.Source], Pools[route.Source].Row(donor.Sequence)[..(donor.Position - before + 1)]);
            Tensor mask = zeros_like(target);
            mask.narrow(1, Sizes.Take(donor.Subspace).Sum(), Sizes[donor.Subspace]).fill_(HeldScalar.One);
            kept = kept * (1 - mask);
            written = written + mask * InWidth(source.mm(matrices[route.Source]), target.size(1));
        }
        return (kept * target.mm(matrices[route.Target]) + written).mm(matrices[route.Target].t());
    }

    private (List<Tensor> Losses, int Right) Trial(Route route, Intervention intervention, IReadOnlyList<Tensor>? matrices)
    {
        RecurrentWeights weights = Weights[route.Target];
        Tensor state = Replaced(route, intervention, matrices);
        var losses = new List<Tensor>();
        int right = 0;
        for (int s = 0; s < intervention.Continuation.Length; s++)
        {
            int token = intervention.Continuation[s], label = (intervention.Labels ?? intervention.Continuation)[s];
            Tensor logits = RecurrentOracle.Head(weights, state);
            if (intervention.Scored[s])
            {
                losses.Add(logits.logsumexp(1).squeeze() - logits[0, label]);
                right += logits.argmax(1).item<long>() == label ? 1 : 0;
            }
            state = RecurrentOracle.Cell(weights, token, state);
        }
        return (losses, right);
    }

    private static Tensor State(RecurrentWeights weights, ReadOnlySpan<int> tokens)
    {
        Tensor state = RecurrentOracle.Start(weights);
        foreach (int token in tokens)
            state = RecurrentOracle.Cell(weights, token, state);
        return state;
    }

    // Coordinates beyond the narrower network are in no mask; what stands there does not matter.
    private static Tensor InWidth(Tensor aligned, long width) =>
        aligned.size(1) >= width ? aligned.narrow(1, 0, width) : nn.functional.pad(aligned, [0, width - aligned.size(1)]);
}

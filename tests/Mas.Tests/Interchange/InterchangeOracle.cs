using Mas.Interchange;
using Mas.Networks.Recurrent;
using Mas.Tensors;
using Mas.Tests.Networks;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

/// <summary>
/// The slow, plain interchange intervention: one at a time, the whole network over the whole sequence, square matrices and
/// full-width masks, the counterfactual continuation fed token by token. Nothing is cached, nothing is shared.
/// </summary>
internal sealed record InterchangeOracle(
    IReadOnlyList<GruWeights> Weights, IReadOnlyList<TokenRows> Pools, IReadOnlyList<Route> Routes, IReadOnlyList<IReadOnlyList<Intervention>> Interventions)
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

    /// <summary>The replaced state, [1, target width].</summary>
    public Tensor Replaced(Route route, Intervention intervention, IReadOnlyList<Tensor>? matrices)
    {
        Tensor target = State(Weights[route.Target], Pools[route.Target].Row(intervention.TargetSequence)[..(intervention.TargetPosition + 1)]);
        if (matrices is null)
            return target;
        Tensor source = State(Weights[route.Source], Pools[route.Source].Row(intervention.SourceSequence)[..(intervention.SourcePosition + 1)]);
        Tensor swapped = zeros(1, target.size(1), dtype: target.dtype), kept = ones_like(swapped);
        swapped.narrow(1, route.Block.Start, route.Block.Size).fill_(HeldScalar.One);
        kept.narrow(1, route.Block.Start, route.Block.Size).zero_();
        Tensor aligned = (kept * target.mm(matrices[route.Target])).add(swapped * InWidth(source.mm(matrices[route.Source]), target.size(1)), HeldScalar.One);
        return aligned.mm(matrices[route.Target].t());
    }

    private (List<Tensor> Losses, int Right) Trial(Route route, Intervention intervention, IReadOnlyList<Tensor>? matrices)
    {
        GruWeights weights = Weights[route.Target];
        Tensor state = Replaced(route, intervention, matrices);
        var losses = new List<Tensor>();
        int right = 0;
        for (int s = 0; s < intervention.Continuation.Length; s++)
        {
            int token = intervention.Continuation[s];
            Tensor logits = GruOracle.Head(weights, state);
            if (intervention.Scored[s])
            {
                losses.Add(logits.logsumexp(1).squeeze() - logits[0, token]);
                right += logits.argmax(1).item<long>() == token ? 1 : 0;
            }
            state = GruOracle.Cell(weights, token, state);
        }
        return (losses, right);
    }

    private static Tensor State(GruWeights weights, ReadOnlySpan<int> tokens)
    {
        Tensor state = GruOracle.Zero(weights);
        foreach (int token in tokens)
            state = GruOracle.Cell(weights, token, state);
        return state;
    }

    // Coordinates beyond the narrower network are in no mask; what stands there does not matter.
    private static Tensor InWidth(Tensor aligned, long width) =>
        aligned.size(1) >= width ? aligned.narrow(1, 0, width) : nn.functional.pad(aligned, [0, width - aligned.size(1)]);
}

using Mas.Interchange;
using Mas.Networks;

namespace Mas.Evaluation;

/// <summary>How much a network's behaviour changes with each direction of its latents: G = E[JᵀCJ], J the Jacobian of the scored logits
/// with respect to the latent, C = I − 11ᵀ/V, without what moves all logits of a position alike (<c>method.md</c> section 10).</summary>
internal static class OutputSensitivity
{
    public const int RowsAtOnce = 256; // bounds memory, not results

    /// <summary>The mean over samples of the sum over each one's scored positions.</summary>
    /// <param name="samples">One position each.</param>
    /// <returns>[width, width] float64, symmetric</returns>
    public static Tensor Of(RunnableActivity activity, (TargetRows Rows, bool[] Scored) samples)
    {
        using var scope = NewDisposeScope();
        using Tensor place = activity.Latents(samples.Rows.First.AsSpan(0, 1));
        Tensor sum = Device.Of(place).Exact.Zeros(activity.Width, activity.Width);
        for (int first = 0; first < samples.Rows.Count; first += RowsAtOnce)
            Add(sum, activity, NaturalTargets.Part(samples, first, Math.Min(RowsAtOnce, samples.Rows.Count - first)));
        using TorchSharp.Scalar share = 1.0 / samples.Rows.Count;
        return sum.mul_(share).MoveToOuterDisposeScope();
    }

    // The rows of a pass do not touch one another, so one backward pass gives each row's derivative of one logit of its own.
    private static void Add(Tensor sum, RunnableActivity activity, (TargetRows Rows, bool[] Scored) samples)
    {
        using var scope = NewDisposeScope();
        using var mode = enable_grad();
        using var targets = new ScoredTargets(activity.Prepare(samples.Rows), samples.Scored);
        if (targets.Labels.Length == 0)
            return;
        Tensor latents = activity.Latents(samples.Rows.First).detach().requires_grad_(true);                // [rows, width]
        Tensor logits = targets.Logits((_, entries) => latents.index_select(0, Device.Of(latents).Indices(entries)));
        Tensor centred = logits - logits.mean([1], keepdim: true);                                   // [scored, vocab]
        foreach (long[] places in ByRank(targets.Owners))
        {
            Tensor chosen = centred.index_select(0, Device.Of(centred).Indices(places));
            for (long word = 0; word < chosen.size(1); word++)
                AddOne(sum, latents, chosen.narrow(1, word, 1));
        }
    }

    private static void AddOne(Tensor sum, Tensor latents, Tensor outputs)
    {
        using var scope = NewDisposeScope();
        outputs.backward([ones_like(outputs)], retain_graph: true);
        using Tensor gradient = latents.grad!;
        Tensor exact = gradient.to_type(ScalarType.Float64);
        latents.grad = null;
        using var frozen = no_grad();
        sum.addmm_(exact.t(), exact, 1, 1);
    }

    // The first scored position of every row, then the second of those that have one, and so on.
    private static long[][] ByRank(int[] owners)
    {
        var ranks = new List<List<long>>();
        for (int i = 0, rank = 0; i < owners.Length; i++)
        {
            rank = i > 0 && owners[i] == owners[i - 1] ? rank + 1 : 0;
            if (rank == ranks.Count)
                ranks.Add([]);
            ranks[rank].Add(i);
        }
        return [.. ranks.Select(places => places.ToArray())];
    }
}

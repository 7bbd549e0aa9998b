using Mas.Interchange;
using Mas.Networks;

namespace Mas.Evaluation;

/// <summary>How much a network's behaviour changes with each direction of its latents: G = E[JᵀCJ], J the Jacobian of the scored logits
/// with respect to the latent, C = I − 11ᵀ/V, without what moves all logits of a position alike (<c>method.md</c> section 10).</summary>
/// <remarks>JᵀCJ = E[gᵀg] over random signs z, with g = zᵀCJ, which one backward pass gives for every row (Hutchinson, 1990). It lies in
/// the row space of J whatever the signs, so that a direction which changes nothing has eigenvalue 0.</remarks>
internal static class OutputSensitivity
{
    public const int RowsAtOnce = 256; // bounds memory, not results

    private const int LeastProbes = 4, PerDimension = 8; // draws of signs: of each sample, and of all for each dimension

    /// <summary>The mean over samples of the sum over each one's scored positions.</summary>
    /// <param name="samples">One position each.</param>
    /// <param name="probes">Draws of signs for each; null for as many as the width asks for.</param>
    /// <returns>[width, width] float64, symmetric</returns>
    public static Tensor Of(RunnableActivity activity, NaturalTargets samples, ulong seed, int? probes = null)
    {
        using var scope = NewDisposeScope();
        using Tensor place = activity.Latents(samples.Rows.First.AsSpan(0, 1));
        var random = new SeededRandom(seed);
        int count = samples.Rows.Count, draws = probes ?? Math.Max(LeastProbes, (PerDimension * activity.Width + count - 1) / count);
        Tensor sum = Device.Of(place).Exact.Zeros(activity.Width, activity.Width);
        for (int first = 0; first < count; first += RowsAtOnce)
            Add(sum, activity, samples.Part(first, Math.Min(RowsAtOnce, count - first)), draws, ref random);
        using TorchSharp.Scalar share = 1.0 / (count * draws);
        return sum.mul_(share).MoveToOuterDisposeScope();
    }

    // The rows of a pass do not touch one another, so one backward pass gives each row's derivative of its own signed sum.
    private static void Add(Tensor sum, RunnableActivity activity, NaturalTargets samples, int probes, ref SeededRandom random)
    {
        using var scope = NewDisposeScope();
        using ScoredTargets targets = samples.Prepare(activity);
        if (targets.Labels.Length == 0)
            return;
        using DifferentiableLogits logits = targets.Differentiate(activity.Latents(samples.Rows.First)); // of [rows, width]
        for (int probe = 0; probe < probes; probe++)
            AddOne(sum, logits, Signs(logits.Logits.numel(), ref random));
    }

    private static float[] Signs(long count, ref SeededRandom random)
    {
        var signs = new float[count];
        for (int i = 0; i < signs.Length; i++)
            signs[i] = random.Next(2) == 0 ? 1 : -1;
        return signs;
    }

    private static void AddOne(Tensor sum, DifferentiableLogits logits, float[] signs)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor drawn = Device.Of(logits.Logits).From(signs, logits.Logits.shape);                      // [scored, vocab]
        using TorchSharp.Scalar words = drawn.size(1);
        Tensor centred = drawn - drawn.sum([1], keepdim: true).div(words);
        Tensor exact = logits.Back(centred).to_type(ScalarType.Float64);
        sum.addmm_(exact.t(), exact, 1, 1);
    }
}

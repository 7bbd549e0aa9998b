using Mas.Networks.Recurrent;

namespace Mas.Benchmarks.Steps;

/// <summary>The floating-point operations that a step cannot do without: the matrix products of the rows that are still alive, forward and
/// backward (the weights are frozen, so backward costs one forward). What tokens add to the gates comes from a table; element-wise work and
/// the alignments are left out.</summary>
internal static class Arithmetic
{
    /// <summary>Of one step.</summary>
    /// <param name="weights">[networks]</param>
    /// <param name="batch">[routes] chosen interventions.</param>
    public static double OfStep(InterchangeData data, RecurrentWeights[] weights, IReadOnlyList<int[]> batch)
    {
        double sum = 0;
        for (int route = 0; route < batch.Count; route++)
            foreach (int chosen in batch[route])
                sum += Of(weights[data.Routes[route].Target], data.Interventions[route][chosen]);
        return sum;
    }

    private static double Of(RecurrentWeights weights, Intervention one)
    {
        double width = weights.Width, head = weights.Named["head.0.bias"].size(0), words = weights.Vocabulary;
        double cells = one.Continuation.Length - 1; // the last token is only predicted
        double scored = one.Scored.Count(token => token);
        double products = cells * 3 * width * width + scored * (width * head + head * words);
        return 2 * 2 * products; // a multiplication and an addition, forward and backward
    }
}

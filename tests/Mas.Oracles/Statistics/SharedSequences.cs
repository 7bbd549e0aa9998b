using Mas.Results.Statistics;
using MathNet.Numerics.Distributions;

namespace Mas.Oracles.Statistics;

/// <summary>Interventions drawn as a run draws them, source and target sequence each uniformly from a pool, and how easy each is: what its
/// two sequences bring.</summary>
/// <param name="Easy">[interventions] on the logit.</param>
internal sealed record SharedSequences(TestSequences Sequences, double[] Easy)
{
    /// <param name="pool">Sequences of the source and of the target.</param>
    /// <param name="deviation">Of how easy an intervention is; each of its sequences brings half of the variance.</param>
    public static SharedSequences Draw(Random random, int interventions, int pool, double deviation)
    {
        (double[] ofSource, double[] ofTarget) = (Effects(), Effects());
        (int[] sources, int[] targets) = (Drawn(), Drawn());
        return new(TestSequences.Of(sources, targets), [.. sources.Zip(targets, (source, target) => ofSource[source] + ofTarget[target])]);

        double[] Effects() => [.. Enumerable.Range(0, pool).Select(_ => deviation / Math.Sqrt(2) * Normal.Sample(random, 0, 1))];
        int[] Drawn() => [.. Enumerable.Range(0, interventions).Select(_ => random.Next(pool))];
    }
}

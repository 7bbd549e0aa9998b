using Mas.Alignments;
using Mas.Results.Records;

namespace Mas.Comparison;

/// <summary>A network's natural latents at eligible positions of the first training sequences, which starts and comparisons look at.</summary>
internal static class NaturalLatents
{
    /// <summary>As they are, [rows, width].</summary>
    public static Tensor Of(RunData data, int network) => data.Pools(Metrics.Train)[network].EligibleLatents(RunData.StartSequences);

    /// <summary>As an alignment function sees them: normalised where the design asks for it, [rows, width].</summary>
    public static Tensor Normalised(AlignmentDesign design, RunData data, int network)
    {
        using var scope = NewDisposeScope();
        return Normalised(design, data, network, Of(data, network)).MoveToOuterDisposeScope();
    }

    /// <summary>Other latents of the network, normalised in the same way.</summary>
    public static Tensor Normalised(AlignmentDesign design, RunData data, int network, Tensor latents)
    {
        using var scope = NewDisposeScope();
        Normalisation? normalisation = AlignmentFactory.Normalisation(design, Of(data, network));
        return (normalisation?.Apply(latents) ?? latents.alias()).MoveToOuterDisposeScope();
    }
}

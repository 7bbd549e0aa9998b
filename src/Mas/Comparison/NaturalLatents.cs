using Mas.Alignments;
using Mas.Results.Records;

namespace Mas.Comparison;

/// <summary>A network's natural latents at eligible positions of the first training sequences, for starts and comparisons.</summary>
internal static class NaturalLatents
{
    /// <summary>As they are, [rows, width].</summary>
    public static Tensor Of(RunData data, int network) => data.Pools(Metrics.Train)[network].EligibleLatents(RunData.StartSequences);

    /// <summary>As an alignment function sees them: normalised where the design asks for it, [rows, width].</summary>
    /// <param name="latents">Other latents of the network, for them to be normalised in the same way.</param>
    public static Tensor Normalised(AlignmentDesign design, RunData data, int network, Tensor? latents = null)
    {
        using var scope = NewDisposeScope();
        Tensor natural = Of(data, network), wanted = latents ?? natural;
        return (AlignmentFactory.Normalisation(design, natural)?.Apply(wanted) ?? wanted.alias()).MoveToOuterDisposeScope();
    }
}

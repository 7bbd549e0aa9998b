using System.Collections.Concurrent;
using Mas.Alignments;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;

namespace Mas.Analyses.Untrained;

/// <summary>The aligned start of a direction between networks by itself, from a source of fresh weights: the target's principal axes, and
/// beside them the source's own latents.</summary>
internal sealed class PairStarts(AnalysisContext context, RunData fresh) : IDisposable
{
    private readonly ConcurrentDictionary<(Direction Pair, int Network), OwnStart> _starts = new();

    /// <summary>As of <see cref="AlignmentStarts"/>.</summary>
    public OwnStart? Of(CaseSetup setup, int network, int _)
    {
        Direction pair = setup.Case.Method.Trained[0];
        bool isAligned = context.Experiment.Alignment.Start is AlignmentStart.Aligned or AlignmentStart.NextLarger
            && context.Data.SharesSequences
            && AlignmentFactory.HasOrthogonalBase(setup.Design);
        return isAligned && !pair.IsWithin && (network == pair.Source || network == pair.Target)
            ? _starts.GetOrAdd((pair, network), _ => Make(setup.Design, pair, network)) : null;
    }

    private OwnStart Make(AlignmentDesign design, Direction pair, int network)
    {
        using var scope = NewDisposeScope();
        Tensor[] bases = OrthogonalBase.Aligned(
            [context.Data.NormalisedLatents(design, pair.Target), fresh.NormalisedLatents(design, pair.Source)]);
        return network == pair.Target ? new OwnStart(bases[0].DetachFromDisposeScope())
            : new OwnStart(bases[1].DetachFromDisposeScope()) { Latents = fresh.NaturalLatents(pair.Source).DetachFromDisposeScope() };
    }

    public void Dispose()
    {
        foreach (OwnStart start in _starts.Values)
            start.Dispose();
    }
}

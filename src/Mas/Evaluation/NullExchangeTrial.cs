using Mas.Interchange;

namespace Mas.Evaluation;

/// <summary>Natural samples of a network in which a part of the latent is exchanged for that of other samples: does it still say the
/// same?</summary>
internal sealed class NullExchangeTrial : IDisposable
{
    private const int Samples = 1000;

    private readonly ScoredTargets _targets;
    private readonly Tensor _others; // [samples, width]
    private readonly long[] _natural;

    /// <param name="purpose">Names the stream of the samples.</param>
    /// <param name="donors">That of the samples which parts come from.</param>
    public NullExchangeTrial(RecordedPool pool, ulong seed, string purpose, string donors)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        NaturalTargets Drawn(string stream) => NaturalTargets.Draw(pool, Samples, SeededRandom.Derive(seed, stream));
        _others = pool.Activity.Latents(Drawn(donors).Rows.First).DetachFromDisposeScope();
        _targets = Drawn(purpose).Prepare(pool.Activity);
        _natural = _targets.Run((latents, _) => latents, null).Predicted;
    }

    /// <summary>Share of scored tokens whose prediction stays.</summary>
    /// <param name="basis">[width, dimensions] orthonormal, of the part.</param>
    public double Agreement(Tensor basis)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor own = basis.to_type(_others.dtype);
        long[] exchanged = _targets.Run((latents, entries) => Exchanged(latents, entries, own), null).Predicted;
        return _natural.Zip(exchanged).Count(pair => pair.First == pair.Second) / (double)_natural.Length;
    }

    private Tensor Exchanged(Tensor latents, int[] entries, Tensor basis)
    {
        Tensor donors = _others.index_select(0, Device.Of(_others).Indices(entries));
        return latents.add((donors - latents).mm(basis).mm(basis.t()), HeldScalar.One);
    }

    public void Dispose()
    {
        _targets.Dispose();
        _others.Dispose();
    }
}

using System.Collections.Concurrent;

namespace Mas.Networks.Copies;

/// <summary>A network that does exactly what another one does, with the latents of every site in other coordinates.</summary>
/// <param name="original">Owned from here on.</param>
internal sealed class RecodedNetwork(OpenedSource original, Recoding recoding) : Network
{
    private readonly ConcurrentDictionary<Site, Lazy<Coordinates>> _coordinates = new();

    public override string Architecture => original.Network.Architecture;

    public override Device Device => original.Network.Device;

    public override long ParameterCount => original.Network.ParameterCount;

    public override IReadOnlyList<Site> Sites => original.Network.Sites;

    internal override int? LongestSequence => original.Network.LongestSequence;

    internal override bool TakesPreparedLatents => original.Network.TakesPreparedLatents;

    internal override bool CanBeRun => original.Network.CanBeRun;

    internal override bool CanPredict => original.Network.CanPredict;

    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false) =>
        [.. original.Network.Record(sequences, sites, onlyRead).Zip(sites, (activity, site) => new RecodedActivity(activity, At(site)))];

    private Coordinates At(Site site) => _coordinates.GetOrAdd(site, one => new(() => recoding.At(one, Device))).Value;

    public override void Dispose()
    {
        foreach (Lazy<Coordinates> made in _coordinates.Values)
            made.Value.Dispose();
        original.Dispose();
    }
}

/// <summary>Activity in other coordinates.</summary>
/// <param name="original">Owned from here on.</param>
/// <param name="coordinates">Stay the network's.</param>
/// <param name="held">Ends with the activity; null where it belongs to somebody else.</param>
internal sealed class RecodedActivity(RunnableActivity original, Coordinates coordinates, IDisposable? held = null) : RunnableActivity
{
    public override int Width => original.Width;

    /// <summary>Those of the original, in its own coordinates: it alone goes on from them.</summary>
    public override Func<TargetRows, Tensor>? Continuations => original.Continuations;

    public override Tensor Latents(ReadOnlySpan<int> positions)
    {
        using Tensor latents = original.Latents(positions);
        return coordinates.Of(latents);
    }

    public override Tensor Logits(ReadOnlySpan<int> positions) => original.Logits(positions);

    public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) =>
        new RecodedTargets(original.Prepare(rows, continuations), coordinates);

    public override RunnableActivity Share() => new RecodedActivity(original.Share(), coordinates);

    public override RunnableActivity Only(int[] positions) => new RecodedActivity(original.Only(positions), coordinates);

    public override void Dispose()
    {
        original.Dispose();
        held?.Dispose();
    }
}

/// <summary>Targets whose latents are replaced in other coordinates.</summary>
/// <param name="original">Owned from here on.</param>
internal sealed class RecodedTargets(PreparedTargets original, Coordinates coordinates) : PreparedTargets(original.Rows)
{
    public override int PositionsRun => original.PositionsRun;

    public override TargetReadings Resume(Replacement replace, TargetReads reads)
    {
        TargetReadings found = original.Resume(Recoded(replace), reads);
        using Tensor? latents = found.Latents;
        return found with { Latents = latents is null ? null : coordinates.Of(latents) };
    }

    internal override ScoredRun? Score(Replacement replace, TargetPlaces places, long[] labels, double[]? shares) =>
        original.Score(Recoded(replace), places, labels, shares);

    internal override DifferentiableLogits Differentiate(Tensor latents, TargetPlaces places)
    {
        using var scope = NewDisposeScope();
        using var mode = enable_grad();
        Tensor leaf = latents.detach().requires_grad_(true), back = coordinates.Back(leaf);
        return new RecodedLogits(new AutomaticLogits(leaf, back), original.Differentiate(back, places));
    }

    private Replacement Recoded(Replacement replace) =>
        (latents, entries) => coordinates.Back(replace(coordinates.Of(latents), entries));

    public override void Dispose() => original.Dispose();
}

/// <summary>Logits of latents in other coordinates.</summary>
/// <param name="back">The latents in the original's coordinates; owned from here on.</param>
/// <param name="original">Owned from here on.</param>
internal sealed class RecodedLogits(AutomaticLogits back, DifferentiableLogits original) : DifferentiableLogits
{
    public override Tensor Logits => original.Logits;

    public override Tensor Back(Tensor gradient)
    {
        using Tensor own = original.Back(gradient);
        return back.Back(own);
    }

    public override void Dispose()
    {
        back.Dispose();
        original.Dispose();
    }
}

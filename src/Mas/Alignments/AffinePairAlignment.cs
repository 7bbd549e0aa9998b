namespace Mas.Alignments;

/// <summary>Half of linear stitching at each end: a source reads z = h·read, a target writes h' = z·write + origin, so that network i's
/// <c>read</c> and network j's <c>write</c> and <c>origin</c> make one unconstrained affine map h' = hM + b of rank ≤ columns.</summary>
/// <remarks>Parameters: <c>read</c> [width, columns], <c>write</c> [columns, width], <c>origin</c> [width], all independent; starts at the
/// first columns of an orthogonal base, their transpose, and 0. It has no inverse, so only a mask that replaces everything makes sense with
/// it. Degenerates where a parameter is not finite.</remarks>
internal sealed class AffinePairAlignment : AlignmentFunction
{
    private readonly Tensor _read, _write, _origin;

    /// <param name="read">[width, columns] Owned from here on.</param>
    /// <param name="write">[columns, width] Owned from here on.</param>
    /// <param name="origin">[width] Owned from here on.</param>
    public AffinePairAlignment(Tensor read, Tensor write, Tensor origin)
    {
        Shape.RequireMatrix(read, -1, -1, nameof(read));
        Shape.RequireMatrix(write, read.size(1), read.size(0), nameof(write));
        Shape.RequireVector(origin, read.size(0), nameof(origin));
        (_read, _write, _origin) = (Learned(read), Learned(write), Learned(origin));
        Parameters = new Dictionary<string, Tensor> { ["read"] = _read, ["write"] = _write, ["origin"] = _origin };
    }

    public override int Width => (int)_read.size(0);

    public override IReadOnlyDictionary<string, Tensor> Parameters { get; }

    // Over aliases, which whoever uses the map may dispose.
    public override AlignmentMap Map() => new LinearMap(_read.alias(), _write.alias(), origin: _origin.alias(), hasInverse: false);

    public override Degeneration? Degenerates() => NotFinite();

    /// <exception cref="InvalidOperationException">Always: only <see cref="AlignmentFunction.Map"/> is possible.</exception>
    public override Tensor Align(Tensor latents) => throw NoInverse();

    /// <exception cref="InvalidOperationException">Always, as for <see cref="Align"/>.</exception>
    public override Tensor Invert(Tensor aligned) => throw NoInverse();

    internal static AffinePairAlignment Start(FamilyStart start)
    {
        using var scope = NewDisposeScope();
        Tensor read = start.Base(start.Columns);
        return new AffinePairAlignment(read, read.t().contiguous().clone(), start.Device.Zeros(start.Width));
    }

    internal static InvalidOperationException NoInverse() =>
        new("an affine pair has no inverse, so it cannot keep a part of the target's latent; use it with a mask that replaces everything.");
}

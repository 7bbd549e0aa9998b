namespace Mas.Alignments;

/// <summary>A(h) = core(n(h)), A⁻¹(z) = n⁻¹(core⁻¹(z)), with n(h) = (φ⁻¹(h) − μ)/σ around any other alignment function.</summary>
/// <remarks>Parameters: the core's. Constants: the core's, and <c>mean</c> μ, <c>deviation</c> σ, both [width]. It lets a core that cannot
/// rescale meet networks of other scales. Degenerates where the core does.</remarks>
internal sealed class NormalisedAlignment : AlignmentFunction
{
    /// <summary>What its own constants are called.</summary>
    public const string MeanName = "mean", DeviationName = "deviation";

    private readonly AlignmentFunction _core;
    private readonly Normalisation _normalisation;

    /// <param name="core">Owned from here on.</param>
    /// <param name="normalisation">n; its tensors are owned from here on.</param>
    public NormalisedAlignment(AlignmentFunction core, Normalisation normalisation)
    {
        Shape.RequireVector(normalisation.Mean, core.Width, nameof(normalisation));
        (_core, _normalisation) = (core, normalisation);
        Constants = new Dictionary<string, Tensor>(core.Constants)
        {
            [MeanName] = normalisation.Mean.DetachFromDisposeScope(),
            [DeviationName] = normalisation.Deviation.DetachFromDisposeScope(),
        };
    }

    public override int Width => _core.Width;

    public override AlignmentFunction Core => _core;

    public override IReadOnlyDictionary<string, Tensor> Parameters => _core.Parameters;

    public override IReadOnlyDictionary<string, Tensor> Constants { get; }

    public override AlignmentMap Map() => new NormalisedMap(_core.Map(), _normalisation);

    public override Degeneration? Degenerates() => _core.Degenerates();

    public override Tensor Align(Tensor latents)
    {
        using Tensor normalised = _normalisation.Apply(latents);
        return _core.Align(normalised);
    }

    public override Tensor Invert(Tensor aligned)
    {
        using Tensor normalised = _core.Invert(aligned);
        return _normalisation.Undo(normalised);
    }

    public override void Dispose()
    {
        _core.Dispose();
        base.Dispose();
    }
}

namespace Mas.Alignments;

/// <summary>Another map on normalised latents. The normalisation is constant, so the maps of all threads share it.</summary>
internal sealed class NormalisedMap(AlignmentMap core, Normalisation normalisation) : AlignmentMap
{
    public override int Width => core.Width;

    public override int Columns => core.Columns;

    public override IReadOnlyList<Tensor> Tensors => core.Tensors;

    public override AlignmentMap Leaves(bool gradients) => new NormalisedMap(core.Leaves(gradients), normalisation);

    public override Tensor Align(Tensor latents)
    {
        using Tensor normalised = normalisation.Apply(latents);
        return core.Align(normalised);
    }

    public override Tensor Invert(Tensor aligned)
    {
        using Tensor normalised = core.Invert(aligned);
        return normalisation.Undo(normalised);
    }

    public override Tensor Shift(Tensor latents, Tensor aligned, Tensor change)
    {
        using Tensor normalised = normalisation.Apply(latents), shifted = core.Shift(normalised, aligned, change);
        return normalisation.Undo(shifted);
    }
}

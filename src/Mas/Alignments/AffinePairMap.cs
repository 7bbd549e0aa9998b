namespace Mas.Alignments;

/// <summary>The map of an affine pair: it reads and writes, but what it writes does not undo what it reads.</summary>
internal sealed class AffinePairMap(LinearMap ends) : AlignmentMap
{
    /// <summary>What aligned coordinates are made of, [width, columns].</summary>
    public Tensor Read => ends.Read;

    public override int Width => ends.Width;

    public override int Columns => ends.Columns;

    public override IReadOnlyList<Tensor> Tensors => ends.Tensors;

    public override AlignmentMap Leaves(bool gradients) => new AffinePairMap((LinearMap)ends.Leaves(gradients));

    /// <summary>z = h·read, [batch, columns].</summary>
    public override Tensor Align(Tensor latents) => ends.Align(latents);

    /// <summary>z·write + origin, [batch, width].</summary>
    public override Tensor Invert(Tensor aligned) => ends.Invert(aligned);

    /// <summary>Throws: there is no inverse that could keep the rest of the latent.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override Tensor Shift(Tensor latents, Tensor aligned, Tensor change) => throw AffinePairAlignment.NoInverse();
}

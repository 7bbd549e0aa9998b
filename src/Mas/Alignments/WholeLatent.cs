namespace Mas.Alignments;

/// <summary>No map at all: the aligned space is the latent itself, every coordinate of it, to the last bit.</summary>
internal sealed class WholeLatent(int width) : AlignmentMap
{
    public override int Width => width;

    public override int Columns => width;

    public override IReadOnlyList<Tensor> Tensors => [];

    public override AlignmentMap Leaves(bool gradients) => this;

    public override Tensor Align(Tensor latents) => latents.alias();

    public override Tensor Invert(Tensor aligned) => aligned.alias();

    public override Tensor Shift(Tensor latents, Tensor aligned, Tensor change) => latents.add(change, HeldScalar.One);
}

namespace Mas.Alignments;

/// <summary>An alignment function as one step uses it: its parameters are turned into the tensors that every latent of the step goes
/// through, once. Differentiable in latents and in <see cref="Tensors"/>.</summary>
/// <remarks>It gives the first <see cref="Columns"/> coordinates of A(h) only, as many as the mask ever reads. Passes on different threads
/// each take <see cref="Leaves"/> of their own, so that they never share a gradient.</remarks>
internal abstract class AlignmentMap
{
    public abstract int Width { get; }

    /// <summary>Coordinates of the aligned space that are read and written.</summary>
    public abstract int Columns { get; }

    /// <summary>What the map is made of; the gradients of a step are taken with respect to these.</summary>
    public abstract IReadOnlyList<Tensor> Tensors { get; }

    /// <summary>The same map over detached tensors that collect gradients of their own where <paramref name="gradients"/>.</summary>
    public abstract AlignmentMap Leaves(bool gradients);

    /// <summary>The first coordinates of A(h), [batch, columns].</summary>
    /// <param name="latents">[batch, width]</param>
    public abstract Tensor Align(Tensor latents);

    /// <summary>A⁻¹(z) where the coordinates beyond <see cref="Columns"/> are 0, [batch, width].</summary>
    /// <param name="aligned">[batch, columns]</param>
    public abstract Tensor Invert(Tensor aligned);

    /// <summary>A⁻¹(A(h) + change), [batch, width]: the coordinates beyond <see cref="Columns"/> stay those of h.</summary>
    /// <param name="latents">[batch, width] h</param>
    /// <param name="aligned">[batch, columns] what <see cref="Align"/> gives for them, which the caller has already.</param>
    /// <param name="change">[batch, columns]</param>
    public abstract Tensor Shift(Tensor latents, Tensor aligned, Tensor change);
}

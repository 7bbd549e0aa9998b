namespace Mas.Alignments;

/// <summary>A learnable invertible map of a network's latents into the aligned space, differentiable in both ways. Latents are rows:
/// <c>[batch, width]</c>.</summary>
internal abstract class AlignmentFunction : IDisposable
{
    /// <summary>Width d of the latents.</summary>
    public abstract int Width { get; }

    /// <summary>The map without a normalisation around it.</summary>
    public virtual AlignmentFunction Core => this;

    /// <summary>What is learned, by the name that a saved alignment gives it.</summary>
    public abstract IReadOnlyDictionary<string, Tensor> Parameters { get; }

    /// <summary>What is fixed but decides the map too, such as a base, by the name that a saved alignment gives it.</summary>
    public abstract IReadOnlyDictionary<string, Tensor> Constants { get; }

    /// <summary>The map as one step uses it, differentiable in <see cref="Parameters"/>.</summary>
    public abstract AlignmentMap Map();

    /// <summary>What has gone wrong with the map as it stands, such as lost orthogonality or a bad condition number; null while it is sound.</summary>
    public abstract Degeneration? Degenerates();

    /// <summary>A(h).</summary>
    /// <param name="latents">[batch, width]</param>
    public abstract Tensor Align(Tensor latents);

    /// <summary>A⁻¹(z).</summary>
    /// <param name="aligned">[batch, width]</param>
    public abstract Tensor Invert(Tensor aligned);

    public abstract void Dispose();
}

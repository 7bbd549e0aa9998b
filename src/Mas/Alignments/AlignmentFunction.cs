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
    public virtual IReadOnlyDictionary<string, Tensor> Constants { get; } = new Dictionary<string, Tensor>();

    /// <summary>The map as one step uses it, differentiable in <see cref="Parameters"/>.</summary>
    public abstract AlignmentMap Map();

    /// <summary>What has gone wrong with the map, such as lost orthogonality or a bad condition number; null while it is sound.</summary>
    public abstract Degeneration? Degenerates();

    /// <summary>A(h).</summary>
    /// <param name="latents">[batch, width]</param>
    public abstract Tensor Align(Tensor latents);

    /// <summary>A⁻¹(z).</summary>
    /// <param name="aligned">[batch, width]</param>
    public abstract Tensor Invert(Tensor aligned);

    /// <summary>Disposes the parameters and the constants.</summary>
    public virtual void Dispose()
    {
        foreach (Tensor tensor in Parameters.Values.Concat(Constants.Values))
            tensor.Dispose();
    }

    /// <summary>Makes a parameter of this map of a start.</summary>
    protected static Tensor Learned(Tensor start) => start.DetachFromDisposeScope().requires_grad_(true);

    /// <summary>Fatal where a parameter is not finite, else null.</summary>
    private protected Degeneration? NotFinite()
    {
        using var scope = NewDisposeScope();
        return Parameters.Values.All(parameter => parameter.isfinite().all().item<bool>())
            ? null : new Degeneration("has parameters that are not finite", IsFatal: true);
    }
}

/// <summary>Says how an alignment function has degenerated.</summary>
/// <param name="Sentence">With its measure and its limit, without a subject: <c>is no longer orthogonal (error …)</c>.</param>
/// <param name="IsFatal">Whether results would be wrong rather than imprecise.</param>
internal sealed record Degeneration(string Sentence, bool IsFatal);

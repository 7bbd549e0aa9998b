namespace Mas.Alignments;

/// <summary>The map of every linear family, thin: A(h) = h·read + offset, A⁻¹(z) = z·write + origin, and A⁻¹(A(h) + δ) = h + δ·write, with
/// the first columns of W and the first rows of W⁻¹, so that what is not read is never computed.</summary>
internal sealed class LinearMap : AlignmentMap
{
    private readonly Tensor? _write, _offset, _origin;
    private readonly bool _hasInverse;

    /// <param name="read">[width, columns] the first columns of W.</param>
    /// <param name="write">[columns, width] the first rows of W⁻¹; null for the transpose of <paramref name="read"/>, the inverse of an
    /// orthogonal map.</param>
    /// <param name="offset">[columns] the first coordinates of A(0); null for zeros.</param>
    /// <param name="origin">[width] A⁻¹(0); null for zeros.</param>
    /// <param name="hasInverse">False for an affine pair, whose writing does not undo its reading: <see cref="Shift"/> throws.</param>
    public LinearMap(Tensor read, Tensor? write = null, Tensor? offset = null, Tensor? origin = null, bool hasInverse = true)
    {
        Shape.RequireMatrix(read, -1, -1, nameof(read));
        if (write is not null)
            Shape.RequireMatrix(write, read.size(1), read.size(0), nameof(write));
        (Read, _write, _offset, _origin, _hasInverse) = (read, write, offset, origin, hasInverse);
        Tensors = [.. new[] { read, write, offset, origin }.OfType<Tensor>()];
    }

    /// <summary>What aligned coordinates are made of, [width, columns].</summary>
    public Tensor Read { get; }

    public override int Width => (int)Read.size(0);

    public override int Columns => (int)Read.size(1);

    public override IReadOnlyList<Tensor> Tensors { get; }

    public override AlignmentMap Leaves(bool gradients)
    {
        Tensor? Leaf(Tensor? tensor) => tensor?.detach().requires_grad_(gradients);
        return new LinearMap(Leaf(Read)!, Leaf(_write), Leaf(_offset), Leaf(_origin), _hasInverse);
    }

    public override Tensor Align(Tensor latents)
    {
        Shape.RequireMatrix(latents, -1, Width, nameof(latents));
        return Add(latents.mm(Read), _offset);
    }

    public override Tensor Invert(Tensor aligned) => Add(Write(aligned), _origin);

    /// <exception cref="InvalidOperationException">It has no inverse that could keep the rest of the latent.</exception>
    public override Tensor Shift(Tensor latents, Tensor aligned, Tensor change)
    {
        if (!_hasInverse)
            throw AffinePairAlignment.NoInverse();
        using Tensor difference = Write(change);
        return latents.add(difference, HeldScalar.One);
    }

    private Tensor Write(Tensor aligned)
    {
        Shape.RequireMatrix(aligned, -1, Columns, nameof(aligned));
        using Tensor? transposed = _write is null ? Read.t() : null;
        return aligned.mm(_write ?? transposed!);
    }

    private static Tensor Add(Tensor product, Tensor? constant)
    {
        if (constant is null)
            return product;
        using (product)
            return product.add(constant, HeldScalar.One);
    }
}

namespace Mas.Alignments;

/// <summary>The map of every linear family, thin: A(h) = h·read + offset, A⁻¹(z) = z·write + origin, and A⁻¹(A(h) + δ) = h + δ·write, with
/// the first columns of W and the first rows of W⁻¹, so that what is not read is never computed.</summary>
internal sealed class LinearMap : AlignmentMap
{
    private readonly Tensor _read;
    private readonly Tensor? _write;
    private readonly Tensor? _offset;
    private readonly Tensor? _origin;

    /// <param name="read">[width, columns] the first columns of W.</param>
    /// <param name="write">[columns, width] the first rows of W⁻¹; null stands for the transpose of <paramref name="read"/>,
    /// which is the inverse of an orthogonal map.</param>
    /// <param name="offset">[columns] the first coordinates of A(0); null for zeros.</param>
    /// <param name="origin">[width] A⁻¹(0); null for zeros.</param>
    public LinearMap(Tensor read, Tensor? write = null, Tensor? offset = null, Tensor? origin = null)
    {
        Shape.RequireMatrix(read, -1, -1, nameof(read));
        if (write is not null)
            Shape.RequireMatrix(write, read.size(1), read.size(0), nameof(write));
        (_read, _write, _offset, _origin) = (read, write, offset, origin);
        Tensors = [.. new[] { read, write, offset, origin }.OfType<Tensor>()];
    }

    /// <summary>What aligned coordinates are made of, [width, columns].</summary>
    public Tensor Read => _read;

    public override int Width => (int)_read.size(0);

    public override int Columns => (int)_read.size(1);

    public override IReadOnlyList<Tensor> Tensors { get; }

    public override AlignmentMap Leaves(bool gradients)
    {
        Tensor? Leaf(Tensor? tensor) => tensor?.detach().requires_grad_(gradients);
        return new LinearMap(Leaf(_read)!, Leaf(_write), Leaf(_offset), Leaf(_origin));
    }

    public override Tensor Align(Tensor latents)
    {
        Shape.RequireMatrix(latents, -1, Width, nameof(latents));
        return Add(latents.mm(_read), _offset);
    }

    public override Tensor Invert(Tensor aligned) => Add(Write(aligned), _origin);

    public override Tensor Shift(Tensor latents, Tensor aligned, Tensor change)
    {
        using Tensor difference = Write(change);
        return latents.add(difference, HeldScalar.One);
    }

    private Tensor Write(Tensor aligned)
    {
        Shape.RequireMatrix(aligned, -1, Columns, nameof(aligned));
        using Tensor? transposed = _write is null ? _read.t() : null;
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

namespace Mas.Alignments;

/// <summary>W = B·Q: B a fixed orthogonal base, Q orthogonal, learned, the identity at the start.</summary>
/// <remarks>Parameter: strictly lower triangular L, of which only the first <see cref="Columns"/> columns are kept, <c>[width,
/// columns]</c>; what is on and above the diagonal does nothing. S = L − Lᵀ is skew-symmetric. A fixed mask reads no column of W beyond its
/// blocks, and the columns of L beyond them only turn the extraneous subspace within itself.</remarks>
internal abstract class OrthogonalAlignment : OrthonormalAlignment
{
    private readonly Tensor _strictlyLower; // [width, columns] 1 below the diagonal

    /// <param name="baseMatrix">[width, width] orthogonal. Owned from here on.</param>
    /// <param name="parameter">[width, columns] start of L. Owned from here on.</param>
    /// <param name="signs">[columns] +1 or −1 for each column of Q, where the parametrisation has them. Owned from here on.</param>
    protected OrthogonalAlignment(Tensor baseMatrix, Tensor parameter, Tensor? signs = null)
    {
        Shape.RequireMatrix(baseMatrix, baseMatrix.size(0), baseMatrix.size(0), nameof(baseMatrix));
        Shape.RequireMatrix(parameter, baseMatrix.size(0), -1, nameof(parameter));
        if (parameter.size(1) < 1 || parameter.size(1) > parameter.size(0))
            throw NoColumns(parameter, nameof(parameter));
        (Width, Columns) = ((int)parameter.size(0), (int)parameter.size(1));
        (Base, Parameter) = (RowMajor(baseMatrix), Learned(parameter));
        using Tensor ones = ones_like(parameter);
        _strictlyLower = ones.tril(-1).DetachFromDisposeScope();
        _strictlyLower.requires_grad_(false);
        Parameters = new Dictionary<string, Tensor> { ["parameter"] = Parameter };
        var constants = new Dictionary<string, Tensor> { ["base"] = Base };
        if (signs is not null)
            constants["signs"] = signs.DetachFromDisposeScope();
        Constants = constants;
    }

    public sealed override int Width { get; }

    public sealed override int Columns { get; }

    /// <summary>B, [width, width].</summary>
    public Tensor Base { get; }

    /// <summary>L, [width, columns].</summary>
    public Tensor Parameter { get; }

    public sealed override IReadOnlyDictionary<string, Tensor> Parameters { get; }

    public sealed override IReadOnlyDictionary<string, Tensor> Constants { get; }

    public sealed override Tensor Matrix()
    {
        using var scope = NewDisposeScope();
        return Base.mm(Rotation(SkewFactor())).MoveToOuterDisposeScope();
    }

    public sealed override Tensor Factor()
    {
        using var scope = NewDisposeScope();
        return Base.mm(ThinRotation(SkewFactor())).MoveToOuterDisposeScope();
    }

    /// <summary>Q, [width, width], from the strictly lower L, [width, columns].</summary>
    protected abstract Tensor Rotation(Tensor lower);

    /// <summary>The first columns of Q, [width, columns].</summary>
    protected abstract Tensor ThinRotation(Tensor lower);

    /// <summary>S = L − Lᵀ, [width, width], with the columns that L lacks taken as zero.</summary>
    protected Tensor Skew(Tensor lower)
    {
        using var scope = NewDisposeScope();
        Tensor padded = nn.functional.pad(lower, [0, Width - Columns]);
        return (padded - padded.t()).MoveToOuterDisposeScope();
    }

    // The order in memory decides the last bit of a matrix product: a base that was stored and read again must give the same bytes as the
    // one fresh from a decomposition, which comes by columns.
    private static Tensor RowMajor(Tensor matrix)
    {
        if (matrix.is_contiguous())
            return matrix.DetachFromDisposeScope();
        using (matrix)
            return matrix.contiguous().DetachFromDisposeScope();
    }

    private Tensor SkewFactor() => Parameter * _strictlyLower;

    public sealed override void Dispose()
    {
        base.Dispose();
        _strictlyLower.Dispose();
    }
}

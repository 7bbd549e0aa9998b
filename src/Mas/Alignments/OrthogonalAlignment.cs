using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Alignments;

/// <summary>
/// A(h) = hW, A⁻¹(z) = zWᵀ with W = B·Q: B a fixed orthogonal base, Q orthogonal, learned, the identity at the start.
/// </summary>
/// <remarks>
/// Parameter: strictly lower triangular L, of which only the first <see cref="Columns"/> columns are kept, <c>[width, columns]</c>;
/// what is on and above the diagonal does nothing. S = L − Lᵀ is skew-symmetric. A fixed mask reads no column of W
/// beyond its blocks, and the columns of L beyond them only turn the extraneous subspace within itself.
/// An orthogonal map cannot rescale: networks whose latents differ in scale need normalisation around it.
/// </remarks>
public abstract class OrthogonalAlignment : AlignmentFunction
{
    private readonly Tensor _strictlyLower; // [width, columns] 1 below the diagonal

    /// <param name="baseMatrix">[width, width] orthogonal. Owned from here on.</param>
    /// <param name="parameter">[width, columns] start of L. Owned from here on.</param>
    protected OrthogonalAlignment(Tensor baseMatrix, Tensor parameter)
    {
        Shape.RequireMatrix(baseMatrix, baseMatrix.size(0), baseMatrix.size(0), nameof(baseMatrix));
        Shape.RequireMatrix(parameter, baseMatrix.size(0), -1, nameof(parameter));
        if (parameter.size(1) < 1 || parameter.size(1) > parameter.size(0))
            throw new ArgumentException($"{parameter.size(1)} columns of an orthogonal matrix of width {parameter.size(0)} were asked for.", nameof(parameter));
        Width = (int)baseMatrix.size(0);
        Columns = (int)parameter.size(1);
        Base = RowMajor(baseMatrix);
        Parameter = parameter.DetachFromDisposeScope();
        Parameter.requires_grad_(true);
        using Tensor ones = ones_like(parameter);
        _strictlyLower = ones.tril(-1).DetachFromDisposeScope();
        _strictlyLower.requires_grad_(false);
        Parameters = new Dictionary<string, Tensor> { ["parameter"] = Parameter };
    }

    /// <inheritdoc/>
    public sealed override int Width { get; }

    /// <summary>Columns of W that are learned: as many as the mask's blocks have coordinates.</summary>
    public int Columns { get; }

    /// <summary>B, [width, width].</summary>
    public Tensor Base { get; }

    /// <summary>L, [width, columns].</summary>
    public Tensor Parameter { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyDictionary<string, Tensor> Parameters { get; }

    /// <summary>W, [width, width], differentiable.</summary>
    public Tensor Matrix()
    {
        using var scope = NewDisposeScope();
        return Base.mm(Rotation(SkewFactor())).MoveToOuterDisposeScope();
    }

    /// <summary>The thin factor: the first <see cref="Columns"/> columns of W, [width, columns], differentiable.</summary>
    public Tensor Factor()
    {
        using var scope = NewDisposeScope();
        return Base.mm(ThinRotation(SkewFactor())).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public sealed override Tensor Align(Tensor latents)
    {
        Shape.RequireMatrix(latents, -1, Width, nameof(latents));
        using Tensor matrix = Matrix();
        return latents.mm(matrix);
    }

    /// <inheritdoc/>
    public sealed override Tensor Invert(Tensor aligned)
    {
        Shape.RequireMatrix(aligned, -1, Width, nameof(aligned));
        using Tensor matrix = Matrix();
        using Tensor transposed = matrix.t();
        return aligned.mm(transposed);
    }

    /// <summary>‖SᵀS − I‖∞ of the thin factor, largest entry: how far it is from orthonormal columns.</summary>
    public double OrthogonalityError()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor factor = Factor().to_type(ScalarType.Float64);
        return (factor.t().mm(factor) - eye(Columns, dtype: ScalarType.Float64)).abs().max().item<double>();
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

    // The order in memory decides the last bit of a matrix product: a base that was stored and read again must give the same
    // bytes as the one fresh from a decomposition, which comes by columns.
    private static Tensor RowMajor(Tensor matrix)
    {
        if (matrix.is_contiguous())
            return matrix.DetachFromDisposeScope();
        using (matrix)
            return matrix.contiguous().DetachFromDisposeScope();
    }

    private Tensor SkewFactor() => Parameter * _strictlyLower;

    /// <inheritdoc/>
    public sealed override void Dispose()
    {
        Base.Dispose();
        Parameter.Dispose();
        _strictlyLower.Dispose();
    }
}

namespace Mas.Alignments;

/// <summary>Orthogonal by the matrix exponential: W = B exp(S), float64 inside. The parametrisation of published MAS checkpoints, which
/// store exactly the parameter and the base. Reaches every rotation; costs about ten times the Cayley map.</summary>
internal sealed class MatrixExponentialAlignment(Tensor baseMatrix, Tensor parameter) : OrthogonalAlignment(baseMatrix, parameter)
{
    protected override Tensor Rotation(Tensor lower)
    {
        using var scope = NewDisposeScope();
        return matrix_exp(Skew(lower).to_type(ScalarType.Float64)).to_type(lower.dtype).MoveToOuterDisposeScope();
    }

    protected override Tensor ThinRotation(Tensor lower)
    {
        using Tensor rotation = Rotation(lower);
        return rotation.narrow(1, 0, Columns);
    }
}

using Mas.Alignments;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Alignments;

public class OrthonormalAlignmentTests
{
    public static TheoryData<string, int, int> Cases()
    {
        var cases = new TheoryData<string, int, int>();
        foreach (string name in new[] { "cayley", "matrix-exponential", "householder", "stiefel" })
            foreach ((int width, int columns) in new[] { (1, 1), (2, 1), (9, 9), (9, 4), (40, 7), (40, 39) })
                cases.Add(name, width, columns);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_matrix_is_orthogonal_and_the_factor_is_its_first_columns(string name, int width, int columns)
    {
        using var scope = NewDisposeScope();
        foreach ((ScalarType type, double tolerance) in new[] { (ScalarType.Float64, 1e-12), (ScalarType.Float32, 1e-5) })
        {
            using var alignment = (OrthonormalAlignment)Families.Make(name, type, width, columns);
            Tensor matrix = alignment.Matrix(), factor = alignment.Factor();
            Golden.Close(matrix.t().mm(matrix), eye(width, dtype: type), tolerance);
            Golden.Close(factor, matrix.narrow(1, 0, columns), tolerance);
            Assert.InRange(alignment.OrthogonalityError(), 0, tolerance);
        }
    }

    [Theory]
    [InlineData(9, 9)]
    [InlineData(9, 4)]
    public void Householder_starts_at_its_base_and_ignores_what_is_on_and_above_the_diagonal(int width, int columns)
    {
        using var scope = NewDisposeScope();
        Tensor start = OrthogonalBase.Random(width, 1), lower = OrthogonalAlignmentTests.Gaussian(2, width, columns);
        using var still = new HouseholderAlignment(start.clone(), zeros(width, columns, ScalarType.Float64));
        Golden.Close(still.Matrix(), start, 1e-14);
        Golden.Close(still.Factor(), start.narrow(1, 0, columns), 1e-14);
        using var one = new HouseholderAlignment(start.clone(), lower.clone());
        using var other = new HouseholderAlignment(start.clone(), lower + OrthogonalAlignmentTests.Gaussian(3, width, columns).triu());
        Assert.Equal(one.Factor().bytes.ToArray(), other.Factor().bytes.ToArray());
    }

    [Fact]
    public void Stiefel_keeps_orthonormal_vectors_and_ignores_their_lengths()
    {
        using var scope = NewDisposeScope();
        Tensor start = OrthogonalBase.RandomThin(50, 6, 1);
        using var kept = new StiefelAlignment(start.clone());
        Golden.Close(kept.Factor(), start, 1e-14);
        using var stretched = new StiefelAlignment(start * linspace(0.1, 20, 6, ScalarType.Float64));
        Golden.Close(stretched.Factor(), start, 1e-13);
    }

    [Theory]
    [InlineData(6, 0, "0 columns of an orthogonal matrix of width 6 were asked for. (Parameter 'vectors')")]
    [InlineData(6, 7, "7 columns of an orthogonal matrix of width 6 were asked for. (Parameter 'vectors')")]
    public void Stiefel_refuses_shapes_that_do_not_fit(int width, int columns, string message)
    {
        using var scope = NewDisposeScope();
        Tensor vectors = OrthogonalAlignmentTests.Gaussian(1, width, columns);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new StiefelAlignment(vectors)).Message);
    }
}

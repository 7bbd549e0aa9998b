using Mas.Alignments;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Alignments;

public class OrthogonalAlignmentTests
{
    public static TheoryData<int, bool, double> Cases()
    {
        var cases = new TheoryData<int, bool, double>();
        for (int seed = 0; seed < 6; seed++)
            foreach (bool cayley in new[] { true, false })
                foreach (double size in new[] { 0.0, 0.1, 3.0, 100.0 })
                    cases.Add(seed, cayley, size);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_matrix_is_orthogonal_and_the_thin_factor_is_its_first_columns(int seed, bool cayley, double size)
    {
        using var scope = NewDisposeScope();
        using OrthogonalAlignment alignment = Make(seed, cayley, size, ScalarType.Float64);
        Tensor matrix = alignment.Matrix(), factor = alignment.Factor();
        // The exponential of a matrix of norm 1 000 is squared many times over, and each squaring doubles the rounding.
        double tolerance = cayley || size < 100 ? 1e-10 : 1e-8;
        Golden.Close(matrix.t().mm(matrix), eye(alignment.Width, dtype: ScalarType.Float64), tolerance);
        Golden.Close(factor, matrix.narrow(1, 0, alignment.Columns), tolerance);
        Assert.InRange(alignment.OrthogonalityError(), 0, tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Inverting_undoes_aligning_with_an_orthogonal_matrix(int seed, bool cayley, double size)
    {
        using var scope = NewDisposeScope();
        using OrthogonalAlignment alignment = Make(seed, cayley, size, ScalarType.Float64);
        Tensor latents = Gaussian(seed + 50, 9, alignment.Width);
        Golden.Close(alignment.Invert(alignment.Align(latents)), latents, cayley || size < 100 ? 1e-10 : 1e-8);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void In_float32_the_thin_factor_stays_orthonormal_within_the_limit_of_the_method(bool cayley)
    {
        using var scope = NewDisposeScope();
        for (int seed = 0; seed < 6; seed++)
        {
            using OrthogonalAlignment alignment = Make(seed, cayley, 1, ScalarType.Float32);
            Assert.InRange(alignment.OrthogonalityError(), 0, 1e-4);
        }
    }

    [Fact]
    public void A_base_that_comes_by_columns_gives_the_bytes_of_the_same_base_by_rows()
    {
        using var scope = NewDisposeScope();
        foreach (int width in new[] { 5, 17, 128 })
        {
            Tensor rows = OrthogonalBase.Random(width, 1).to_type(ScalarType.Float32).contiguous();
            Tensor columns = rows.t().contiguous().t();
            Tensor parameter = Gaussian(2, width, 4).to_type(ScalarType.Float32);
            using var one = new CayleyAlignment(rows, parameter.clone());
            using var other = new CayleyAlignment(columns, parameter.clone());
            Assert.True(other.Base.is_contiguous());
            Assert.Equal(one.Factor().bytes.ToArray(), other.Factor().bytes.ToArray());
        }
    }

    [Fact]
    public void Entries_of_a_parameter_on_and_above_the_diagonal_do_nothing()
    {
        using var scope = NewDisposeScope();
        Tensor start = OrthogonalBase.Random(8, 1), lower = Gaussian(2, 8, 5);
        using var one = new CayleyAlignment(start.clone(), lower.clone());
        using var other = new CayleyAlignment(start.clone(), lower + Gaussian(3, 8, 5).triu());
        Assert.Equal(one.Factor().bytes.ToArray(), other.Factor().bytes.ToArray());
    }

    [Theory]
    [InlineData(6, 5, 3, "baseMatrix has shape [6, 5]; wanted [6, 6]. (Parameter 'baseMatrix')")]
    [InlineData(6, 6, 0, "0 columns of an orthogonal matrix of width 6 were asked for. (Parameter 'parameter')")]
    [InlineData(6, 6, 7, "7 columns of an orthogonal matrix of width 6 were asked for. (Parameter 'parameter')")]
    public void An_orthogonal_alignment_refuses_a_base_and_a_parameter_whose_shapes_do_not_fit(
        int rows, int columns, int learned, string message)
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        Assert.Equal(message,
            Assert.Throws<ArgumentException>(() => new CayleyAlignment(zeros(rows, columns), zeros(rows, learned))).Message);
    }

    internal static Tensor Gaussian(int seed, int rows, int columns)
    {
        NativeTorch.Load();
        var random = new SeededRandom((ulong)seed);
        var values = new double[rows * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = random.NextGaussian();
        return tensor(values, [rows, columns]);
    }

    private static OrthogonalAlignment Make(int seed, bool cayley, double size, ScalarType type)
    {
        var random = new SeededRandom((ulong)seed);
        int width = 1 + random.Next(24), columns = 1 + random.Next(width);
        Tensor start = OrthogonalBase.Random(width, (ulong)seed).to_type(type),
            parameter = (Gaussian(seed + 100, width, columns) * size).to_type(type);
        return cayley ? new CayleyAlignment(start, parameter) : new MatrixExponentialAlignment(start, parameter);
    }
}

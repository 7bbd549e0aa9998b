using Mas.Alignments;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Alignments;

public class OrthogonalBaseTests
{
    static OrthogonalBaseTests() => NativeTorch.Load();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(33)]
    [InlineData(128)]
    public void A_random_base_is_orthogonal_and_decided_by_its_seed(int width)
    {
        using var scope = NewDisposeScope();
        Tensor made = OrthogonalBase.Random(width, 7);
        AssertOrthogonal(made);
        Assert.Equal(made.contiguous().bytes.ToArray(), OrthogonalBase.Random(width, 7).contiguous().bytes.ToArray());
        if (width > 1)
            Assert.True(Golden.Difference(made, OrthogonalBase.Random(width, 8)) > 0.1);
    }

    // Without the signs the diagonal of Q would be negative almost always (LAPACK's convention), so not uniform.
    [Fact]
    public void Random_bases_have_either_sign_on_the_diagonal_equally_often()
    {
        using var scope = NewDisposeScope();
        int positive = Enumerable.Range(0, 400).Count(seed => OrthogonalBase.Random(4, (ulong)seed)[0, 0].item<double>() > 0);
        Assert.InRange(positive, 150, 250);
    }

    [Fact]
    public void The_first_base_has_directions_by_falling_energy_with_the_largest_entry_positive()
    {
        using var scope = NewDisposeScope();
        Tensor latents = Latents(1, 60, 12);
        Tensor directions = OrthogonalBase.Aligned([latents])[0];
        AssertOrthogonal(directions);
        double[] energy = latents.mm(directions).square().sum([0]).data<double>().ToArray();
        Assert.Equal(energy.OrderDescending(), energy);
        Tensor products = directions.t().mm(latents.t().mm(latents)).mm(directions);
        Golden.CloseToLargest(products, diag(products.diagonal()), 1e-12);
        for (int column = 0; column < 12; column++)
        {
            double[] entries = directions.select(1, column).contiguous().data<double>().ToArray();
            Assert.True(entries.MaxBy(Math.Abs) > 0);
        }
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(8, 13)]
    [InlineData(13, 8)]
    public void Every_other_base_brings_the_latents_as_close_as_a_rotation_can(int first, int second)
    {
        using var scope = NewDisposeScope();
        Tensor one = Latents(1, 40, first), two = one.mm(OrthogonalAlignmentTests.Gaussian(9, first, second)).tanh();
        Tensor[] bases = OrthogonalBase.Aligned([one, two]);
        AssertOrthogonal(bases[1]);
        // In the coordinates that both have; a wider network's other coordinates should hold nothing.
        int shared = Math.Min(first, second);
        Tensor goal = nn.functional.pad(one.mm(bases[0]).narrow(1, 0, shared), [0, second - shared]);
        double Residual(Tensor matrix) => (two.mm(matrix) - goal).square().sum().item<double>();
        double best = Residual(bases[1]);
        for (int seed = 0; seed < 30; seed++)
        {
            Tensor skew = OrthogonalAlignmentTests.Gaussian(seed, second, second) * 1e-2;
            Assert.True(Residual(bases[1].mm(matrix_exp(skew - skew.t()))) > best);
        }
        // Nor does any random matrix, reflections included.
        for (int seed = 0; seed < 30; seed++)
            Assert.True(Residual(OrthogonalBase.Random(second, (ulong)seed)) > best);
    }

    [Fact]
    public void A_rotated_copy_gets_exactly_the_rotated_base()
    {
        using var scope = NewDisposeScope();
        Tensor latents = Latents(3, 50, 10), rotation = OrthogonalBase.Random(10, 5);
        Tensor[] bases = OrthogonalBase.Aligned([latents, latents.mm(rotation)]);
        Golden.Close(rotation.mm(bases[1]), bases[0], 1e-9);
    }

    [Theory]
    [InlineData(3, 10, 10)] // fewer rows than coordinates
    [InlineData(30, 10, 6)]
    [InlineData(30, 6, 10)]
    public void Latents_that_span_too_little_still_give_orthogonal_bases(int rows, int first, int second)
    {
        using var scope = NewDisposeScope();
        Tensor thin = OrthogonalAlignmentTests.Gaussian(1, rows, 2);
        Tensor[] latents = [.. new[] { first, second }.Select((width, k) => thin.mm(OrthogonalAlignmentTests.Gaussian(2 + k, 2, width)))];
        foreach (Tensor made in OrthogonalBase.Aligned(latents))
            AssertOrthogonal(made);
    }

    // Uncentred, every direction with an energy of its own.
    private static Tensor Latents(int seed, int rows, int width) =>
        OrthogonalAlignmentTests.Gaussian(seed, rows, width) * linspace(0.2, 2, width, ScalarType.Float64) + 0.3;

    private static void AssertOrthogonal(Tensor made) => Golden.Close(made.t().mm(made), eye(made.size(0), dtype: ScalarType.Float64), 1e-12);
}

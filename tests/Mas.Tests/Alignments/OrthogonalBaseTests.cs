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

    [Theory]
    [InlineData(60, 20, 5)]
    [InlineData(15, 40, 5)] // fewer rows than coordinates
    [InlineData(60, 20, 20)]
    [InlineData(300, 130, 8)] // more coordinates than the iteration carries along
    public void The_thin_start_is_the_first_columns_of_the_whole_one(int rows, int width, int columns)
    {
        using var scope = NewDisposeScope();
        Tensor latents = Latents(1, rows, width), copy = latents.mm(OrthogonalBase.Random(width, 5));
        Tensor[] whole = OrthogonalBase.Aligned([latents, copy]), thin = OrthogonalBase.AlignedThin([latents, copy], columns);
        for (int k = 0; k < 2; k++)
        {
            Golden.Close(thin[k], whole[k].narrow(1, 0, columns), 1e-6);
            Golden.Close(thin[k].t().mm(thin[k]), eye(columns, dtype: ScalarType.Float64), 1e-12);
        }
    }

    [Theory]
    [InlineData(8, 13)]
    [InlineData(13, 8)]
    public void Every_other_thin_base_agrees_best_with_the_first(int first, int second)
    {
        using var scope = NewDisposeScope();
        Tensor one = Latents(1, 40, first), two = one.mm(OrthogonalAlignmentTests.Gaussian(9, first, second)).tanh();
        Tensor[] bases = OrthogonalBase.AlignedThin([one, two], 3);
        double Agreement(Tensor factor) => (two.mm(factor) * one.mm(bases[0])).sum().item<double>();
        double best = Agreement(bases[1]);
        for (int seed = 0; seed < 30; seed++)
        {
            Tensor skew = OrthogonalAlignmentTests.Gaussian(seed, second, second) * 1e-2;
            Assert.True(Agreement(matrix_exp(skew - skew.t()).mm(bases[1])) < best);
            Assert.True(Agreement(OrthogonalBase.RandomThin(second, 3, (ulong)seed)) < best);
        }
    }

    [Fact]
    public void Latents_that_span_too_little_still_give_orthonormal_thin_bases()
    {
        using var scope = NewDisposeScope();
        Tensor narrow = OrthogonalAlignmentTests.Gaussian(1, 30, 2);
        Tensor[] latents = [narrow.mm(OrthogonalAlignmentTests.Gaussian(2, 2, 90)), narrow.mm(OrthogonalAlignmentTests.Gaussian(3, 2, 70)),
            zeros(30, 80, ScalarType.Float64)];
        foreach (Tensor made in OrthogonalBase.AlignedThin(latents, 6))
            Golden.Close(made.t().mm(made), eye(6, dtype: ScalarType.Float64), 1e-12);
    }

    // As for a network that joins a finished alignment.
    [Fact]
    public void A_rotated_copy_of_a_frozen_network_gets_its_trained_matrix_rotated()
    {
        using var scope = NewDisposeScope();
        Tensor latents = Latents(3, 50, 10), trained = OrthogonalBase.Random(10, 4), rotation = OrthogonalBase.Random(10, 5);
        Tensor[] bases = OrthogonalBase.AlignedTo(latents.mm(trained), [latents.mm(rotation), latents]);
        Golden.Close(rotation.mm(bases[0]), trained, 1e-9);
        Golden.Close(bases[1], trained, 1e-9);
    }

    [Fact]
    public void The_start_beside_a_frozen_network_0_is_the_ordinary_one_where_its_matrix_is_its_base()
    {
        using var scope = NewDisposeScope();
        Tensor first = Latents(1, 40, 9);
        Tensor[] others = [first.narrow(1, 0, 6).tanh(), Latents(2, 40, 12)];
        Tensor[] all = OrthogonalBase.Aligned([first, .. others]), joined = OrthogonalBase.AlignedTo(first.mm(all[0]), others);
        Golden.Close(joined[0], all[1], 1e-12);
        Golden.Close(joined[1], all[2], 1e-12);
    }

    [Theory]
    [InlineData(40, 6)]
    [InlineData(700, 3)]
    public void Random_thin_bases_are_orthonormal_and_decided_by_their_seed(int width, int columns)
    {
        using var scope = NewDisposeScope();
        Tensor made = OrthogonalBase.RandomThin(width, columns, 7);
        Golden.Close(made.t().mm(made), eye(columns, dtype: ScalarType.Float64), 1e-12);
        Golden.Close(made, OrthogonalBase.RandomThin(width, columns, 7), 0);
        Assert.True(Golden.Difference(made, OrthogonalBase.RandomThin(width, columns, 8)) > 0.05);
    }

    // Uncentred, every direction with an energy of its own.
    private static Tensor Latents(int seed, int rows, int width) =>
        OrthogonalAlignmentTests.Gaussian(seed, rows, width) * linspace(0.2, 2, width, ScalarType.Float64) + 0.3;

    private static void AssertOrthogonal(Tensor made) =>
        Golden.Close(made.t().mm(made), eye(made.size(0), dtype: ScalarType.Float64), 1e-12);
}

using Mas.Similarity;
using Mas.Tests.Alignments;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Similarity;

public class LinearCkaTests
{
    // Wide ones go through kernels, narrow ones through products of units, and one may be of each kind.
    [Theory]
    [InlineData(30, 4, 6)]
    [InlineData(30, 4, 400)]
    [InlineData(30, 90, 40)]
    [InlineData(300, 200, 7)]
    [InlineData(4, 3, 9)]
    public void Linear_CKA_is_its_formula_through_kernels_and_through_products_of_units(int samples, int width, int otherWidth)
    {
        using var scope = NewDisposeScope();
        (Tensor one, Tensor other) = Pairs.Related(1, samples, width, otherWidth);
        Assert.Equal(Formula(one, other, Biased), new LinearCka(debiased: false).Score(one, other), 1e-10);
        Assert.Equal(Formula(one, other, Unbiased), new LinearCka().Score(one, other), 1e-10);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fit_of_linear_CKA_outlives_its_representation_and_keeps_a_kernel_that_others_have_computed(bool kernelFirst)
    {
        using var scope = NewDisposeScope();
        (Tensor one, Tensor other) = Pairs.Related(1, 20, 50, 60);
        double wanted = new LinearCka().Score(one, other);
        Fitted Fit(Tensor latents)
        {
            using var representation = new Representation(latents);
            if (kernelFirst)
                _ = representation.Gram;
            return new LinearCka().Fit(representation);
        }

        using Fitted first = Fit(one), second = Fit(other);
        Assert.Equal(wanted, new LinearCka().Score(first, second));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(90)]
    public void Linear_CKA_of_samples_in_another_order_is_that_of_fitting_them_again(int width)
    {
        using var scope = NewDisposeScope();
        (Tensor one, Tensor other) = Pairs.Related(1, 30, width, width);
        int[] order = Pairs.EachAlone(30).Permuted(1);
        var measure = new LinearCka();
        using Fitted first = measure.Fit(one), second = measure.Fit(other);
        using Fitted reordered = second.Reordered(order);
        Assert.Equal(measure.Score(one, other.index_select(0, tensor(order.Select(row => (long)row).ToArray()))),
            measure.Score(first, reordered), 1e-10);
    }

    [Fact]
    public void Float32_latents_give_the_value_of_the_same_numbers_in_float64()
    {
        using var scope = NewDisposeScope();
        Tensor one = OrthogonalAlignmentTests.Gaussian(1, 40, 6).to_type(ScalarType.Float32),
            other = OrthogonalAlignmentTests.Gaussian(2, 40, 6).to_type(ScalarType.Float32);
        Assert.Equal(new LinearCka().Score(one.to_type(ScalarType.Float64), other.to_type(ScalarType.Float64)),
            new LinearCka().Score(one, other));
    }

    private static double Formula(Tensor one, Tensor other, Func<Tensor, Tensor, double> hsic)
    {
        Tensor Kernel(Tensor latents) => (latents - latents.mean([0])).mm((latents - latents.mean([0])).t());
        (Tensor k, Tensor l) = (Kernel(one), Kernel(other));
        return hsic(k, l) / Math.Sqrt(hsic(k, k) * hsic(l, l));
    }

    private static double Biased(Tensor k, Tensor l) => k.mm(l).trace().item<double>();

    private static double Unbiased(Tensor k, Tensor l)
    {
        double n = k.size(0);
        (Tensor a, Tensor b) = (k - diag(k.diagonal()), l - diag(l.diagonal()));
        return a.mm(b).trace().item<double>() + a.sum().item<double>() * b.sum().item<double>() / ((n - 1) * (n - 2))
            - 2 / (n - 2) * a.mm(b).sum().item<double>();
    }
}

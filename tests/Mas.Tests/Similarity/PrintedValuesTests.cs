using Mas.Similarity;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Similarity;

/// <summary>Values printed elsewhere, on data that a formula gives.</summary>
public class PrintedValuesTests
{
    [Fact]
    public void Data_of_the_printed_values_are_those_of_their_formula()
    {
        using var scope = NewDisposeScope();
        (Tensor x, Tensor y) = Data();
        Assert.Equal(7.655647987524246, x.sum().item<double>(), 1e-12);
        Assert.Equal(-0.05438889343419273, y.sum().item<double>(), 1e-12);
    }

    [Theory]
    [InlineData("cka-linear", 0.2481484529859922)]
    [InlineData("cka-linear-debiased", 0.1482423473944442)]
    [InlineData("cka-rbf", 0.35676558039998557)]
    [InlineData("cka-rbf-1", 0.27237714571015964)]
    [InlineData("procrustes", 1.1641274643840187)]
    [InlineData("procrustes-size-and-shape", 11.425401915527774)]
    [InlineData("procrustes-normalised", 1.0994980069012166)]
    [InlineData("shape-0.5", 1.1667852960982805, 1e-7)]
    [InlineData("shape-0", 1.1864269278298916, 1e-7)]
    [InlineData("shape-0.5-euclidean", 11.415986996679194, 1e-7)]
    [InlineData("shape-0-euclidean", 10.916085348820854, 1e-7)]
    [InlineData("rsa-squared-euclidean-pearson", .17669436760745297)]
    [InlineData("rsa-squared-euclidean-spearman", .15533315876840442, 1e-12)]
    [InlineData("rsa-squared-euclidean-kendall-tau-b", .10268918073796124, 1e-12)]
    [InlineData("rsa-euclidean-pearson", .14833912534345475)]
    [InlineData("rsa-correlation-pearson", .10553114283119178)]
    [InlineData("rsa-correlation-spearman", .10396810696219472, 1e-12)]
    [InlineData("rsa-correlation-kendall-tau-b", .06823343537079096, 1e-12)]
    [InlineData("rsa-cosine-pearson", .13821446907445661)]
    [InlineData("rsa-cosine-spearman", .13927874002726198, 1e-12)]
    [InlineData("rsa-cosine-kendall-tau-b", .09124123629900267, 1e-12)]
    [InlineData("regression-r2", .32743995048823815)]
    [InlineData("mas-paper-cka-cosine", .20199318, 1e-6)]
    [InlineData("mas-paper-cka-euclidean", .341589, 1e-6)]
    [InlineData("mas-paper-rsa-cosine-spearman-raw", .25909444, 5e-4)]
    [InlineData("mas-paper-rsa-cosine-pearson-raw", .31415435, 1e-6)]
    [InlineData("mas-paper-rsa-euclidean-pearson-raw", .45883774, 1e-6)]
    public void Measures_of_the_printed_data_are_those_that_are_printed(string measure, double wanted, double tolerance = 1e-9)
    {
        using var scope = NewDisposeScope();
        (Tensor x, Tensor y) = Data();
        Assert.Equal(wanted, SimilarityMeasures.Parse(measure).Score(x, y), tolerance);
    }

    [Fact]
    public void Canonical_correlations_and_the_regression_backwards_are_those_that_are_printed()
    {
        using var scope = NewDisposeScope();
        (Tensor x, Tensor y) = Data();
        var cca = new CanonicalCorrelation();
        using Fitted one = cca.Fit(x), other = cca.Fit(y);
        Golden.Close(tensor(FittedBasis.Correlations(one, other)),
            tensor([.8005563893990923, .4948024742659618, .31966731258348974, .22196680484794293]), 1e-9);
        Assert.Equal(.17363796386499908, new LinearRegression().Score(y, x), 1e-9);
    }

    [Theory]
    [InlineData(100, .885)]
    [InlineData(1_000, .434)]
    public void Unrelated_normal_data_look_alike_to_biased_CKA_and_not_to_the_debiased_one(int samples, double biased)
    {
        using var scope = NewDisposeScope();
        Tensor one = Mas.Tests.Alignments.OrthogonalAlignmentTests.Gaussian(1, samples, 768),
            other = Mas.Tests.Alignments.OrthogonalAlignmentTests.Gaussian(2, samples, 768);
        Assert.Equal(biased, new LinearCka(debiased: false).Score(one, other), 0.005);
        Assert.Equal(0, new LinearCka().Score(one, other), 0.01);
    }

    private static (Tensor X, Tensor Y) Data()
    {
        Mas.Tensors.NativeTorch.Load();
        return (Matrix(6, (i, j) => Math.Sin(.37 * (i + 1) * (j + 1)) + .1 * Math.Cos(.11 * (i + 1) + j)),
            Matrix(4, (i, j) => Math.Cos(.29 * (i + 1) * (j + 2)) + .5 * Math.Sin(.37 * (i + 1) * (j + 1))));
    }

    private static Tensor Matrix(int width, Func<int, int, double> at) =>
        tensor([.. Enumerable.Range(0, 40 * width).Select(k => at(k / width, k % width))], [40, width]);
}

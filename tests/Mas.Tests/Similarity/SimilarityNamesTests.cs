using Mas.Results.Files;
using Mas.Similarity;
using Xunit;

namespace Mas.Tests.Similarity;

public class SimilarityNamesTests
{
    [Fact]
    public void Every_name_of_a_measure_gives_a_measure_of_that_name()
    {
        Assert.Equal(SimilarityMeasures.Names.Count, SimilarityMeasures.Names.Distinct().Count());
        Assert.All(SimilarityMeasures.Names, name => Assert.Equal(name, SimilarityMeasures.Parse(name).Name));
        foreach (string fixedWord in new[] { "cka-linear", "cka-linear-debiased", "cka-rbf", "rsa-cosine-spearman", "cca", "svcca", "pwcca",
            "procrustes", "shape-0.5", "regression-r2", "mutual-knn" })
            Assert.Contains(fixedWord, SimilarityMeasures.Names);
    }

    [Theory]
    [InlineData("cka-rbf-0.2")]
    [InlineData("cka-rbf-0.2-debiased")]
    [InlineData("svcca-0.9")]
    [InlineData("shape-0.25")]
    [InlineData("shape-0.25-euclidean")]
    [InlineData("mutual-knn-5")]
    public void A_number_that_a_user_chooses_is_part_of_the_name_of_a_measure(string name) =>
        Assert.Equal(name, SimilarityMeasures.Parse(name).Name);

    [Theory]
    [InlineData("cka-lineer", "unknown measure 'cka-lineer'; the nearest are cka-linear, ")]
    [InlineData("rsa-cosine-kendall", "unknown measure 'rsa-cosine-kendall'; the nearest are rsa-cosine-")]
    [InlineData("shape-x", "unknown measure 'shape-x'; the nearest are shape-1, ")]
    [InlineData("shape-1.5", "'shape-1.5' is not possible: alpha lies in 0..1")]
    [InlineData("svcca-0", "'svcca-0' is not possible: the share of the variance lies above 0 and up to 1")]
    [InlineData("cka-rbf-0-debiased", "'cka-rbf-0-debiased' is not possible: the bandwidth lies above 0")]
    [InlineData("mutual-knn-1.5", "'mutual-knn-1.5' is not possible: the number of neighbours is a whole number from 1")]
    public void A_wrong_name_of_a_measure_is_told_with_what_would_be_right(string name, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<InputException>(() => SimilarityMeasures.Parse(name)).Message, StringComparison.Ordinal);
}

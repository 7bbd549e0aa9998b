using Mas.Experiments;
using Mas.Experiments.Reading;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

public sealed class SimilarityReaderTests
{
    private const string Head = """
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]
        task: multi-object
        site: state

        """;

    [Fact]
    public void Measures_of_similarity_are_kept_in_their_order_and_by_their_names()
    {
        Experiment read = ExperimentFile.Read(Head + "evaluation: { similarity: [svcca, cka-rbf-0.5, shape-0.25] }");
        Assert.Equal(["svcca", "cka-rbf", "shape-0.25"], read.Evaluation.Similarity);
        Assert.Contains("similarity: [svcca, cka-rbf, shape-0.25]", ExperimentWriter.Write(read), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_key_similarity_nothing_is_measured() => Assert.Empty(ExperimentFile.Read(Head).Evaluation.Similarity);

    [Theory]
    [InlineData("[cka-lineer]", "4:28 evaluation.similarity: unknown measure 'cka-lineer'; the nearest are cka-linear, ")]
    [InlineData("[cca, cca]", "4:33 evaluation.similarity: 'cca' comes twice")]
    [InlineData("[shape-2]", "4:28 evaluation.similarity: 'shape-2' is not possible: alpha lies in 0..1")]
    [InlineData("cca", "4:27 evaluation.similarity: a list is wanted, found ")]
    [InlineData("[3]", "4:28 evaluation.similarity: a text is wanted, found ")]
    public void A_value_that_is_no_list_of_measures_is_told(string value, string error) =>
        Assert.StartsWith(error, Assert.Single(ExperimentFile.Errors($"{Head}evaluation: {{ similarity: {value} }}")),
            StringComparison.Ordinal);
}

using Mas.Experiments;
using Mas.Experiments.Reading;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

/// <summary>Experiments whose networks are matrices of dissimilarities.</summary>
public class MatrixExperimentTests
{
    private const string Leave =
        "matrices of dissimilarities have no activity, so that nothing is run, aligned or exchanged; leave this key out";

    private const string Pair = "[{ name: a, rdm: { file: a.npy } }, { name: b, rdm: { file: b.npz, name: [x, [y, z]] } }]";

    [Fact]
    public void A_resolved_copy_says_the_same_and_nothing_of_alignments()
    {
        using var file = new ExperimentFile($"name: two\nnetworks: {Pair}\n");
        Experiment read = file.Read();
        Assert.True(read.IsOfMatrices);
        Assert.Equal(["rsa-given-spearman"], read.Evaluation.Similarity);
        Assert.Equal(read, ExperimentFile.Reread(read, file));
        Assert.Equal("""
            name: "two"
            seed: 1
            networks:
              - { name: "a", rdm: { file: "a.npy" } }
              - { name: "b", rdm: { file: "b.npz", name: ["x", ["y", "z"]] } }
            evaluation: { similarity: [rsa-given-spearman] }

            """.ReplaceLineEndings("\n"), ExperimentWriter.Write(read));
    }

    [Fact]
    public void Paths_are_relative_to_the_file_and_follow_it()
    {
        using var file = new ExperimentFile($"name: two\nnetworks: {Pair}\n");
        string folder = Path.GetDirectoryName(file.FullPath)!;
        Assert.Contains("file: \"../a.npy\"", ExperimentWriter.Write(file.Read().SeenFrom(Path.Combine(folder, "runs"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_name_is_one_matrix_and_none_and_false_say_nothing()
    {
        Experiment read = ExperimentFile.Read("""
            networks: [{ name: a, rdm: { file: a.mat, name: "model 1" } }, { name: b, rdm: { file: b.npy } }]
            analyses: false
            evaluation: { controls: false, similarity: [rsa-given-kendall, cka-linear] }
            """);
        Assert.Equal(["rsa-given-kendall", "cka-linear"], read.Evaluation.Similarity);
        Assert.Contains("name: \"model 1\" }", ExperimentWriter.Write(read), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("task: multi-object", "2:7 task: " + Leave)]
    [InlineData("site: state", "2:7 site: " + Leave)]
    [InlineData("alignment: { size: 3 }", "2:12 alignment: " + Leave)]
    [InlineData("analyses: [cycles]", "2:11 analyses: " + Leave)]
    [InlineData("verdict: { same: 0.8 }", "2:10 verdict: " + Leave)]
    [InlineData("evaluation: { controls: [replay] }", "2:25 evaluation.controls: " + Leave)]
    [InlineData("evaluation: { directions: all }", "2:27 evaluation.directions: " + Leave)]
    [InlineData("evaluation: { similarity: [rsa-given-spaerman] }",
        "2:28 evaluation.similarity.0: unknown measure 'rsa-given-spaerman'; did you mean 'rsa-given-spearman'?")]
    [InlineData("evaluation: { similarity: [rsa-given-pearson, rsa-given-pearson] }",
        "2:27 evaluation.similarity: 'rsa-given-pearson' comes twice")]
    [InlineData("evaluation: { similarity: [] }", "2:27 evaluation.similarity: the list is empty; at least one measure is wanted")]
    [InlineData("sede: 3", "2:1 sede: unknown key 'sede'; did you mean 'seed'?")]
    public void What_matrices_cannot_be_asked_is_refused(string line, string error) =>
        Assert.Equal([error], ExperimentFile.Errors($"networks: {Pair}\n{line}\n"));

    [Theory]
    [InlineData("{ name: b, rdm: { file: b.npy }, site: state }", "1:86 networks.1.site: " + Leave)]
    [InlineData("{ name: b, rdm: { file: b.npy }, accessible: false }", "1:92 networks.1.accessible: " + Leave)]
    [InlineData("{ name: b, path: x }", "1:55 networks.1.name: network 'b' has activity, and 'a' is a matrix of dissimilarities (rdm); the "
        + "two kinds are not compared with one another, so put them into experiments of their own")]
    [InlineData("{ name: b, copy: { of: a, permute: 1 } }", "1:55 networks.1.name: network 'b' has activity, and 'a' is a matrix of "
        + "dissimilarities (rdm); the two kinds are not compared with one another, so put them into experiments of their own")]
    [InlineData("{ name: A, rdm: { file: b.npy } }", "1:55 networks.1.name: two networks are called 'A', letter case aside; names must be "
        + "unique")]
    [InlineData("{ name: b, rdm: { name: x } }", "1:63 networks.1.rdm.file: this key is missing; wanted is a file with matrices of "
        + "dissimilarities")]
    [InlineData("{ name: b, rdm: { file: b.npy, name: [] } }", "1:84 networks.1.rdm.name: the list is empty; names of matrices are wanted")]
    [InlineData("{ name: b, rdm: { file: b.npy, name: [x, [y, x]] } }", "1:84 networks.1.rdm.name: the matrix 'x' comes twice")]
    [InlineData("{ name: b, rdm: { file: b.npy, name: 3 } }",
        "1:84 networks.1.rdm.name: a text is wanted, found the number 3; put it in quotes if it is meant as a text")]
    public void A_wrong_matrix_is_told_with_its_place(string network, string error) => Assert.Equal(
        [error], ExperimentFile.Errors($"networks: [{{ name: a, rdm: {{ file: a.npy }} }}, {network}]\n"));

    [Fact]
    public void One_matrix_is_not_compared_with_anything() => Assert.Equal(
        ["1:11 networks: one matrix of dissimilarities is listed; at least two are wanted, to be compared"],
        ExperimentFile.Errors("networks: [{ name: a, rdm: { file: a.npy } }]\n"));

    [Fact]
    public void Networks_with_activity_are_not_compared_by_given_dissimilarities() => Assert.Equal(
        ["4:28 evaluation.similarity: rsa-given-spearman correlates dissimilarities that are given (source rdm), and these networks have "
            + "activity; take rsa-euclidean-spearman, which computes them"],
        ExperimentFile.Errors("""
            task: multi-object
            site: state
            networks: [{ name: a, path: a }, { name: b, path: b }]
            evaluation: { similarity: [rsa-given-spearman] }
            """));
}

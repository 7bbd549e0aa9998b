using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Sections;
using Mas.Results.Verdicts;
using Xunit;

namespace Mas.Results.Tests.Reports.Evidence;

/// <summary>What is said and drawn of matrices of dissimilarities.</summary>
public class MatrixSectionTests
{
    private const string Spearman = "rsa-given-spearman";

    [Fact]
    public void Those_that_reach_the_lower_end_are_named()
    {
        Assert.Equal("By `rsa-given-spearman` none of the others reaches the lower end of the noise ceiling over the 3 people of brain, "
            + "0.600 to 0.800.", Sentence(("a", 0.1), ("b", 0.5999)));
        Assert.Equal("By `rsa-given-spearman` b reaches the lower end of the noise ceiling over the 3 people of brain, 0.600 to 0.800, and "
            + "the others do not.", Sentence(("a", 0.1), ("b", 0.6)));
        Assert.Equal("By `rsa-given-spearman` a and b reach the lower end of the noise ceiling over the 3 people of brain, 0.600 to 0.800.",
            Sentence(("a", 0.9), ("b", 0.6)));
    }

    [Fact]
    public void Without_a_ceiling_that_is_said()
    {
        SimilarityValue value = Value("a", null) with { People = [new PeopleSimilarity("brain", 3, null, null, null)] };
        Assert.Equal(["`rsa-given-spearman` has no noise ceiling over the 3 people of brain."], CeilingText.Sentences([value]));
        Assert.Null(MatrixSection.Of([value])!.Figure);
        Assert.Equal("No measure has a value for any pair.", MatrixSection.Of([value with { Value = null }])!.Shows);
    }

    [Fact]
    public void The_plot_has_a_row_for_each_other_matrix_by_its_mean_over_people()
    {
        EvidencePart part = MatrixSection.Of([Value("low", 0.1), Value("high", 0.5), Value("below", -0.2)])!;
        Assert.Equal("ceiling-rsa-given-spearman-1", part.Figure!.Name);
        Assert.Equal("The noise ceiling over the people of brain goes from 0.60 to 0.80. Mean over people: high 0.50; low 0.10; "
            + "below −0.20.", part.Figure.Description);
        Assert.Equal(["similarity-rsa-given-spearman"], part.Further.Select(figure => figure.Name));
    }

    [Fact]
    public void Two_networks_of_people_have_a_ceiling_each_and_a_plot_each()
    {
        SimilarityValue both = Value("ape", 0.4) with
        {
            People = [new PeopleSimilarity("brain", 3, 0.4, 0.6, 0.8), new PeopleSimilarity("ape", 2, 0.3, 0.2, 0.9)],
        };
        Assert.Equal(["brain", "ape"], CeilingText.Ceilings([both]).Select(one => one.Network));
        Assert.Equal(["ape", "brain"], CeilingText.Ceilings([both]).Select(one => one.Others[0].Name));
        Assert.Equal(2, MatrixSection.Of([both])!.Figures.Count(figure => figure.Name.StartsWith("ceiling-", StringComparison.Ordinal)));
        Assert.Contains("0.4000 (3 of brain); 0.3000 (2 of ape)", MatrixText.Table([both]), StringComparison.Ordinal);
    }

    [Fact]
    public void Matrices_without_people_are_a_map_alone()
    {
        SimilarityValue one = Value("a", 0.5) with { People = null }, other = one with { Source = "a", Target = "b" };
        EvidencePart part = MatrixSection.Of([one, other])!;
        Assert.Empty(part.Cases);
        Assert.DoesNotContain("noise ceiling", part.Read, StringComparison.Ordinal);
        Assert.Equal(["similarity-rsa-given-spearman"], part.Figures.Select(figure => figure.Name));
        Assert.DoesNotContain("(", MatrixText.Table([one, other]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_a_run_of_matrices_shows_its_networks_and_explains_no_exchange()
    {
        string page = HtmlReport.Render([new ReportInput(Run(), [], "")]);
        Assert.Contains(MatrixSection.Kicker, page, StringComparison.Ordinal);
        Assert.Contains("Compared: brain and a, matrices of dissimilarities of 92 conditions.", page, StringComparison.Ordinal);
        Assert.Contains("data-label=\"Matrices\">6</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("What this does not show", page, StringComparison.Ordinal);
        Assert.DoesNotContain("interchange", page, StringComparison.OrdinalIgnoreCase);
    }

    private static RunRecord Run() => SampleRun.Record("matrices", [Network("brain", 3, 6), Network("a", 1, 1)], []) with
    {
        Evidence = new EvidenceRecord { Similarity = [Value("a", 0.5)] },
        Verdict = Verdict.OfMatrices(0.9, 0.5),
        Alignment = null,
        Setup = [],
        Warnings = [],
    };

    private static NetworkRecord Network(string name, int people, int matrices) =>
        SampleRun.Network(name) with { Width = 92, Matrix = new MatrixRecord(92, people, matrices) };

    private static string Sentence(params (string Name, double Mean)[] others) =>
        Assert.Single(CeilingText.Sentences([.. others.Select(other => Value(other.Name, other.Mean))]));

    private static SimilarityValue Value(string target, double? mean) => new(Spearman, "brain", "", target, "", mean, false, true, 92)
    {
        People = [new PeopleSimilarity("brain", 3, mean, 0.6, 0.8)],
    };
}

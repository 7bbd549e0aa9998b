using Mas.Results.Comparisons;
using Mas.Results.Records;
using Xunit;

namespace Mas.Results.Tests.Comparisons;

public sealed class MatrixCountTests
{
    private static readonly RunRecord Sixteen = SampleStudy.Sixteen().Run;

    [Fact]
    public void Mas_learns_one_matrix_per_network() => Assert.Equal(16, MatrixCount.Learned(Sixteen.Directions, Sixteen.Networks));

    [Theory, InlineData("stitching"), InlineData("linear-stitching"), InlineData("latent-stitching")]
    public void Stitching_learns_one_matrix_per_trained_pair(string method)
    {
        DirectionResult[] stitched =
            [.. Sixteen.Directions.Where(direction => direction.Source != direction.Target)
            .Select(direction => direction with { Method = method })];
        Assert.Equal(16 * 15, MatrixCount.Learned(stitched, Sixteen.Networks));
        Assert.Equal(1, MatrixCount.Learned([stitched[0], stitched[1] with { Trained = false }], Sixteen.Networks));
    }

    [Fact]
    public void A_frozen_network_has_brought_its_matrix_along()
    {
        NetworkRecord[] networks = [.. Sixteen.Networks.Select((network, i) => network with { Frozen = i < 15 })];
        Assert.Equal(1, MatrixCount.Learned(Sixteen.Directions, networks));
    }

    [Fact]
    public void The_sentence_sets_the_run_beside_pairwise_stitching()
    {
        Assert.Equal("`mas` has learned 16 matrices for 16 networks, one for each. Stitching every ordered pair of 16 networks needs 240 "
            + "matrices, and 256 with each network stitched to itself as well.", MatrixCount.Sentence(Sixteen));
        Assert.Null(MatrixCount.Sentence(Sixteen with { Networks = [Sixteen.Networks[0]] }));
        Assert.Null(MatrixCount.Sentence(SampleStudy.Algorithms().Run));
    }
}

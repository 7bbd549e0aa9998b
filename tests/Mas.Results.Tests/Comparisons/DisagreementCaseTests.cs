using Mas.Results.Comparisons;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Comparisons;

/// <summary>When measures contradict one another, and who is ranked first.</summary>
public sealed class DisagreementCaseTests
{
    [Theory]
    // Correlation high, behaviour low.
    [InlineData(0.1, 0.3, 0.2, 0.4, 0.85, 1.2, "CorrelationAlone cka")]
    [InlineData(0.1, 0.3, 0.2, 0.4, 0.79, 0.6, "CorrelationAlone procrustes")] // cos 0.6 = 0.83
    [InlineData(0.1, 0.3, 0.2, 0.4, 0.85, 0.6, "CorrelationAlone cka, CorrelationAlone procrustes")]
    [InlineData(0.1, 0.3, 0.2, 0.4, 0.79, 0.7, "")]                                                    // cos 0.7 = 0.76
    [InlineData(0.1, 0.5, 0.2, 0.4, 0.85, 0.6, "")]                                                    // the interval reaches 'different'
    // Behaviour high, correlation low.
    [InlineData(0.9, 0.95, 0.95, 1, 0.4, 0.6, "CausationAlone cka")]
    [InlineData(0.9, 0.95, 0.95, 1, 0.6, 1.3, "CausationAlone procrustes")] // cos 1.3 = 0.27
    [InlineData(0.89, 0.95, 0.95, 1, 0.4, 1.3, "")]
    [InlineData(0.9, 0.95, 0.95, 1, 0.6, 0.9, "")]
    // Stitching high, MAS low.
    [InlineData(0.6, 0.8, 0.95, 1, 0.6, 0.9, "StitchingAlone stitching")]
    [InlineData(0.6, 0.8, 0.85, 1, 0.6, 0.9, "")]
    [InlineData(0.6, 0.9, 0.95, 1, 0.6, 0.9, "")]
    [InlineData(0.1, 0.3, 0.95, 1, 0.9, 1.2, "StitchingAlone stitching, CorrelationAlone cka")]
    public void One_pair_of_networks_is_enough_for_a_contradiction(
        double masLow, double masHigh, double stitchingLow, double stitchingHigh, double cka, double procrustes, string expected)
    {
        MeasuredSimilarity[] pair =
            [.. Causal("a", "b", masLow, masHigh, stitchingLow, stitchingHigh), Of("a", "b", "cka", cka),
            Of("a", "b", "procrustes", procrustes, distance: true)];
        Assert.Equal(expected, string.Join(", ", DisagreementCase.Of(pair, 0.9, 0.5).Select(one => $"{one.Kind} {one.Measured.Measure}")));
    }

    [Fact]
    public void Without_an_interval_of_MAS_nothing_is_marked() =>
        Assert.Empty(DisagreementCase.Of([Of("a", "b", "mas", 0.1) with { IsCausal = true }, Of("a", "b", "cka", 0.99)], 0.9, 0.5));

    [Fact]
    public void Disagreement_is_judged_for_each_pair_of_networks_by_itself()
    {
        MeasuredSimilarity[] pairs =
        [
            .. Causal("a", "b", 0.95, 0.99, 0.95, 1), .. Causal("a", "c", 0.1, 0.2, 0.1, 0.2),
            Of("a", "b", "cka", 0.9), Of("a", "c", "cka", 0.9), Of("b", "c", "cka", 0.9),
        ];
        DisagreementCase only = Assert.Single(DisagreementCase.Of(pairs, 0.9, 0.5));
        Assert.Equal(("a", "c"), (only.Mas.First, only.Mas.Second));
    }

    [Fact]
    public void A_distance_that_is_no_angle_says_nothing() =>
        Assert.Empty(DisagreementCase.Of([.. Causal("a", "b", 0.1, 0.2, 0.1, 0.2), Of("a", "b", "shape-0.5-euclidean", 0, distance: true)],
            0.9, 0.5));

    [Fact]
    public void Each_measure_ranks_for_itself_and_equal_values_share_a_rank()
    {
        MeasuredSimilarity[] measured =
        [
            Of("a", "b", "cka", 0.2), Of("a", "c", "cka", 0.9), Of("b", "c", "cka", 0.9), Of("b", "d", "cka", 0.1),
            Of("a", "b", "procrustes", 0.3, distance: true), Of("a", "c", "procrustes", 0.1, distance: true),
        ];
        Assert.Equal([3, 1.5, 1.5, 4, 2, 1], MeasuredSimilarity.Ranked(measured).Select(one => one.Rank));
    }

    private static MeasuredSimilarity[] Causal(
        string first, string second, double masLow, double masHigh, double stitchingLow, double stitchingHigh) =>
    [
        new(first, second, "mas", true, (masLow + masHigh) / 2, new Interval(masLow, masHigh), false, 0),
        new(first, second, "stitching", true, (stitchingLow + stitchingHigh) / 2, new Interval(stitchingLow, stitchingHigh), false, 0),
    ];

    private static MeasuredSimilarity Of(string first, string second, string measure, double value, bool distance = false) =>
        new(first, second, measure, false, value, null, distance, 0);
}

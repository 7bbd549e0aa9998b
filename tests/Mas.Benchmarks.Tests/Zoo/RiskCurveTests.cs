using Mas.Benchmarks.Zoo;
using Mas.Results.Statistics;
using Xunit;

namespace Mas.Benchmarks.Tests.Zoo;

/// <summary>What a number risks where it may abstain. The values are those of another program.</summary>
public class RiskCurveTests
{
    private static readonly (bool IsAlike, double Similarity)[] s_shared =
        [(true, 0.2), (true, 0.2), (true, 0.9), (false, 0.3), (false, 0.1)];

    // Two networks of its own for every pair.
    private static LabelledPair[] Alone(params (bool IsAlike, double Similarity)[] pairs) =>
        [.. pairs.Select((pair, k) => new LabelledPair($"one-{k}", $"other-{k}", pair.IsAlike, pair.Similarity))];

    private static RiskCurve Curve(IReadOnlyList<LabelledPair> pairs) => RiskCurve.Of(
        "m", pairs, pairs.SelectMany(pair => (string[])[pair.One, pair.Other]).Distinct().ToDictionary(name => name, name => name));

    private static void Same(double[] wanted, IReadOnlyList<double> found) => Assert.Equal(wanted, found.Select(one => Math.Round(one, 4)));

    [Fact]
    public void The_threshold_lies_halfway_between_the_kinds()
    {
        Assert.Equal(0.6, RiskCurve.Threshold(Alone((true, 0.9), (true, 0.7), (false, 0.5), (false, 0.1)))!.Value, 12);
        Assert.Null(RiskCurve.Threshold(Alone((true, 0.9), (true, 0.7))));
        Assert.Null(RiskCurve.Threshold(Alone((true, 0.9), (false, 0.9))));
    }

    // At .55 one of two alike pairs would be wrong, at .45 one of four unlike ones.
    [Fact]
    public void Both_kinds_count_as_much_however_many_there_are() => Assert.Equal(0.45, RiskCurve.Threshold(
        Alone((true, 0.9), (true, 0.5), (false, 0.6), (false, 0.4), (false, 0.2), (false, 0.1)))!.Value, 12);

    // .2 and .8 leave one of four pairs wrong, .5 two.
    [Fact]
    public void Of_two_best_thresholds_the_lower_is_taken() => Assert.Equal(0.2, RiskCurve.Threshold(
        Alone((true, 0.9), (false, 0.7), (true, 0.3), (false, 0.1)))!.Value, 12);

    [Fact]
    public void Pairs_near_the_threshold_are_answered_last()
    {
        RiskCurve curve = Curve(
            Alone((true, 0.9), (true, 0.8), (true, 0.7), (true, 0.45), (false, 0.3), (false, 0.2), (false, 0.5)));
        Same([0, 0, 0, 0, 0, 0.1667, 0.2857], curve.Risk);
        Assert.Equal(0.0646, curve.Area, 0.0001);
        Assert.Equal(2.0 / 7, curve.Whole, 12);
        Assert.Equal(1.0 / 6, curve.At(6), 12);
        Assert.True(double.IsNaN(curve.At(0)));
    }

    [Fact]
    public void Equal_margins_come_in_together() =>
        Same([0.2, 0.2, 0.2, 0.2, 0.2], Curve(Alone((true, 1), (true, 1), (false, 0), (false, 0), (false, 1))).Risk);

    // The two alike pairs at .2 would put one another on the right side of a threshold of .15.
    [Fact]
    public void A_threshold_never_sees_the_networks_of_its_pair()
    {
        LabelledPair[] shared = Alone(s_shared);
        shared[1] = shared[1] with { One = shared[0].One };
        Same([0, 0, 0.3333, 0.5, 0.6], Curve(shared).Risk);
        Same([0, 0, 0.3333, 0.25, 0.2], Curve(Alone(s_shared)).Risk);
    }

    [Fact]
    public void A_copy_counts_as_its_original()
    {
        LabelledPair[] pairs = Alone(s_shared);
        Dictionary<string, string> origins =
            pairs.SelectMany(pair => (string[])[pair.One, pair.Other]).ToDictionary(name => name, name => name);
        origins[pairs[1].One] = pairs[0].One;
        Same([0, 0, 0.3333, 0.5, 0.6], RiskCurve.Of("m", pairs, origins).Risk);
    }

    [Fact]
    public void Pairs_that_leave_one_kind_alone_come_last_and_count_half() =>
        Same([0.5, 0.5], Curve(Alone((true, 0.9), (false, 0.1))).Risk);
}

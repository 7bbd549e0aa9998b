using Mas.Results.Statistics;
using MathNet.Numerics.Distributions;
using Xunit;

namespace Mas.Results.Tests.Statistics;

/// <summary>Golden bounds come from 100 000 draws of numpy's multinomial (1.24.2, <c>default_rng(3)</c>), with the variance and the
/// quantiles of t and normal computed there by plain sums and scipy 1.10.1.</summary>
public sealed class TextBootstrapTests
{
    private const int Pairs = 400;

    private static readonly TextPairs s_pairs = new([.. All().Select(i => i * 7 % 41)], [.. All().Select(i => ((i * 3) + (i / 41)) % 37)]);

    private static readonly double[] s_right = [.. All().Select(i => Math.Clamp(
        (i * 37 % 101 / 100.0 * 0.4) + (s_pairs.Sources[i] % 5 == 0 ? 0.3 : 0) + (s_pairs.Targets[i] % 3 == 0 ? 0.2 : 0), 0, 1))];

    private static readonly double[] s_floor = [.. All().Select(i => i * 17 % 23 / 100.0)];

    private static readonly TextBootstrap s_bootstrap = new(s_pairs, [s_right, s_floor], seed: 1);

    [Fact]
    public void The_bounds_of_a_mean_are_those_of_an_independent_program() =>
        IsAbout(s_bootstrap.Mean(0)!, 0.33564, (0.28770, 0.38592), (0.27848, 0.39698));

    [Fact]
    public void The_bounds_of_a_corrected_mean_are_those_of_an_independent_program() =>
        IsAbout(s_bootstrap.Corrected(0, 1)!, 0.25338, (0.19984, 0.30957), (0.18941, 0.32175));

    [Fact]
    public void The_bounds_of_a_difference_are_those_of_an_independent_program() =>
        IsAbout(s_bootstrap.Difference(0, 1)!, 0.22546, (0.17141, 0.27952), (0.16875, 0.28627));

    [Fact]
    public void The_same_seed_draws_the_same_bounds_and_another_one_others()
    {
        OneSidedBounds first = s_bootstrap.Mean(0)!.Bounds();
        Assert.Equal(first, new TextBootstrap(s_pairs, [s_right], seed: 1).Mean(0)!.Bounds());
        Assert.NotEqual(first, new TextBootstrap(s_pairs, [s_right], seed: 1UL << 40).Mean(0)!.Bounds());
    }

    [Fact]
    public void Names_of_texts_mean_nothing() => Assert.Equal(s_bootstrap.Mean(0)!.Bounds(), new TextBootstrap(
        new([.. s_pairs.Sources.Select(text => 1000 - (3 * text))], [.. s_pairs.Targets.Select(text => text - 500)]), [s_right], seed: 1)
            .Mean(0)!.Bounds());

    [Fact]
    public void Outcomes_that_are_all_equal_leave_the_bound_of_Jeffreys_for_as_many_texts()
    {
        OneSidedBounds found = new TextBootstrap(s_pairs, [[.. All().Select(_ => 1.0)]], seed: 1).Mean(0)!.Bounds();
        Assert.Equal((1, 1), (found.Value, found.High));
        Assert.Equal(Beta.InvCDF(37.5, 0.5, 0.05), found.Low, 9);
    }

    [Fact]
    public void One_pair_that_differs_does_not_bring_a_bound_nearer_than_one_text()
    {
        double[] right = [.. All().Select(i => i == 0 ? 0.9 : 1)];
        OneSidedBounds found = new TextBootstrap(s_pairs, [right], seed: 1).Mean(0)!.Bounds();
        Assert.Equal(found.Value - (1.0 / 37), found.Low, 9);
    }

    [Fact]
    public void A_single_text_on_either_side_tells_nothing_of_others()
    {
        int[] own = [.. All()], one = new int[Pairs];
        Assert.Null(new TextBootstrap(new(own, one), [s_right], seed: 1).Mean(0));
        Assert.Null(new TextBootstrap(new(one, own), [s_right, s_floor], seed: 1).Corrected(0, 1));
        Assert.Null(new TextBootstrap(new([3], [4]), [[0.5], [0.1]], seed: 1).Difference(0, 1));
    }

    [Fact]
    public void A_floor_of_1_leaves_nothing_to_correct() =>
        Assert.Null(new TextBootstrap(s_pairs, [s_right, [.. All().Select(_ => 1.0)]], seed: 1).Corrected(0, 1));

    [Fact]
    public void Draws_that_give_no_pair_any_weight_are_drawn_again()
    {
        // Four pairs without a text in common: of each draw a third of the pairs has any weight, and often none has.
        OneSidedBounds found = new TextBootstrap(new([0, 1, 2, 3], [0, 1, 2, 3]), [[0.1, 0.2, 0.3, 0.6]], seed: 1).Mean(0)!.Bounds();
        Assert.Equal(0.3, found.Value, 12);
        Assert.True(found.Low < 0.3 && found.High > 0.3 && double.IsFinite(found.Low + found.High));
    }

    [Fact]
    public void Every_pair_needs_its_texts_and_its_outcomes()
    {
        Assert.Throws<ArgumentException>(() => new TextBootstrap(new([], []), [], seed: 1));
        Assert.Throws<ArgumentException>(() => new TextBootstrap(new([1, 2], [1]), [[0, 1]], seed: 1));
        Assert.Throws<ArgumentException>(() => new TextBootstrap(new([1, 2], [1, 2]), [[0, 1, 1]], seed: 1));
    }

    [Theory]
    [InlineData(60, 200, 1, 1, 0.5)] // most texts occur in a few pairs
    [InlineData(40, 400, 1, 0.5, 0.5)] // and in many
    [InlineData(100, 200, 0.2, 0.2, 1.5)] // texts hardly matter
    public void Bounds_over_crossed_texts_miss_about_as_often_as_they_say(
        int texts, int pairs, double ofSources, double ofTargets, double ofPairs)
    {
        const int runs = 300;
        Random random = new(17);
        int below = 0, above = 0;
        for (int run = 0; run < runs; run++)
        {
            double[] sources = [.. Enumerable.Range(0, texts).Select(_ => ofSources * Normal())],
                targets = [.. Enumerable.Range(0, texts).Select(_ => ofTargets * Normal())];
            TextPairs drawn = new([.. Enumerable.Range(0, pairs).Select(_ => random.Next(texts))],
                [.. Enumerable.Range(0, pairs).Select(_ => random.Next(texts))]);
            // The logistic of a symmetric sum has mean ½.
            double[] right = [.. Enumerable.Range(0, pairs).Select(i => Logit.Inverse(
                sources[drawn.Sources[i]] + targets[drawn.Targets[i]] + (ofPairs * Normal())))];
            OneSidedBounds found = new TextBootstrap(drawn, [right], (ulong)run, draws: 1000).Mean(0)!.Bounds();
            below += found.Low > 0.5 ? 1 : 0;
            above += found.High < 0.5 ? 1 : 0;
        }
        // 5 % of 300 is 15, with a deviation of 3.8; bounds three times too wide in variance would miss 1.
        Assert.InRange(below + above, 14, 48);
        Assert.InRange(below, 3, 28);
        Assert.InRange(above, 3, 28);

        double Normal() => MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1);
    }

    private static IEnumerable<int> All() => Enumerable.Range(0, Pairs);

    // Of 10 000 draws a 2.5 % quantile is known to 2 % of its distance from the middle.
    private static void IsAbout(TextFigure found, double value, (double Low, double High) oneSided, (double Low, double High) interval)
    {
        Assert.Equal(value, found.Value, 0.00001);
        double tolerance = 0.03 * (interval.High - interval.Low);
        OneSidedBounds bounds = found.Bounds();
        Assert.Equal(oneSided.Low, bounds.Low, tolerance);
        Assert.Equal(oneSided.High, bounds.High, tolerance);
        Assert.Equal(interval.Low, found.Interval.Low, tolerance);
        Assert.Equal(interval.High, found.Interval.High, tolerance);
    }
}

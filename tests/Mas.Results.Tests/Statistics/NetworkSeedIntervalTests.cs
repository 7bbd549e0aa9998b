using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

public sealed class NetworkSeedIntervalTests
{
    [Fact]
    public void The_interval_within_networks_is_Students_t_on_their_means_carried_to_the_logit()
    {
        double[] means = [0.3, 0.5, 0.55, 0.65];
        NetworkSeedInterval found =
            NetworkSeedInterval.Of([.. means.Select((mean, k) => new NetworkAccuracy(new(0, k), new(0, k), mean))], 1_000_000);
        // Deviation 0.147196 of 4 means around ½, t = 3.182446 with 3 degrees of freedom; 1/(½·½) carries it.
        double half = 3.182446305284263 * Math.Sqrt(0.065 / 3 / 4) * 4;
        Assert.Equal((0.5, 4, NetworkSeedInterval.OverNetworks), (Math.Round(found.Mean, 12), found.Networks, found.Design));
        Assert.Equal(1 / (1 + Math.Exp(half)), found.Interval!.Low, 2);
        Assert.Equal(1 / (1 + Math.Exp(-half)), found.Interval.High, 2);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Too_few_networks_have_a_mean_and_no_interval(int networks)
    {
        NetworkSeedInterval found =
            NetworkSeedInterval.Of([.. Enumerable.Range(0, networks).Select(k => new NetworkAccuracy(new(0, k), new(0, k), 0.75))], 100);
        Assert.Equal((0.75, null, networks, NetworkSeedInterval.None), (found.Mean, found.Interval, found.Networks, found.Design));
    }

    [Fact]
    public void Of_two_kinds_of_networks_the_smaller_number_decides_about_an_interval()
    {
        NetworkAccuracy[] directions =
            [.. from i in Enumerable.Range(0, 5) from j in Enumerable.Range(0, 2) select new NetworkAccuracy(new(0, i), new(1, j), 0.5)];
        Assert.Equal((2, null), (NetworkSeedInterval.Of(directions, 100).Networks, NetworkSeedInterval.Of(directions, 100).Interval));
    }

    [Fact]
    public void More_directions_between_the_same_networks_do_not_narrow_the_interval_as_more_networks_would()
    {
        // Sources differ, targets do not: thirty directions are no more than six networks.
        NetworkAccuracy[] directions =
            [.. from i in Enumerable.Range(0, 6) from j in Enumerable.Range(0, 6) where i != j
            select new NetworkAccuracy(new(0, i), new(0, j), 0.4 + (0.04 * i))];
        NetworkAccuracy[] single = [.. Enumerable.Range(0, 6).Select(i => new NetworkAccuracy(new(0, i), new(0, i), 0.4 + (0.04 * i)))];
        Interval between = NetworkSeedInterval.Of(directions, 100_000).Interval!,
            within = NetworkSeedInterval.Of(single, 100_000).Interval!;
        Assert.InRange((between.High - between.Low) / (within.High - within.Low), 0.95, 1.3);
    }

    [Fact]
    public void A_network_with_a_part_in_everything_leaves_nothing_to_compare_with()
    {
        NetworkAccuracy[] star = [.. Enumerable.Range(1, 4).Select(k => new NetworkAccuracy(new(0, 0), new(0, k), 0.6))];
        Assert.Null(NetworkSeedInterval.Of(star, 100).Interval);
    }

    [Theory, InlineData(1.0), InlineData(0.0)]
    public void The_interval_over_networks_counts_interventions_where_every_outcome_is_the_same(double mean)
    {
        NetworkSeedInterval found =
            NetworkSeedInterval.Of([.. Enumerable.Range(0, 5).Select(k => new NetworkAccuracy(new(0, k), new(0, k), mean))], 100);
        Assert.Equal((AccuracyInterval.InterventionsOnly, JeffreysInterval.Of(mean * 100, 100)), (found.Design, found.Interval));
    }

    [Fact]
    public void Networks_that_agree_are_no_surer_than_the_interventions_of_one()
    {
        NetworkAccuracy[] agree = [.. Enumerable.Range(0, 4).Select(k => new NetworkAccuracy(new(0, k), new(0, k), 0.9))];
        Interval found = NetworkSeedInterval.Of(agree, 100).Interval!, one = JeffreysInterval.Of(90, 100);
        Assert.InRange(found.High - found.Low, one.High - one.Low, 1.5 * (one.High - one.Low));
    }
}

using Mas.Benchmarks.Zoo;
using Mas.Results.Statistics;
using Xunit;

namespace Mas.Benchmarks.Tests.Zoo;

/// <summary>Intervals over networks: what they weigh, and that they are as wide as they should be where that is known.</summary>
public class NetworkBootstrapTests
{
    private static Dictionary<string, string> Alone(int networks) => Enumerable.Range(0, networks).ToDictionary(k => $"n{k}", k => $"n{k}");

    // The mean of a number that each network has: ± z · deviation/√n.
    [Fact]
    public void The_interval_of_a_mean_over_networks_is_the_known_one()
    {
        const int networks = 40;
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, networks).Select(_ => random.NextDouble())];
        Interval interval = NetworkBootstrap.Of(Alone(networks), 4000, drawn =>
            Enumerable.Range(0, networks).Sum(k => drawn($"n{k}") * values[k]) / Enumerable.Range(0, networks).Sum(k => drawn($"n{k}")));
        double mean = values.Average(), half = 1.96 * Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) / networks);
        Assert.Equal(mean - half, interval.Low, 0.01);
        Assert.Equal(mean + half, interval.High, 0.01);
    }

    [Fact]
    public void A_network_and_its_copy_are_one_draw()
    {
        Dictionary<string, string> origins = new() { ["a"] = "a", ["a-permuted"] = "a", ["b"] = "b" };
        NetworkBootstrap.Of(origins, 50, drawn =>
        {
            Assert.Equal(drawn("a"), drawn("a", "a-permuted"));
            Assert.Equal(drawn("a") * drawn("b"), drawn("a-permuted", "b", "a"));
            Assert.Equal(2, drawn("a") + drawn("b"));
            return 0;
        });
    }

    [Fact]
    public void Samples_without_a_value_are_left_out()
    {
        Interval interval = NetworkBootstrap.Of(Alone(3), 200, drawn => drawn("n0") == 0 ? double.NaN : 1);
        Assert.Equal(new Interval(1, 1), interval);
    }

    [Fact]
    public void The_same_samples_are_drawn_every_time()
    {
        static double Score(Multiplicity drawn) => drawn("n0") + 0.1 * drawn("n1");
        Assert.Equal(NetworkBootstrap.Of(Alone(5), 100, Score), NetworkBootstrap.Of(Alone(5), 100, Score));
    }
}

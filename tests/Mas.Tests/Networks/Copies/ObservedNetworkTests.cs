using Mas.Networks;
using Mas.Networks.Copies;
using Mas.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Copies;

/// <summary>What is seen of a network: which units, how much noise, how many spikes.</summary>
public sealed class ObservedNetworkTests : IDisposable
{
    private const int Sequences = 2_000, Length = 5, Width = 8;

    private static readonly Observation s_whole = new(null, null, null, null, 1);
    private static readonly TokenRows s_rows = Rows(0), s_others = Rows(1);

    private readonly DisposeScope _scope;

    public ObservedNetworkTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
    }

    // Noise has the variance of the unit over natural sequences, divided by the ratio. Unit k goes up and down by k.
    [Theory, InlineData(0.5), InlineData(4)]
    public void Noise_is_Gaussian_and_its_variance_is_that_of_the_unit_divided_by_the_ratio(double ratio)
    {
        float[][] noise = Seen(s_whole with { Noise = ratio }, s_rows);
        for (int unit = 0; unit < Width; unit++)
        {
            double[] added = [.. noise[unit].Select((value, row) => value - (double)UpAndDown(Position(row), unit))];
            double wanted = unit * unit / ratio, n = added.Length, mean = added.Average();
            double variance = added.Sum(one => (one - mean) * (one - mean)) / (n - 1);
            double fourth = added.Average(one => Math.Pow(one - mean, 4));
            Assert.InRange(mean, -5 * Math.Sqrt(wanted / n) - 1e-6, 5 * Math.Sqrt(wanted / n) + 1e-6);
            Assert.InRange(variance, wanted * (1 - 5 * Math.Sqrt(2 / n)), wanted * (1 + 5 * Math.Sqrt(2 / n)) + 1e-9);
            // Of a Gaussian the fourth moment is three times the square of the variance, ± √(96/n) of the latter.
            Assert.InRange(fourth, wanted * wanted * (3 - 5 * Math.Sqrt(96 / n)), wanted * wanted * (3 + 5 * Math.Sqrt(96 / n)) + 1e-9);
        }
    }

    // A unit is at its least half of the time, and as far above its mean in the other half: its rates are 0 and twice the mean.
    [Theory, InlineData(0.5), InlineData(6)]
    public void Spikes_are_counts_whose_rate_is_what_the_activity_is_above_its_least(double rate)
    {
        float[][] counts = Seen(s_whole with { Poisson = rate }, s_rows);
        Assert.All(counts[0], count => Assert.Equal(0, count)); // never changes
        for (int unit = 1; unit < Width; unit++)
        {
            ILookup<bool, float> byHeight = counts[unit].Select((count, row) => (count, row))
                .ToLookup(one => UpAndDown(Position(one.row), unit) > 0, one => one.count);
            Assert.All(byHeight[false], count => Assert.Equal(0, count));
            Assert.All(byHeight[true], count => Assert.Equal(MathF.Round(count), count));
            double n = byHeight[true].Count(), mean = byHeight[true].Average(), twice = 2 * rate;
            double variance = byHeight[true].Sum(count => (count - mean) * (count - mean)) / (n - 1);
            Assert.InRange(mean - twice, -5 * Math.Sqrt(twice / n), 5 * Math.Sqrt(twice / n));
            double deviation = Math.Sqrt(((2 * twice * twice) + twice) / n);
            Assert.InRange(variance - twice, -5 * deviation, 5 * deviation);
        }
    }

    [Fact]
    public void Seen_units_are_columns_of_the_original_in_their_order_and_fewer_are_among_more()
    {
        var site = new Site("state", Width);
        int[] two = (s_whole with { Units = 0.25 }).Chosen(site), four = (s_whole with { Units = 0.5 }).Chosen(site);
        Assert.Equal((2, 4), (two.Length, four.Length));
        Assert.Equal(four.Order(), four);
        Assert.Subset(four.ToHashSet(), two.ToHashSet());
        float[][] seen = Seen(s_whole with { Units = 0.5 }, s_rows);
        Assert.Equal(four.Length, seen.Length);
        for (int k = 0; k < four.Length; k++)
            Assert.Equal(Enumerable.Range(0, seen[k].Length).Select(row => UpAndDown(Position(row), four[k])), seen[k]);
        Assert.Contains(
            Enumerable.Range(2, 20), seed => !(s_whole with { Units = 0.25, Seed = (ulong)seed }).Chosen(site).SequenceEqual(two));
    }

    [Theory, InlineData(0.001, 1), InlineData(0.3, 2), InlineData(1, 8)]
    public void At_least_one_unit_is_seen(double share, int units)
    {
        Assert.Equal(units, (s_whole with { Units = share }).Count(Width));
        using Network seen = new KnownNetwork(Width, UpAndDown).Seen(s_whole with { Units = share }, s_rows);
        Assert.Equal([units, units], seen.Sites.Select(site => site.Width));
    }

    // 7 of 10 units of a width are said as 7/10.
    [Fact]
    public void Every_number_of_units_can_be_said_as_a_share()
    {
        foreach (int width in (int[])[1, 3, 100, 128, 4_099])
            for (int units = 1; units <= width; units++)
                Assert.Equal(units, (s_whole with { Units = (double)units / width }).Count(width));
    }

    [Fact]
    public void The_same_sequences_are_seen_in_the_same_way_and_others_are_not()
    {
        Observation noisy = s_whole with { Noise = 1 };
        float[][] first = Seen(noisy, s_rows);
        Assert.Equal(first, Seen(noisy, s_rows));
        Assert.NotEqual(first, Seen(noisy with { Seed = 2 }, s_rows));
        Assert.NotEqual(first, Seen(noisy, s_others));
        Assert.NotEqual(first[7], Seen(noisy, s_rows, "embedding")[7]);
    }

    // Words alone do not tell them apart.
    [Fact]
    public void Sequences_of_other_continuous_inputs_have_other_noise()
    {
        Observation noisy = s_whole with { Noise = 1 };
        Assert.NotEqual(Seen(noisy, s_rows with { Features = [1, 2] }), Seen(noisy, s_rows with { Features = [1, 3] }));
    }

    [Fact]
    public void A_position_is_read_as_it_was_seen_whatever_is_read_beside_it()
    {
        using Network seen = new KnownNetwork(Width, UpAndDown).Seen(s_whole with { Noise = 1 }, s_rows);
        using RunnableActivity activity = seen.Record(s_rows, seen.Sites[0]);
        float[] both = activity.Latents([7, 1]).ToArray<float>();
        Assert.Equal(activity.Latents([7]).ToArray<float>(), both[..Width]);
        Assert.Equal(activity.Latents([1]).ToArray<float>(), both[Width..]);
    }

    [Fact]
    public void What_is_seen_cannot_be_run()
    {
        using Network seen = new KnownNetwork(Width, UpAndDown).Seen(s_whole, s_rows);
        Assert.False(seen.CanBeRun);
        using RunnableActivity activity = seen.Record(s_rows, seen.Sites[0]);
        Assert.Throws<InvalidOperationException>(() => activity.Prepare(null!));
        Assert.Throws<InvalidOperationException>(() => activity.Logits([0]));
    }

    private static float UpAndDown(int position, int unit) => position % 2 == 0 ? unit : -unit;

    private static TokenRows Rows(int token) =>
        TokenRows.From([.. Enumerable.Range(0, Sequences).Select(_ => Enumerable.Repeat(token, Length).ToArray())]);

    // Every position but the last of each sequence is seen, so that as many are up as down.
    private static int Position(int row) => row / (Length - 1) * Length + row % (Length - 1);

    // [units][rows]
    private static float[][] Seen(Observation observation, TokenRows rows, string site = "state")
    {
        using var scope = NewDisposeScope();
        using Network seen = new KnownNetwork(Width, UpAndDown).Seen(observation, rows);
        using RunnableActivity activity = seen.Record(rows, seen.FindSite(site)!);
        int[] positions = [.. Enumerable.Range(0, Sequences * (Length - 1)).Select(Position)];
        Tensor latents = activity.Latents(positions).t().contiguous();
        return [.. latents.ToArray<float>().Chunk(positions.Length)];
    }

    public void Dispose() => _scope.Dispose();
}

using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

/// <summary>Quantiles of the beta distribution are scipy's (1.10.1, <c>scipy.stats.beta.ppf</c>); those of the corrected value come from
/// four million draws of <c>numpy.random.default_rng(7).dirichlet(counts + ½)</c> (numpy 1.24.2).</summary>
public sealed class OneSidedBoundsTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.1707731082448478)]
    [InlineData(10, 10, 0.8292268917551521, 1)]
    [InlineData(512, 1000, 0.4859985150743894, 0.537950260022576)]
    [InlineData(997, 1000, 0.992982357787673, 0.998915556557869)]
    [InlineData(1000, 1000, 0.9980815932877439, 1)]
    public void The_bounds_of_an_accuracy_are_Jeffreys_quantiles(int right, int n, double low, double high)
    {
        OneSidedBounds found = OneSidedBounds.Plain(Table(right, n - right));
        Assert.Equal((double)right / n, found.Value, 12);
        Assert.Equal(low, found.Low, 7);
        Assert.Equal(high, found.High, 7);
    }

    [Theory]
    [InlineData(40, 930, 10, 20, 0.95726, 0.97636)]
    [InlineData(60, 940, 0, 0, 0.99681, 1)]
    [InlineData(30, 470, 60, 440, 0.41897, 0.48065)]
    [InlineData(0, 5, 0, 5, 0.18126, 0.70722)]
    public void The_bounds_of_a_corrected_accuracy_are_those_of_the_paired_table(
        int both, int gained, int lost, int neither, double low, double high)
    {
        (bool[] right, bool[] floor) = Pairs(both, gained, lost, neither);
        OneSidedBounds found = OneSidedBounds.Corrected(right, floor, seed: 5)!;
        Assert.Equal((double)(gained - lost) / (gained + neither), found.Value, 12);
        // Of 10 000 draws a 5 % quantile is known to 2 % of its distance from the middle.
        double tolerance = 0.06 * (high - low);
        Assert.InRange(found.Low, low - tolerance, low + tolerance);
        Assert.InRange(found.High, high - tolerance, high + tolerance);
    }

    [Fact]
    public void A_floor_of_1_leaves_nothing_to_correct() =>
        Assert.Null(OneSidedBounds.Corrected([true, false], [true, true], seed: 1));

    [Fact]
    public void The_same_seed_draws_the_same_bounds_and_another_one_others()
    {
        (bool[] right, bool[] floor) = Pairs(4, 80, 3, 13);
        Assert.Equal(OneSidedBounds.Corrected(right, floor, seed: 3), OneSidedBounds.Corrected(right, floor, seed: 3));
        Assert.NotEqual(OneSidedBounds.Corrected(right, floor, seed: 3), OneSidedBounds.Corrected(right, floor, seed: 1UL << 40));
    }

    [Fact]
    public void A_smaller_error_rate_gives_wider_bounds()
    {
        (bool[] right, bool[] floor) = Pairs(4, 80, 3, 13);
        OneSidedBounds one = OneSidedBounds.Corrected(right, floor, seed: 3)!;
        OneSidedBounds ten = OneSidedBounds.Corrected(right, floor, seed: 3, ErrorRate.Shared(10))!;
        Assert.True(ten.Low < one.Low && one.Low < one.Value && one.Value < one.High && one.High < ten.High);
    }

    [Fact]
    public void Without_a_floor_that_is_ever_right_the_corrected_bounds_are_nearly_the_plain_ones()
    {
        (bool[] right, bool[] floor) = Pairs(0, 950, 0, 50);
        OneSidedBounds plain = OneSidedBounds.Plain(right), corrected = OneSidedBounds.Corrected(right, floor, seed: 3)!;
        Assert.Equal(plain.Value, corrected.Value);
        Assert.Equal(plain.Low, corrected.Low, 0.0015);
        Assert.Equal(plain.High, corrected.High, 0.0015);
    }

    [Fact]
    public void Sequences_that_occur_once_leave_the_bounds_as_they_are()
    {
        (bool[] right, bool[] floor) = Pairs(4, 80, 3, 13);
        int[] own = [.. Enumerable.Range(0, right.Length)];
        Assert.Equal(OneSidedBounds.Plain(right), OneSidedBounds.Plain(right, sequences: TestSequences.Of(own, own)));
        Assert.Equal(OneSidedBounds.Corrected(right, floor, 3),
            OneSidedBounds.Corrected(right, floor, 3, sequences: TestSequences.Of(own, own)));
    }

    [Fact]
    public void Ten_copies_of_every_intervention_say_no_more_than_one()
    {
        (bool[] right, bool[] floor) = Pairs(10, 70, 2, 18);
        int[] copies = [.. Enumerable.Range(0, 10 * right.Length).Select(i => i / 10)], own = [.. Enumerable.Range(0, copies.Length)];
        bool[] rightAgain = [.. copies.Select(i => right[i])], floorAgain = [.. copies.Select(i => floor[i])];
        TestSequences sources = TestSequences.Of(copies, own), targets = TestSequences.Of(own, copies);
        OneSidedBounds once = OneSidedBounds.Plain(right), corrected = OneSidedBounds.Corrected(right, floor, 3)!;
        foreach (TestSequences sequences in new[] { sources, targets })
        {
            Assert.Equal(once.Low, OneSidedBounds.Plain(rightAgain, sequences: sequences).Low, 9);
            Assert.Equal(once.High, OneSidedBounds.Plain(rightAgain, sequences: sequences).High, 9);
            OneSidedBounds again = OneSidedBounds.Corrected(rightAgain, floorAgain, 3, sequences: sequences)!;
            Assert.Equal(corrected.Low, again.Low, 9);
            Assert.Equal(corrected.High, again.High, 9);
        }
    }

    [Fact]
    public void Where_everything_is_right_recurring_sequences_leave_Jeffreys_bound()
    {
        bool[] right = Table(1000, 0);
        int[] few = [.. Enumerable.Range(0, 1000).Select(i => i % 30)];
        Assert.Equal(0.9980815932877439, OneSidedBounds.Plain(right, sequences: TestSequences.Of(few, few)).Low, 7);
    }

    /// <summary>All right with the exchange or not, then the same for the floor.</summary>
    private static (bool[] Right, bool[] Floor) Pairs(int both, int gained, int lost, int neither) =>
        ([.. Table(both + gained, lost + neither)], [.. Table(both, gained), .. Table(lost, neither)]);

    private static bool[] Table(int right, int wrong) => [.. Enumerable.Repeat(true, right), .. Enumerable.Repeat(false, wrong)];
}

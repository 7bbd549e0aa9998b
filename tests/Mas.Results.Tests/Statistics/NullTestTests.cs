using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

/// <summary>Shares of the beta distribution are scipy's (1.10.1): <c>scipy.stats.beta.cdf(.5, gained + ½, lost + ½)</c>.</summary>
public sealed class NullTestTests
{
    [Theory]
    [InlineData(9, 2, 0.01486325255836082)]
    [InlineData(5, 5, 0.5)]
    [InlineData(20, 8, 0.010794087377926137)]
    [InlineData(12, 4, 0.020994539209821993)]
    [InlineData(1, 0, 0.18169011381620936)]
    [InlineData(3, 0, 0.03314550026377369)]
    public void A_null_reaches_an_alignment_where_it_may_be_as_often_right(int gained, int lost, double likely)
    {
        bool[] alignment = [.. Enumerable.Repeat(true, 40 + gained), .. Enumerable.Repeat(false, 7 + lost)];
        bool?[] other = [.. Enumerable.Repeat<bool?>(true, 40), .. Enumerable.Repeat<bool?>(false, gained + 7),
            .. Enumerable.Repeat<bool?>(true, lost)];
        Assert.True(NullTest.Reaches(alignment, other, likely - 1e-9));
        Assert.False(NullTest.Reaches(alignment, other, likely + 1e-9));
    }

    [Fact]
    public void Pairs_without_an_outcome_of_the_null_are_left_out()
    {
        bool[] alignment = [true, true, true, true, false, false];
        Assert.False(NullTest.Reaches(alignment, [false, false, false, null, null, null]));
        Assert.True(NullTest.Reaches(alignment, [false, false, null, null, true, null]));
        Assert.True(NullTest.Reaches(alignment, [null, null, null, null, null, null]));
    }

    [Fact]
    public void Sequences_that_recur_make_the_difference_less_sure()
    {
        // 9 gained and 2 lost of 60, told apart one by one; not where the nine are three interventions that each occur three times.
        bool[] alignment = [.. Enumerable.Repeat(true, 9), .. Enumerable.Repeat(false, 51)];
        bool?[] other = [.. Enumerable.Range(0, 60).Select(i => (bool?)(i is >= 9 and < 11))];
        int[] own = [.. Enumerable.Range(0, 60)], copied = [.. own.Select(i => i < 9 ? i / 3 : i)];
        Assert.False(NullTest.Reaches(alignment, other, sequences: TestSequences.Of(own, own)));
        Assert.True(NullTest.Reaches(alignment, other, sequences: TestSequences.Of(own, copied)));
    }

    [Fact]
    public void The_null_is_tested_on_the_same_interventions() =>
        Assert.Throws<ArgumentException>(() => NullTest.Reaches([true, false], [true]));
}

using Mas.Analyses.SmallestSubspace;
using Xunit;

namespace Mas.Tests.Analyses.SmallestSubspace;

/// <summary>The search for a boundary, against all sizes looked at.</summary>
public sealed class SizeBisectionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(32)]
    [InlineData(100)]
    public void Bisection_finds_the_smallest_size_in_logarithmic_time_where_every_larger_one_holds(int largest)
    {
        for (int boundary = 1; boundary <= largest; boundary++)
        {
            Dictionary<int, bool> looked = Searched(largest, size => size >= boundary);
            Assert.Equal(boundary, SizeBisection.Below(looked) + 1);
            Assert.InRange(looked.Count, 1, 2 + Math.Log2(largest));
        }
    }

    [Fact]
    public void Bisection_finds_a_size_that_holds_above_one_that_does_not_where_sizes_come_and_go()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 500; trial++)
        {
            int largest = random.Next(1, 40);
            bool[] holds = [.. Enumerable.Range(0, largest + 1).Select(size => size == largest || random.Next(2) == 0)];
            int below = SizeBisection.Below(Searched(largest, size => holds[size]));
            Assert.True(holds[below + 1]);
            Assert.True(below == 0 || !holds[below]);
        }
    }

    [Fact]
    public void Bisection_goes_on_from_sizes_that_were_looked_at_before() =>
        Assert.Equal(6, SizeBisection.Next(new Dictionary<int, bool> { [32] = true, [8] = true, [2] = false, [4] = false }));

    private static Dictionary<int, bool> Searched(int largest, Func<int, bool> holds)
    {
        var looked = new Dictionary<int, bool> { [largest] = true };
        while (SizeBisection.Next(looked) is int next)
            looked.Add(next, holds(next)); // the same size twice is an error
        return looked;
    }
}

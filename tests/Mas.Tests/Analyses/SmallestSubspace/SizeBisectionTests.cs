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
    public void Where_it_holds_once_and_for_all_the_boundary_is_found_in_logarithmic_time(int largest)
    {
        for (int boundary = 1; boundary <= largest; boundary++)
        {
            Dictionary<int, bool> looked = Searched(largest, size => size >= boundary);
            Assert.Equal(boundary, SizeBisection.Below(looked) + 1);
            Assert.InRange(looked.Count, 1, 2 + Math.Log2(largest));
        }
    }

    [Fact]
    public void Where_it_comes_and_goes_what_is_found_holds_and_the_size_below_does_not()
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
    public void What_was_looked_at_before_is_made_use_of() =>
        Assert.Equal(6, SizeBisection.Next(new Dictionary<int, bool> { [32] = true, [8] = true, [2] = false, [4] = false }));

    private static Dictionary<int, bool> Searched(int largest, Func<int, bool> holds)
    {
        var looked = new Dictionary<int, bool> { [largest] = true };
        while (SizeBisection.Next(looked) is int next)
            looked.Add(next, holds(next)); // the same size twice is an error
        return looked;
    }
}

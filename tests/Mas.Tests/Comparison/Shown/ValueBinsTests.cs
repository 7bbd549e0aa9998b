using System.Globalization;
using Mas.Comparison.Shown;
using Xunit;

namespace Mas.Tests.Comparison.Shown;

/// <summary>Values under few names.</summary>
public class ValueBinsTests
{
    private static ValueBins Bins(IEnumerable<double> values, int most) =>
        new(values, most, value => double.IsNaN(value) ? "none" : value.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Few_values_have_a_name_each_in_rising_order_and_none_comes_first()
    {
        ValueBins bins = Bins([3, 1, 3, double.NaN, 2.5], 4);
        Assert.Equal(["none", "1", "2.5", "3"], bins.Names);
        Assert.Equal([0, 1, 2, 3], new[] { double.NaN, 1, 2.5, 3 }.Select(bins.Of));
    }

    [Theory]
    [InlineData(9, 4, "0–2, 3–5, 6–8")]
    [InlineData(10, 4, "0–2, 3–5, 6–8, 9")]
    [InlineData(4, 4, "0, 1, 2, 3")]
    public void Of_many_values_neighbours_share_a_name(int values, int most, string names)
    {
        double[] all = [.. Enumerable.Range(0, values).Select(value => (double)value)];
        ValueBins bins = Bins(all, most);
        Assert.Equal(names, string.Join(", ", bins.Names));
        Assert.Equal(all.Select(bins.Of).Order(), all.Select(bins.Of));
        Assert.Equal(bins.Names.Count, all.Select(bins.Of).Distinct().Count());
    }
}

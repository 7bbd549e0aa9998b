using Mas.Kernels;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Kernels;

public class TopTwoTests
{
    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(3, 50, 7)]
    [InlineData(4, 131, 40)]
    [InlineData(2, 64, 64)]
    public void The_two_largest_numbers_are_those_of_a_sorted_row_whatever_the_blocks(int rows, int columns, int atOnce)
    {
        var random = new SeededRandom(9);
        var values = new float[rows * columns];
        // Few different numbers, so that there are equals, within blocks and across them.
        for (int i = 0; i < values.Length; i++)
            values[i] = random.Next(11) - 20;
        var top = new TopTwo(rows);
        for (int first = 0; first < columns; first += atOnce)
        {
            int count = Math.Min(atOnce, columns - first);
            IEnumerable<float> block = Enumerable.Range(0, rows).SelectMany(row => values.Skip(row * columns + first).Take(count));
            top.Add([.. block], first);
        }
        for (int row = 0; row < rows; row++)
        {
            float[] own = values[(row * columns)..((row + 1) * columns)], sorted = [.. own.OrderDescending()];
            Assert.Equal(Array.IndexOf(own, sorted[0]), top.Columns[row]);
            Assert.Equal(sorted[0] - sorted[1], top.Margin(row));
        }
    }

    [Fact]
    public void What_is_no_number_is_seen_wherever_it_stands()
    {
        for (int at = 0; at < 21; at++)
        {
            var row = new float[21];
            row[at] = float.NaN;
            var top = new TopTwo(1);
            top.Add(row, 0);
            top.Add([1, 2, 3], 21);
            Assert.True(float.IsNaN(top.Margin(0)));
        }
    }
}

using System.Text.Json;
using Mas.Kernels;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Kernels;

/// <summary>Rounding to few bits is NumPy's, and no number moves by more than half a step.</summary>
public sealed class RoundedNumbersTests
{
    [Theory, InlineData(8), InlineData(4)]
    public void Numbers_are_rounded_as_another_program_rounds_them(int bits)
    {
        JsonElement golden = Golden.Json("language-models", "rounding.json");
        float[] Of(string key) => [.. golden.GetProperty(key).EnumerateArray().Select(one => one.GetSingle())];
        float[] numbers = Of("numbers");
        RoundedNumbers.Round(numbers, golden.GetProperty("columns").GetInt32(), bits);
        Assert.Equal(Of($"bits-{bits}"), numbers);
    }

    [Theory]
    [InlineData(8, 70, 70)]
    [InlineData(4, 70, 32)]
    [InlineData(4, 5, 5)]
    public void No_number_moves_by_more_than_half_a_step_and_levels_are_few(int bits, int columns, int together)
    {
        var random = new SeededRandom(5);
        float[] before = new float[3 * columns];
        for (int i = 0; i < before.Length; i++)
            before[i] = (float)(random.NextGaussian() * Math.Pow(10, i / columns - 1));
        float[] after = [.. before];
        RoundedNumbers.Round(after, columns, bits);
        int most = (1 << (bits - 1)) - 1;
        for (int row = 0; row < 3; row++)
        {
            foreach (int[] block in Enumerable.Range(row * columns, columns).Chunk(together))
            {
                double step = block.Max(i => Math.Abs(before[i])) / most;
                Assert.All(block, i => Assert.InRange(Math.Abs(after[i] - before[i]), 0, step / 2 * (1 + 1e-6)));
                Assert.All(block, i => Assert.Equal(Math.Round(after[i] / step), after[i] / step, 1e-3));
                Assert.True(block.Select(i => after[i]).Distinct().Count() <= 2 * most + 1);
            }
        }
    }

    [Fact]
    public void Zeros_and_what_is_too_small_to_be_divided_stay()
    {
        float[] numbers = [0, 0, -0f, float.Epsilon];
        RoundedNumbers.Round(numbers, 4, 4);
        Assert.Equal([0, 0, -0f, float.Epsilon], numbers);
    }
}

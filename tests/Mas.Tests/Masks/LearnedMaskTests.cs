using Mas.Masks;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Masks;

public class LearnedMaskTests
{
    private static readonly LearnedMaskOptions Options = new() { Steps = 100 };

    static LearnedMaskTests() => NativeTorch.Load();

    [Fact]
    public void Every_variable_starts_with_half_of_what_is_left()
    {
        using var mask = new LearnedMask(3, [16, 40], Options);
        Assert.Equal([8, 4, 2], mask.Sizes);
        Assert.Equal(16, mask.Columns(40));
    }

    // The formula of method.md section 2, written out for one coordinate at a time.
    [Theory]
    [InlineData(0, 50.0)]
    [InlineData(50, 2.2360679774997896)] // √(50 · 0.1)
    [InlineData(100, 0.1)]
    [InlineData(5_000, 0.1)]
    public void Soft_rows_are_differences_of_sigmoids_at_a_temperature_that_falls_geometrically(int done, double temperature)
    {
        using var scope = NewDisposeScope();
        using var mask = new LearnedMask(2, [10], Options);
        using (no_grad())
            mask.Parameters["boundaries"].copy_(tensor(new[] { 0.3f, -0.7f }));
        float[] rows = mask.Rows(done).data<float>().ToArray();
        double first = 10 * Sigmoid(0.3), second = first + (10 - first) * Sigmoid(-0.7);
        for (int c = 0; c < 10; c++)
        {
            double below = Sigmoid((first - c - 0.5) / temperature);
            Assert.Equal(below, rows[c], 1e-5);
            Assert.Equal(Sigmoid((second - c - 0.5) / temperature) - below, rows[10 + c], 1e-5);
        }
    }

    [Fact]
    public void Hard_rows_share_no_coordinate_and_are_the_sizes()
    {
        using var scope = NewDisposeScope();
        using var mask = new LearnedMask(2, [10], Options);
        using (no_grad())
            mask.Parameters["boundaries"].copy_(tensor(new[] { -0.5f, 2f }));
        float[] rows = mask.HardRows().data<float>().ToArray();
        double first = 10 * Sigmoid(-0.5), second = first + (10 - first) * Sigmoid(2);
        for (int c = 0; c < 10; c++)
            Assert.Equal((c + 0.5 < first ? 1 : 0, c + 0.5 >= first && c + 0.5 < second ? 1 : 0), ((int)rows[c], (int)rows[10 + c]));
        Assert.Equal([rows[..10].Sum(), rows[10..].Sum()], mask.Sizes.Select(size => (float)size));
    }

    [Fact]
    public void The_penalty_is_the_weighted_share_of_the_width_and_pulls_the_last_end_down()
    {
        using var scope = NewDisposeScope();
        using var mask = new LearnedMask(2, [10], Options);
        Tensor penalty = mask.Penalty();
        Assert.Equal(0.05 * 0.75, penalty.item<float>(), 1e-6);
        penalty.backward();
        Assert.All(mask.Parameters["boundaries"].grad!.data<float>().ToArray(), gradient => Assert.True(gradient > 0));
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

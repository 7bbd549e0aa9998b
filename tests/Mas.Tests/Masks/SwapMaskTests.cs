using Mas.Masks;
using Mas.Results;
using Xunit;

namespace Mas.Tests.Masks;

public class SwapMaskTests
{
    [Fact]
    public void Blocks_follow_one_another_from_coordinate_0()
    {
        var mask = new SwapMask([3, 1, 8], 12);
        Assert.Equal([new Block(0, 3), new Block(3, 1), new Block(4, 8)], mask.Blocks);
        Assert.Equal(12, mask.Columns);
    }

    [Theory]
    [InlineData(new[] { 13 }, "the subspace asks for 13 dimensions, but the narrowest network has a width of 12; ask for at most 12, or write 'full' for the smallest width")]
    [InlineData(new[] { 8, 5 }, "the subspace asks for 13 dimensions, but the narrowest network has a width of 12; ask for at most 12, or write 'full' for the smallest width")]
    [InlineData(new[] { 4, 0 }, "a subspace of 0 dimensions was asked for; it needs at least 1")]
    [InlineData(new[] { int.MaxValue, int.MaxValue }, "the subspace asks for 4294967294 dimensions, but the narrowest network has a width of 12; ask for at most 12, or write 'full' for the smallest width")]
    public void Sizes_that_no_mask_can_have_are_refused_with_the_limit(int[] sizes, string message)
    {
        InputException error = Assert.Throws<InputException>(() => new SwapMask(sizes, 12));
        Assert.Equal(message, Assert.Single(error.Errors).Message);
        Assert.Equal("alignment.size", error.Errors[0].Key);
    }
}

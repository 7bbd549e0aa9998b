using Mas.Masks;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Masks;

public class FixedMaskTests
{
    [Fact]
    public void Subspaces_follow_one_another_from_coordinate_0_and_the_remainder_comes_last()
    {
        using var mask = new FixedMask([3, 1], [6, 5], remainder: true);
        Assert.Equal((5, 6), (mask.Columns(5), mask.Columns(6)));
        float[] rows = mask.HardRows()!.data<float>().ToArray();
        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1], rows);
    }

    [Fact]
    public void One_subspace_alone_needs_no_mask_because_nothing_else_is_read()
    {
        using var mask = new FixedMask([4], [8]);
        Assert.Null(mask.HardRows());
        Assert.Equal(4, mask.Columns(8));
    }

    [Theory]
    [InlineData(new[] { 13 }, "the subspaces ask for 13 dimensions, but the narrowest network has a width of 12; ask for at most 12, or "
        + "write 'full' for the smallest width")]
    [InlineData(new[] { 8, 5 }, "the subspaces ask for 13 dimensions, but the narrowest network has a width of 12; ask for at most 12, or "
        + "write 'full' for the smallest width")]
    [InlineData(new[] { 4, 0 }, "a subspace of 0 dimensions was asked for; it needs at least 1")]
    [InlineData(new[] { int.MaxValue, int.MaxValue }, "the subspaces ask for 4294967294 dimensions, but the narrowest network has a width "
        + "of 12; ask for at most 12, or write 'full' for the smallest width")]
    public void Sizes_that_no_mask_can_have_are_refused_with_the_limit(int[] sizes, string message)
    {
        InputException error = Assert.Throws<InputException>(() => new FixedMask(sizes, [12, 20]));
        Assert.Equal(message, Assert.Single(error.Errors).Message);
        Assert.Equal("alignment.size", error.Errors[0].Key);
    }
}

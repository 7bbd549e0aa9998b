using Mas.Results.Plans;
using Xunit;

namespace Mas.Results.Tests.Plans;

public sealed class PlanListsTests
{
    [Fact]
    public void One_list_is_gone_through_while_the_others_are_held_at_their_last_value()
    {
        PlanLists lists = new([4, 8], [], [1, 2, 3], [0.5]);
        Assert.Equal(
            [new(4, null, 3, 0.5), new(8, null, 3, 0.5), new(8, null, 1, 0.5), new(8, null, 2, 0.5)], lists.Points);
        Assert.Equal([PlanKey.Units, PlanKey.Noise, PlanKey.Poisson], lists.Varied);
    }

    [Theory]
    [InlineData(null, 128)]
    [InlineData(32.0, 32)]
    [InlineData(0.25, 32)]
    [InlineData(1.0, 128)]
    [InlineData(0.001, 1)]
    public void Units_are_a_number_or_a_share_and_at_least_one(double? units, int seen) =>
        Assert.Equal(seen, new PlanPoint(units, null, null, null).UnitsOf(128));

    [Fact]
    public void Every_recording_stands_once_point_by_point_and_draw_by_draw()
    {
        IReadOnlyList<PlannedRecording> all = PlannedRecording.All(new([4, 8], [], [], []), [7, 9], ["b", "c"]);
        Assert.Equal(8, all.Distinct().Count());
        Assert.Equal([(4.0, 1, 7, "b"), (4.0, 1, 7, "c"), (4.0, 2, 9, "b")],
            all.Take(3).Select(one => (one.Point.Units!.Value, one.Draw, one.Seed, one.Network)));
    }
}

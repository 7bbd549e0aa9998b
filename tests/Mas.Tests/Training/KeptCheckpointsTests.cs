using Mas.Training;
using Xunit;

namespace Mas.Tests.Training;

public class KeptCheckpointsTests
{
    [Fact]
    public void Without_a_CL_loss_the_best_worst_direction_is_kept_and_of_equal_ones_the_earlier() =>
        Assert.Equal(new KeptCheckpoint(2, 0.9, 0), Kept(new(0, 0.5, 0), new(1, 0.8, 0), new(2, 0.9, 0), new(3, 0.9, 0), new(4, 0.899, 0)));

    [Fact]
    public void With_a_CL_loss_the_lowest_within_half_a_hundredth_of_the_best_accuracy_is_kept()
    {
        Assert.Equal(2, Kept(new(1, 0.9, 0.3), new(2, 0.996, 0.4), new(3, 1, 0.5)).Step);
        Assert.Equal(3, Kept(new(1, 0.9, 0.3), new(2, 0.994, 0.4), new(3, 1, 0.5)).Step);
        // Out of reach for a while does not come back; within reach all along wins at the end.
        Assert.Equal(4, Kept(new(1, 0.99, 0.2), new(2, 0.996, 0.6), new(3, 1, 0.5), new(4, 0.997, 0.3)).Step);
    }

    [Fact]
    public void Where_no_network_can_be_run_the_checkpoint_with_the_lowest_CL_loss_is_kept() =>
        Assert.Equal(2, Kept(new(1, 1, 0.5), new(2, 1, 0.3), new(3, 1, 0.4), new(4, 1, 0.3)).Step);

    [Fact]
    public void The_last_checkpoint_is_kept_where_that_is_asked_for_whatever_came_before() =>
        Assert.Equal(4, KeptBy(KeptCheckpointRule.Last, new(1, 0.5, 0.5), new(2, 1, 0.1), new(3, 0.9, 0.4), new(4, 0.7, 0.6)).Step);

    private static KeptCheckpoint Kept(params KeptCheckpoint[] offered) => KeptBy(KeptCheckpointRule.Best, offered);

    private static KeptCheckpoint KeptBy(KeptCheckpointRule rule, params KeptCheckpoint[] offered)
    {
        using var kept = new KeptCheckpoints(rule);
        foreach (KeptCheckpoint moment in offered)
            kept.Offer(moment, () => []);
        return kept.Best!;
    }
}

using Mas.Tensors;
using Mas.Training;
using Xunit;

namespace Mas.Tests.Training;

public class BatchScheduleTests
{
    [Theory]
    [InlineData(12, 4)]
    [InlineData(5, 1)]
    [InlineData(6, 6)]
    [InlineData(6, 100)]
    public void Every_epoch_shows_every_intervention_once(int count, int batch)
    {
        var schedule = new BatchSchedule(1, [count], batch);
        int steps = count / Math.Min(count, batch);
        for (int epoch = 0; epoch < 5; epoch++)
            Assert.Equal(Enumerable.Range(0, count), Shown(schedule, epoch * steps, steps).Order());
    }

    [Fact]
    public void Interventions_that_do_not_fill_a_batch_are_left_out_and_come_in_another_epoch()
    {
        var schedule = new BatchSchedule(1, [11], 4);
        for (int epoch = 0; epoch < 5; epoch++)
            Assert.Equal(8, Shown(schedule, epoch * 2, 2).Distinct().Count());
        Assert.Equal(11, Shown(schedule, 0, 10).Distinct().Count());
    }

    [Fact]
    public void The_batch_of_a_step_is_the_same_whatever_was_asked_before()
    {
        int[] counts = [12, 7, 3];
        var sequential = new BatchSchedule(9, counts, 4);
        int[][][] inOrder = [.. Enumerable.Range(0, 60).Select(step => sequential.At(step))];
        int[] steps = [.. Enumerable.Range(0, 60)];
        new SeededRandom(1).Shuffle<int>(steps);
        var random = new BatchSchedule(9, counts, 4);
        foreach (int step in steps)
            Assert.Equal(inOrder[step], random.At(step));
    }

    [Fact]
    public void Epochs_routes_and_seeds_have_orders_of_their_own()
    {
        var schedule = new BatchSchedule(1, [50, 50], 50);
        int[][] orders = [schedule.At(0)[0], schedule.At(0)[1], schedule.At(1)[0], schedule.At(1)[1],
            new BatchSchedule(2, [50, 50], 50).At(0)[0]];
        Assert.Equal(orders.Length, orders.Select(order => string.Join(",", order)).Distinct().Count());
    }

    private static IEnumerable<int> Shown(BatchSchedule schedule, int first, int steps) =>
        Enumerable.Range(first, steps).SelectMany(step => schedule.At(step)[0]);
}

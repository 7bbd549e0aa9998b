using Mas.Training;
using Xunit;

namespace Mas.Tests.Training;

public class StoppingRuleTests
{
    private static readonly StoppingRule Rule = new(new TrainingOptions(), [0.2, 0.4]);
    private static readonly double[] Fair = [0.6, 0.7];

    [Theory]
    [InlineData(0.995, 0.995, StopReason.TargetReached)]
    [InlineData(0.994, 1, StopReason.None)]
    [InlineData(1, 0.994, StopReason.None)]
    internal void The_target_is_reached_when_every_direction_has_it(double first, double second, StopReason expected) =>
        Assert.Equal(expected, Rule.Decide(100, new(1, 100), null, [first, second]));

    [Theory]
    [InlineData(19_999, StopReason.None)]
    [InlineData(20_000, StopReason.StepLimit)]
    internal void The_step_limit_is_the_number_of_steps(int step, StopReason expected) =>
        Assert.Equal(expected, Rule.Decide(step, new(1, step), null, Fair));

    [Theory]
    [InlineData(1299, StopReason.None)]
    [InlineData(1300, StopReason.NoImprovement)]
    internal void A_thousand_steps_without_improvement_end_training(int step, StopReason expected) =>
        Assert.Equal(expected, Rule.Decide(step, new(1, 300), null, Fair));

    [Theory]
    [InlineData(1500, 0.249, 0.9, StopReason.Hopeless)]
    [InlineData(1499, 0.249, 0.9, StopReason.None)]
    [InlineData(1500, 0.251, 0.9, StopReason.None)]
    [InlineData(1500, 0.9, 0.449, StopReason.Hopeless)] // the worst direction counts, with its own floor
    [InlineData(1500, 0.3, 0.44, StopReason.None)]
    internal void A_worst_direction_at_its_floor_is_hopeless_after_1500_steps(int step, double first, double second, StopReason expected) =>
        Assert.Equal(expected, Rule.Decide(step, new(1, step), null, [first, second]));

    [Fact]
    public void A_direction_whose_floor_is_at_the_target_is_never_hopeless() =>
        Assert.Equal(StopReason.None, new StoppingRule(new TrainingOptions(), [0.2, 1]).Decide(1500, new(1, 1500), null, [0.9, 0.99]));

    [Fact]
    public void Training_ends_only_when_the_CL_loss_has_settled_too()
    {
        Assert.Equal(StopReason.None, Rule.Decide(1999, new(1, 1999), new(1, 1000), [1, 1]));
        Assert.Equal(StopReason.TargetReached, Rule.Decide(2000, new(1, 2000), new(1, 1000), [1, 1]));
    }

    [Fact]
    public void Training_does_not_end_before_a_learned_mask_is_hard()
    {
        var rule = new StoppingRule(new TrainingOptions { NoStopBefore = 500 }, [0.2, 0.2]);
        Assert.Equal(StopReason.None, rule.Decide(499, new(1, 0), null, [1, 1]));
        Assert.Equal(StopReason.TargetReached, rule.Decide(500, new(1, 0), null, [1, 1]));
        Assert.Equal(StopReason.None, rule.Decide(1499, new(1, 0), null, [0.5, 0.5]));
        Assert.Equal(StopReason.NoImprovement, rule.Decide(1500, new(1, 0), null, [0.5, 0.5]));
    }

    [Fact]
    public void The_target_comes_before_every_other_reason() =>
        Assert.Equal(StopReason.TargetReached, Rule.Decide(20_000, new(1, 0), null, [1, 1]));

    [Theory]
    [InlineData(0.4995, 0.5, 100)]   // too little
    [InlineData(0.4985, 0.4985, 200)]
    [InlineData(0.6, 0.5, 100)]
    public void An_improvement_is_more_than_a_thousandth_below_the_best(double loss, double best, int since) =>
        Assert.Equal(new StoppingRule.LossRecord(best, since), Rule.Update(new(0.5, 100), 200, loss));

    [Fact]
    public void Small_falls_of_the_loss_add_up_to_an_improvement()
    {
        var record = new StoppingRule.LossRecord(0.5, 0);
        foreach (int step in new[] { 100, 200, 300 })
            record = Rule.Update(record, step, 0.5 - step * 4e-6);
        Assert.Equal(new StoppingRule.LossRecord(0.5 - 300 * 4e-6, 300), record);
    }

    [Fact]
    public void The_first_validation_is_an_improvement() =>
        Assert.Equal(new StoppingRule.LossRecord(7, 0), Rule.Update(StoppingRule.LossRecord.None, 0, 7));

    [Theory]
    [InlineData(100, new[] { 0, 20, 40, 180, 200, 300, 400, 1000, 20_000 }, new[] { 10, 19, 201, 220, 250, 999 })]
    [InlineData(50, new[] { 0, 20, 200, 250, 20_000 }, new[] { 220, 240, 260 })]
    public void Validation_is_every_20_steps_to_200_and_then_as_asked(int every, int[] due, int[] notDue)
    {
        var options = new TrainingOptions { ValidateEvery = every };
        Assert.All(due, step => Assert.True(options.ValidatesAt(step)));
        Assert.All(notDue, step => Assert.False(options.ValidatesAt(step)));
        Assert.True((options with { Steps = 37 }).ValidatesAt(37));
    }
}

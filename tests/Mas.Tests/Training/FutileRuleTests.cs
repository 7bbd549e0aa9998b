using Mas.Training;
using Xunit;

namespace Mas.Tests.Training;

public sealed class FutileRuleTests
{
    private static CoursePoint[] Course(params (int Step, double Worst)[] points) =>
        [.. points.Select(point => new CoursePoint(point.Step, point.Worst))];

    // By hand: from 0.3 at step 200 to 0.5 at step 400 it rose 0.001 a step; three times that over 600 further steps gives
    // 0.5 + 1.8.
    [Theory]
    [InlineData(1000, 0.995, false)]
    [InlineData(1000, 2.31, true)]
    [InlineData(1000, 2.29, false)]
    [InlineData(500, 0.995, true)]  // 0.5 + 3 · 0.001 · 100 = 0.8
    [InlineData(566, 0.995, false)] // 0.5 + 3 · 0.001 · 166 = 0.998
    public void Every_further_step_is_granted_three_times_the_last_rise(int steps, double target, bool futile) =>
        Assert.Equal(futile, FutileRule.Holds(Course((0, 0.1), (100, 0.2), (200, 0.3), (300, 0.45), (400, 0.5)), steps, target));

    [Fact]
    public void What_has_stopped_rising_is_futile_and_what_is_young_is_not()
    {
        Assert.True(FutileRule.Holds(Course((0, 0.1), (100, 0.4), (200, 0.4)), 1000, 0.995));
        Assert.False(FutileRule.Holds(Course((0, 0.1), (80, 0.4), (180, 0.4)), 1000, 0.995));
    }

    [Fact]
    public void A_fall_after_the_best_is_no_rise() =>
        Assert.True(FutileRule.Holds(Course((0, 0.1), (100, 0.6), (200, 0.2), (300, 0.3), (400, 0.59)), 1000, 0.995));

    [Fact]
    public void A_course_that_begins_late_says_nothing_yet() =>
        Assert.False(FutileRule.Holds(Course((500, 0.4), (600, 0.4)), 2000, 0.995));

    [Fact]
    public void The_rule_ends_a_training_only_where_it_is_asked_for()
    {
        CoursePoint[] flat = Course((0, 0.4), (100, 0.4), (200, 0.4));
        var rule = new StoppingRule(new TrainingOptions(), [0.2]);
        Assert.Equal(StopReason.Futile, rule.Decide(200, new(1, 200), null, [0.4], flat));
        Assert.Equal(StopReason.None, rule.Decide(200, new(1, 200), null, [0.4]));
        Assert.Equal(StopReason.TargetReached, rule.Decide(200, new(1, 200), null, [1], flat));
    }
}

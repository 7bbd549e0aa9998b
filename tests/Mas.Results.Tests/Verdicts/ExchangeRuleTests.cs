using Mas.Oracles.Statistics;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;
using Xunit;

namespace Mas.Results.Tests.Verdicts;

public sealed class ExchangeRuleTests
{
    private static readonly OneSidedBounds s_high = new(0.95, 0.9, 0.99), s_middle = new(0.7, 0.6, 0.8), s_low = new(0.3, 0.2, 0.49);

    private static readonly ExchangedDirection s_reaching = new(s_high), s_between = new(s_middle), s_below = new(s_low);

    [Fact]
    public void All_reach_where_every_lower_bound_is_at_the_threshold_or_above()
    {
        Assert.True(ExchangeRule.AllReach([s_reaching, s_reaching with { NewPairs = s_high, NullExchanged = s_high }], 0.9));
        Assert.False(ExchangeRule.AllReach([s_reaching, s_reaching], 0.91));
        Assert.False(ExchangeRule.AllReach([s_reaching, s_between], 0.9));
        Assert.False(ExchangeRule.AllReach([], 0.9));
    }

    [Fact]
    public void New_pairs_an_exchanged_null_part_and_a_null_control_can_each_deny_it()
    {
        Assert.False(ExchangeRule.AllReach([s_reaching with { NewPairs = s_middle }], 0.9));
        Assert.False(ExchangeRule.AllReach([s_reaching with { NullExchanged = s_middle }], 0.9));
        Assert.False(ExchangeRule.AllReach([s_reaching with { IsReachedByNull = true }], 0.9));
    }

    [Fact]
    public void All_stay_below_where_every_upper_bound_does_whatever_was_tried()
    {
        Assert.True(ExchangeRule.AllStayBelow([s_below, s_below with { Otherwise = [s_low, s_low] }], 0.5));
        Assert.False(ExchangeRule.AllStayBelow([s_below, s_below], 0.49));
        Assert.False(ExchangeRule.AllStayBelow([s_below, s_below with { Otherwise = [s_low, s_middle] }], 0.5));
        Assert.False(ExchangeRule.AllStayBelow([], 0.5));
    }

    [Fact]
    public void Some_reach_where_one_does_and_another_cannot_with_bounds_that_share_the_error_rate()
    {
        Assert.True(ExchangeRule.SomeReach([s_reaching, s_between], 0.9));
        Assert.False(ExchangeRule.SomeReach([s_reaching with { Shared = s_middle }, s_between], 0.9));
        Assert.False(ExchangeRule.SomeReach([s_reaching, s_between with { Shared = new(0.7, 0.5, 0.9) }], 0.9));
        Assert.False(ExchangeRule.SomeReach([s_between, s_below], 0.9));
    }

    // The small form of the second table of the benchmark `verdicts`. A true 5 % of 60 gives more than 8 once in 200 tests.
    [Fact]
    public void What_is_truly_reached_is_found_and_what_is_not_seldom()
    {
        ExchangeSimulation simulation = new(Restarts: 3, SeedDeviation: 1, Interventions: 1000, Runs: 60, RandomSeed: 4);
        double below = ExchangeSimulation.Uncorrected(0.895), above = ExchangeSimulation.Uncorrected(0.505);
        Assert.InRange((simulation with { Runs = 20 }).AllReach([0.97, 0.97, 0.97, 0.97]), 0.9, 1);
        Assert.InRange(simulation.AllReach([below, 0.999], elsewhere: 0.999), 0, 0.13);
        Assert.InRange(simulation.AllStayBelow([above, 0.2]), 0, 0.13);
        Assert.Equal(1, (simulation with { Runs = 20 }).AllStayBelow([0.3, 0.3]));
        Assert.InRange(simulation.SomeReach([below, below]), 0, 0.13);
    }
}

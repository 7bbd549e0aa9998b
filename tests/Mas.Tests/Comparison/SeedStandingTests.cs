using Mas.Comparison;
using Mas.Results.Records;
using Mas.Training;
using Xunit;

namespace Mas.Tests.Comparison;

/// <summary>What is said of a seed while it trains: the worst direction of the checkpoint that would be kept.</summary>
public sealed class SeedStandingTests
{
    private static readonly (string, string, string)[] s_two = [("gru-a", "gru-b", "full"), ("gru-b", "gru-b", "full")];

    [Fact]
    public void The_worst_direction_is_named_with_its_floor_and_the_target() => Assert.Equal(
        "worst gru-a → gru-b 18.8 % (floor 9.6, target 99.5)", Said(s_two, Validated(20, 20, .188, .7)));

    [Fact]
    public void Within_a_network_it_is_told_as_that() => Assert.Equal(
        "worst within gru-b 12.0 % (floor 30.0, target 99.5)", Said(s_two, Validated(20, 20, .188, .12)));

    [Fact]
    public void Of_several_variables_its_own_is_named() => Assert.Equal(
        "worst gru-a → gru-b for count 18.8 % (floor 9.6, target 99.5)",
        Said([("gru-a", "gru-b", "count"), ("gru-a", "gru-b", "phase")], Validated(20, 20, .188, .7)));

    [Fact]
    public void It_is_that_of_the_kept_checkpoint_not_of_the_last_one()
    {
        TrainingProgress later = Validated(40, 20, .05, .05);
        Assert.Equal("worst gru-b → gru-a 50.0 % (floor 30.0, target 99.5)", Said(
            [("gru-a", "gru-b", "full"), ("gru-b", "gru-a", "full")],
            later with { Points = [.. Validated(20, 20, .9, .5).Points, .. later.Points] }));
    }

    [Fact]
    public void Long_names_are_cut_in_the_middle() => Assert.Equal(
        "worst multi-object-g…eed-1 → lstm 18.8 % (floor 9.6, target 99.5)",
        Said([("multi-object-gru-width-128-seed-1", "lstm", "full"), ("a", "b", "full")], Validated(20, 20, .188, .7)));

    [Fact]
    public void Before_the_first_validation_there_is_nothing_to_say() => Assert.Equal("", Said(s_two, new TrainingProgress()));

    [Fact]
    public void Where_no_network_is_run_it_is_the_loss_between_latents() => Assert.Equal("CL loss 0.25 on validation",
        Said(s_two, new TrainingProgress { Step = 20, ValidatedAt = 20, Best = new KeptCheckpoint(20, 1, .25) }));

    private static string Said((string, string, string)[] routes, TrainingProgress state) =>
        new SeedStanding(routes, [.096, .3], .995).Of(state);

    private static TrainingProgress Validated(int step, int kept, params double[] iia) => new()
    {
        Step = step,
        ValidatedAt = step,
        Worst = iia.Min(),
        Best = new KeptCheckpoint(kept, iia.Min(), 0),
        Points = [.. iia.Select((value, route) => new TrainingPoint(step, Metrics.Validation, route, Metrics.TrialIia, value))],
    };
}

using Mas.Results.Comparisons;
using Mas.Results.Records;
using Mas.Results.Reports.Sections;
using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Comparisons;

public sealed class TransitivityTests
{
    private static readonly RunRecord Run = SampleStudy.HeldOut().Run;

    [Fact]
    public void A_direction_is_set_beside_the_chain_whose_weaker_leg_is_strongest()
    {
        Transitivity carries = Find("a", "c", Run.Directions);
        Assert.Equal(("a → b → c", true), (carries.Best!.ToString(), carries.Holds));
        // A second way, by d, is chosen only where both of its legs are better than the weaker one of the first.
        DirectionResult leg = Run.Directions.Single(direction => direction is { Source: "a", Target: "b" });
        DirectionResult[] detour =
            [.. Run.Directions.Select(direction =>
            direction with
            {
                Trained = true,
                Chosen = null,
                Corrected = direction is { Source: "a", Target: "d" } or { Source: "d", Target: "c" } ? 0.995 : direction.Corrected,
            })];
        Assert.Equal("a → d → c", Find("a", "c", detour).Best!.ToString());
        Assert.True(leg.Corrected < 0.995);
    }

    [Theory, InlineData(0.97, true), InlineData(0.9699, false)]
    public void Transitivity_holds_from_where_the_intervals_meet(double high, bool holds)
    {
        DirectionResult[] directions =
            [.. Run.Directions.Select(direction =>
            direction with { Chosen = null, CorrectedInterval = direction is { Source: "a", Target: "c" } ? new Interval(0.9, high)
            : new Interval(0.97, 0.99) })];
        Assert.Equal(holds, Find("a", "c", directions).Holds);
    }

    [Fact]
    public void Untrained_directions_make_no_chain_of_transitivity() =>
        Assert.Equal((null, null), (Find("a", "d", Run.Directions).Best, Find("a", "d", Run.Directions).Holds));

    [Fact]
    public void The_sentence_on_transitivity_names_what_falls_short_and_what_cannot_be_told() => Assert.Equal(
        "The alignment is not transitive everywhere: c → a falls short of the weaker leg of the best trained chain. No chain of two "
            + "trained directions leads where a → d leads, so nothing follows there.",
        HeldOutSection.Sentence(Transitivity.Of(Run.Directions, Run.HeldOut)));

    [Fact]
    public void The_sentence_on_transitivity_says_transitive_where_all_directions_hold() =>
        Assert.StartsWith("The alignment is transitive, as far as the intervals can tell",
        HeldOutSection.Sentence(Transitivity.Of(Run.Directions, [new NamedDirection("a", "c")])));

    private static Transitivity Find(string source, string target, IReadOnlyList<DirectionResult> directions) =>
        Assert.Single(Transitivity.Of(directions, [new NamedDirection(source, target)]));
}

using Mas.Results.Records;
using Mas.Results.Verdicts;
using Xunit;
using static Mas.Results.Tests.Verdicts.JudgedRuns;

namespace Mas.Results.Tests.Verdicts;

/// <summary>Sentences that stand beside a word: each is true of the run, and advice is none that it has followed.</summary>
public sealed class VerdictTextTests
{
    [Fact]
    public void Advice_follows_the_cause_and_names_nothing_that_the_run_has_done()
    {
        DirectionResult[] near = [.. Directions((0.8, 0.88), High).Select(one => one with { Steps = [40, 40, 40] })];
        Assert.Contains("`alignment: { test: 4000 }`", Last(Directions((0.88, 0.95), High)));
        Assert.Contains("`alignment: { size: full }`", Last(near, size: 4));
        Assert.DoesNotContain("size", Last(near, size: 8));
        Assert.Contains("`alignment: { steps: 80 }`", Last([.. near.Select(one => one with { Steps = [40, 38, 40] })], steps: 40));
        DirectionResult[] incomplete = [.. Directions(High, High).Select(one => one is { Source: "a", Target: "a" }
            ? With(Result("a", "a", Middle), "full-exchange", 0.7, false) : one)];
        Assert.Contains("`mas check`", Last(incomplete));

        static string Last(DirectionResult[] directions, int size = 8, int steps = 20_000)
        {
            VerdictBasis basis = Basis([.. directions.Select(one => one with { Size = size })]);
            return Verdict.Decide(basis with { Settings = Settings() with { Steps = steps } }).Reasons[^1];
        }
    }

    [Fact]
    public void What_reads_unused_activity_is_trained_again_before_a_smaller_subspace_is_tried()
    {
        VerdictBasis basis = Basis([.. Directions(High, High).Select(one => With(one, "null-exchanged", 0.6, null))]);
        Assert.Contains("`analyses: [other-maps]`", Advice(Settings()));
        Assert.Contains("`alignment: { size: 4 }`", Advice(Settings() with { Asked = [.. AllControls, "other-maps"] }));
        Assert.Contains("`alignment: { size: 4 }`", Advice(Settings() with { RuledOut = ["other-maps"] }));

        string Advice(AlignmentSettings settings) => Verdict.Decide(basis with { Settings = settings }).Reasons[^1];
    }

    [Fact]
    public void A_linear_map_that_reaches_where_the_orthogonal_one_does_not_tells_metric_from_content()
    {
        VerdictBasis basis = Other(Basis(Directions(Middle, Middle)), Tries("linear", 0.99));
        Assert.Contains(Verdict.Decide(basis).Reasons, reason => reason.Contains("the metric of their activity, not its content"));
        VerdictBasis reached = Other(basis, [.. Tries("linear", 0.99).Select(one => one with { ReachedBy = ["scrambled"] })]);
        Assert.DoesNotContain(Verdict.Decide(reached).Reasons, reason => reason.Contains("metric"));
        // That it reaches is on the page, so why it says nothing must be there too.
        VerdictBasis near = Other(basis, [.. Tries("linear", 0.99).Select(one => one with { HighestNull = 0.92 })]);
        Assert.Contains(Verdict.Decide(near).Reasons, reason => reason.Contains("but a null control of it comes to 92.0"));
        // Where a null comes high in one direction only, the other one tells, and both are said.
        VerdictBasis half = Other(
            basis, [.. Tries("linear", 0.99).Select(one => one with { HighestNull = one.Source == "a" ? 0.92 : 0.4 })]);
        string told = Assert.Single(Verdict.Decide(half).Reasons, reason => reason.Contains("the metric of their activity"));
        Assert.Contains("from b into a it is at least 94.0", told.Replace('\u00a0', ' '));
        Assert.Contains("But a null control of it comes to 92.0 % from a into b", told.Replace('\u00a0', ' '));
    }

    [Fact]
    public void A_target_that_cannot_do_by_itself_what_it_is_asked_for_is_named()
    {
        DirectionResult[] limited = [.. Directions(High, Middle).Select(one => With(one, "replay", one.Source == "b" ? 0.7 : 1, null))];
        Assert.Contains(Verdict.Decide(Basis(limited)).Reasons, reason => reason.StartsWith("Where a reads the tokens of b itself"));
        Assert.DoesNotContain(Verdict.Decide(Basis([.. limited.Select(one => With(one, "replay", 1, null))])).Reasons,
            reason => reason.StartsWith("Where a reads"));
        // Where the direction reaches, it has shown that it can.
        Assert.DoesNotContain(Verdict.Decide(Basis([.. Directions(High, High).Select(one => With(one, "replay", 0.7, null))])).Reasons,
            reason => reason.StartsWith("Where "));
    }

    [Fact]
    public void Undecided_models_are_named_with_the_networks_that_leave_them_open()
    {
        VerdictRecord verdict = Decide(High, High, [.. Models("up-down", "passed", "passed"), .. Models("up-up", "undecided", "undecided"),
            .. Models("recount", "passed", "undecided")]);
        Assert.EndsWith(" Up-up is undecided in a and b. Recount is undecided in b.", verdict.Reasons[^1]);
    }

    [Theory]
    [InlineData(0.88, 0.93, true)]   // not surely there, and the linear map, at least .94, is surely above
    [InlineData(0.88, 0.95, false)]  // it may be as good
    [InlineData(0.92, 0.93, false)]  // it reaches
    public void The_metric_keeps_apart_only_what_a_linear_map_is_surely_above(double low, double high, bool isSaid)
    {
        VerdictBasis basis = Other(Basis(Directions((low, high), High)), Tries("linear", 0.99));
        Assert.Equal(isSaid, Verdict.Decide(basis).Reasons.Any(reason => reason.Contains("the metric of their activity")));
    }

    [Fact]
    public void Controls_that_were_not_asked_for_take_the_word_away_and_are_named()
    {
        VerdictBasis basis = Basis(Directions(High, High), Models("up-down", "passed", "passed"));
        VerdictRecord verdict = Verdict.Decide(basis with { Settings = Settings() with { Asked = ["no-swap"] } });
        Assert.Equal("inconclusive", verdict.Word);
        Assert.Contains("`output-only`", verdict.Reasons[0]);
        Assert.Contains("Leave `evaluation: { controls }` out", verdict.Reasons[^1]);
        VerdictBasis linear = basis with { Settings = Settings() with { Family = "linear" } };
        Assert.Contains("`analyses: [untrained-source, scrambled]`", Verdict.Decide(linear).Reasons[^1]);
    }

    [Fact]
    public void Where_only_the_whole_was_exchanged_it_says_what_would_say_more_and_nothing_that_cannot()
    {
        Assert.EndsWith("follows: up-down and up-up.", Decide(High, High).Reasons[^1]);
        Assert.Contains("`alignment: { variables: [phase, count] }`", Last(network => network with { CausalModels = ["up-down"] }));
        Assert.DoesNotContain("`", Last(network => network with { CausalModels = [], Variables = ["rank"] }));
        Assert.DoesNotContain("`", Last(network => network.Name == "a" ? network : network with { Task = "modulo" }));

        static string Last(Func<NetworkRecord, NetworkRecord> change) => Verdict.Decide(
            Basis(Directions(High, High)) with { Networks = [change(Network("a")), change(Network("b"))] }).Reasons[^1];
    }

    [Fact]
    public void Models_that_both_pass_are_not_set_apart_and_it_says_so()
    {
        VerdictRecord one = Decide(High, High, Models("up-down", "passed", "passed"));
        VerdictRecord two = Decide(High, High, [.. Models("up-down", "passed", "passed"), .. Models("up-up", "passed", "passed")]);
        Assert.DoesNotContain("apart from one another", one.Reasons[^1]);
        Assert.Equal("as up-down and up-up", two.Scope);
        Assert.Contains("does not set up-down and up-up apart from one another: both networks pass both", two.Reasons[^1]);
    }

    [Fact]
    public void Where_a_model_was_asked_at_several_sites_it_says_at_which_it_fails()
    {
        AlgorithmResult[] models = [Algorithm("a", "up-down", "passed"), Algorithm("b", "up-down", "failed")];
        Assert.Contains("b: reason of b", Decide(High, High, models).Reasons[1]);
        AlgorithmResult inner = models[1] with { Site = "layer.1" };
        Assert.Contains("b, at state and layer.1: reason of b", Decide(High, High, [.. models, inner]).Reasons[1]);
        Assert.Equal("same", Decide(High, High, [.. models, inner with { Word = "passed" }]).Word);
    }

    [Fact]
    public void Where_the_next_prediction_alone_is_scored_the_setting_says_so()
    {
        VerdictBasis basis = Basis(Directions(High, High), Models("up-down", "passed", "passed"));
        VerdictRecord next = Verdict.Decide(basis with { Settings = Settings() with { Score = "first" } });
        Assert.EndsWith("on multi-object, scored in the next prediction alone", next.Setting);
        Assert.Contains(next.Reasons, reason => reason.Contains("nothing is said of what the networks do after it"));
        Assert.DoesNotContain("scored", Verdict.Decide(basis).Setting);
    }

    [Fact]
    public void A_failure_where_even_the_whole_latent_fails_says_so_and_names_an_exchange_that_carries_more()
    {
        AlgorithmResult[] models = [.. Models("up-down", "passed", "failed"), .. Models("up-up", "passed", "passed")];
        VerdictRecord sure = Decide(High, High, models);
        Assert.Equal(
            "A search that finds `count` in b, such as a longer one or one in more than 4 of its 8 dimensions, would overturn this.",
            sure.Reasons[^1]);
        Assert.Contains(sure.Reasons, reason => reason == "Both pass the causal model up-up; what sets them apart is up-down.");
        DirectionResult[] incomplete = [.. Directions(High, High).Select(one => one is { Source: "b", Target: "b" }
            ? With(one, "full-exchange", 0.13, null) : one)];
        Assert.StartsWith(
            "Within b the whole latent, exchanged at one position of state, gives at most 15.0", Judge(incomplete).Reasons[^1]);
        Assert.Contains("`alignment: { scheme: stepwise }`", Judge(incomplete).Reasons[^1]);

        VerdictRecord Judge(DirectionResult[] directions) => Verdict.Decide(Basis(directions, models));
    }

    [Fact]
    public void A_null_that_comes_high_without_reaching_is_named_beside_a_floor_that_is_low()
    {
        AlgorithmResult[] models = Models("up-down", "passed", "passed");
        VerdictRecord with = Verdict.Decide(Basis([.. Directions(High, High).Select(one => With(one, "output-only", 0.8, false))], models));
        Assert.Equal("same", with.Word);
        Assert.Contains(with.Reasons, reason => reason.StartsWith("Without the right swap, `output-only` already comes to 80.0"));
        Assert.DoesNotContain(Decide(High, High, models).Reasons, reason => reason.StartsWith("Without the right"));
    }

    [Fact]
    public void What_carries_over_in_part_says_what_is_left_without_activity_that_nothing_uses()
    {
        DirectionResult[] read = [.. Directions(High, Low).Select(one => With(one, "null-exchanged", 0.7, null))];
        Assert.Contains("it is 68.0", Told(read).Replace('\u00a0', ' '));
        Assert.EndsWith(
            "from b into a: there the two are not told apart, and neither reaches 90 % (one-sided 5 % bounds).",
            Told(read).Replace('\u00a0', ' '));
        // Whichever is the higher.
        Assert.DoesNotContain("not told apart", Told(Back(0.9)));
        Assert.DoesNotContain("not told apart", Told(Back(0.4)));
        Assert.DoesNotContain(Decide(High, Low).Reasons, reason => reason.StartsWith("With activity"));

        DirectionResult[] Back(double value) =>
            [.. read.Select(one => one.Source == "b" && one.Target == "a" ? With(one, "null-exchanged", value, null) : one)];

        static string Told(DirectionResult[] directions) =>
            Assert.Single(Verdict.Decide(Basis(directions)).Reasons, reason => reason.StartsWith("With activity"));
    }

    [Fact]
    public void Where_the_next_prediction_alone_is_scored_it_says_how_many_words_that_is_one_of()
    {
        AlignmentSettings first = Settings() with { Score = "first", NextWords = 2 };
        VerdictBasis basis = Basis(Directions(High, High), Models("up-down", "passed", "passed")) with { Settings = first };
        Assert.Contains("Scored is the next prediction alone, which should be one of 2 words: nothing is said of what the networks do "
            + "after it.", Verdict.Decide(basis).Reasons);
    }
}

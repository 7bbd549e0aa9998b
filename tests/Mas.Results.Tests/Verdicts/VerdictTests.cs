using Mas.Results.Records;
using Mas.Results.Verdicts;
using Xunit;
using static Mas.Results.Tests.Verdicts.JudgedRuns;

namespace Mas.Results.Tests.Verdicts;

/// <summary>The table of method.md section 13, row by row.</summary>
public sealed class VerdictTests
{
    [Fact]
    public void Networks_that_pass_one_model_and_reach_everywhere_are_the_same_as_that_model()
    {
        VerdictRecord verdict = Decide(High, High, Models("up-down", "passed", "passed"));
        Assert.Equal(("same", "as up-down", "same, as up-down"), (verdict.Word, verdict.Scope, verdict.Headline));
        Assert.Equal("full, exchanged at state on multi-object", verdict.Setting);
        Assert.Equal((0.9, 0.5), (verdict.Same, verdict.Different));
        Assert.Contains("at least 95.0", verdict.Reasons[1]);
    }

    [Fact]
    public void Without_a_model_in_common_they_are_interchangeable_and_no_more()
    {
        VerdictRecord none = Decide(High, High), undecided = Decide(High, High, Models("up-down", "passed", "undecided"));
        Assert.Equal(("interchangeable", "in full"), (none.Word, none.Scope));
        Assert.Equal("interchangeable", undecided.Word);
        Assert.Contains(undecided.Reasons, reason => reason.Contains("Up-down is neither passed nor failed by b"));
        Assert.EndsWith("`different`.", undecided.Reasons[^1]);
        Assert.Contains(none.Reasons, reason => reason.Contains("`analyses: [algorithms]`"));
    }

    [Fact]
    public void Each_named_variable_exchanged_by_itself_makes_them_the_same_in_these()
    {
        DirectionResult[] both = [.. Directions(High, High, "phase"), .. Directions(High, High, "count")];
        VerdictRecord verdict = Verdict.Decide(Basis(both));
        Assert.Equal(("same", "in phase and count"), (verdict.Word, verdict.Scope));
        Assert.Equal("interchangeable", Verdict.Decide(Basis(Directions(High, High, "count"))).Word);
    }

    [Fact]
    public void A_model_that_one_passes_and_the_other_fails_sets_them_apart_whatever_the_exchange_gives()
    {
        AlgorithmResult[] apart = [.. Models("up-down", "passed", "passed"), .. Models("up-up", "failed", "passed")];
        VerdictRecord verdict = Decide(High, High, apart);
        Assert.Equal(("different", "(up-up)", "different (up-up)"), (verdict.Word, verdict.Scope, verdict.Headline));
        Assert.Contains("b passes the causal model up-up and a fails it", verdict.Reasons[0]);
        Assert.Contains(verdict.Reasons, reason => reason.Contains("can be handed over"));
        Assert.Equal("different", Decide(Low, Low, apart).Word);
    }

    [Theory]
    [InlineData(0.9, "same"), InlineData(0.8999, "inconclusive")]
    public void Same_asks_the_lower_bound_of_every_direction(double low, string word) =>
        Assert.Equal(word, Decide((low, 0.95), High, Models("up-down", "passed", "passed")).Word);

    [Fact]
    public void A_direction_within_a_network_counts_like_any_other()
    {
        DirectionResult[] directions = [.. Directions(High, High).Select(one => one.Source == "a" && one.Target == "a"
            ? Result("a", "a", (0.85, 0.95)) : one)];
        Assert.Equal("inconclusive", Verdict.Decide(Basis(directions, Models("up-down", "passed", "passed"))).Word);
    }

    [Fact]
    public void New_pairs_and_exchanged_null_parts_must_reach_as_well()
    {
        AlgorithmResult[] models = Models("up-down", "passed", "passed");
        DirectionResult[] pairs = [.. Directions(High, High).Select(one => one with { ChosenNewPairs = new(0.8, 0.8, 0.7, 0.85) })];
        VerdictRecord falls = Verdict.Decide(Basis(pairs, models));
        Assert.Equal("inconclusive", falls.Word);
        Assert.Contains("on pairs of values that training never showed it is at least 70.0", falls.Reasons[0]);
        DirectionResult[] withoutNull = [.. Directions(High, High).Select(one => With(one, "null-exchanged", 0.6, null))];
        Assert.Equal("inconclusive", Verdict.Decide(Basis(withoutNull, models)).Word);
        VerdictBasis Again(DirectionResult[] found) => Basis(withoutNull, models) with
        {
            Evidence = new EvidenceRecord { Algorithms = models, WithoutNull = [new("a", "b", found)] },
        };
        // That another alignment reaches without what the source does not use is enough; that it does not, or not everywhere, is nothing.
        VerdictRecord again = Verdict.Decide(Again(Directions(High, High)));
        Assert.Equal(("same", "as up-down"), (again.Word, again.Scope));
        Assert.Contains(again.Reasons,
            reason => reason.Contains("its lower bound falls to 58.0") && reason.Contains("trained on such sources"));
        Assert.Equal("inconclusive", Verdict.Decide(Again(withoutNull)).Word);
        Assert.Equal("inconclusive", Verdict.Decide(Again(Directions(High, High)[..3])).Word);
        DirectionResult[] no = [.. Directions(High, High).Select(one => one with { ChosenNewPairs = null })];
        VerdictRecord none = Verdict.Decide(Basis(no, models));
        Assert.Equal("same", none.Word);
        Assert.Contains(none.Reasons, reason => reason.Contains("nothing is said of new pairs"));
    }

    [Theory]
    [InlineData("shuffled"), InlineData("random-orthogonal"), InlineData("untrained"), InlineData("wrong-variable")]
    public void A_null_that_reaches_a_direction_takes_the_word_away(string control)
    {
        DirectionResult[] directions = [.. Directions(High, High).Select(one => one is { Source: "a", Target: "b" }
            ? With(one, control, 0.96, true) : one)];
        VerdictRecord verdict = Verdict.Decide(Basis(directions, Models("up-down", "passed", "passed")));
        Assert.Equal("inconclusive", verdict.Word);
        Assert.Contains($"`{control}` is not surely below the alignment from a into b", verdict.Reasons[0]);
    }

    [Theory, InlineData("output-only"), InlineData("input-only")]
    public void Tokens_or_the_answer_alone_that_reach_every_direction_between_leave_nothing_to_say(string control)
    {
        DirectionResult[] all = [.. Directions(High, High).Select(one => With(one, control, 0.97, true))];
        VerdictRecord verdict = Verdict.Decide(Basis(all, Models("up-down", "passed", "passed")));
        Assert.Equal("none", verdict.Word);
        Assert.Contains($"`{control}`", verdict.Reasons[0]);
        // A task of one answer is as it is: what else may be asked of it is another site or variable.
        VerdictRecord single = Verdict.Decide(
            Basis(all, Models("up-down", "passed", "passed")) with { Settings = Settings() with { OneAnswer = true } });
        Assert.DoesNotContain("a task whose answer", single.Reasons[^1]);
        Assert.Equal(control == "output-only", single.Reasons[^1].Contains("a variable that has values at positions before the answer"));
        // Where it reaches one direction only, the others still say something.
        DirectionResult[] one = [.. Directions(High, High).Select(direction => direction is { Source: "a", Target: "b" }
            ? With(direction, control, 0.97, true) : direction)];
        Assert.Equal("inconclusive", Verdict.Decide(Basis(one, Models("up-down", "passed", "passed"))).Word);
        // A null at the floor beside an alignment at the floor explains nothing away.
        DirectionResult[] nothing = [.. Directions(Low, Low).Select(direction => With(direction, control, 0.1, true))];
        Assert.Equal("inconclusive", Verdict.Decide(Basis(nothing)).Word);
    }

    [Fact]
    public void An_input_site_leaves_nothing_to_say()
    {
        VerdictBasis basis = Basis(Directions(High, High), Models("up-down", "passed", "passed"));
        VerdictRecord verdict = Verdict.Decide(basis with { Networks = [Network("a"), Network("b") with { InputSite = true }] });
        Assert.Equal("none", verdict.Word);
        Assert.Contains("`state` of b is an input site", verdict.Reasons[0]);
    }

    [Fact]
    public void Different_by_exchange_asks_for_every_try_and_for_the_positive_control()
    {
        AlgorithmResult[] models = Models("up-down", "passed", "passed");
        OtherMapResult[] tries = [.. Tries("start", 0.3), .. Tries("width", 0.4), .. Tries("linear", 0.45)];
        OtherMapResult[] copies = [Copy("a", 0.95), Copy("b", 0.97)];
        VerdictBasis whole = Other(Basis(Directions(Low, Low), models), [.. tries, .. copies]);
        Assert.Equal(("different", "in full"), (Verdict.Decide(whole).Word, Verdict.Decide(whole).Scope));
        Assert.Contains("at least 95.0", Verdict.Decide(whole).Reasons[1]);
        foreach (OtherMapResult left in (OtherMapResult[])[.. copies])
            Assert.Equal("inconclusive", Verdict.Decide(Other(whole, [.. tries, .. copies.Where(one => one != left)])).Word);
        foreach (string kind in OtherMap.Tries)
            Assert.Equal("inconclusive", Verdict.Decide(Other(whole, [.. tries.Where(one => one.Kind != kind), .. copies])).Word);
        OtherMapResult[] found = [.. tries.Where(one => one.Kind != "linear"), .. Tries("linear", 0.55)];
        Assert.Equal("inconclusive", Verdict.Decide(Other(whole, [.. found, .. copies])).Word);
        Assert.Equal("inconclusive", Verdict.Decide(Other(whole, [.. tries, Copy("a", 0.95), Copy("b", 0.85)])).Word);
        Assert.Equal("inconclusive", Verdict.Decide(Other(Basis(Directions(Low, Low)), [.. tries, .. copies])).Word);
        VerdictBasis scales = whole with { Settings = Settings() with { EnergiesDiffer = true } };
        Assert.Equal("inconclusive", Verdict.Decide(scales).Word);
        Assert.Contains("`alignment: { normalise: standard }`", Verdict.Decide(scales).Reasons[^1]);
    }

    [Fact]
    public void Partly_asks_one_direction_to_reach_and_another_to_stay_below()
    {
        Assert.Equal("partly", Decide(High, Low).Word);
        Assert.Equal("partly", Decide((0.9, 0.95), (0.5, 0.8999)).Word);
        Assert.Equal("inconclusive", Decide(High, (0.5, 0.9)).Word);
        Assert.Equal("inconclusive", Decide(Middle, Middle).Word);
        Assert.Contains("it does from a into b, and not to the same degree from b into a. By which algorithm is not shown: no causal model",
            Decide(High, Low).Reasons[0]);
    }

    [Fact]
    public void No_exchange_between_networks_is_no_verdict()
    {
        Assert.Equal("none", Verdict.Decide(Basis([])).Word);
        Assert.Equal("none", Verdict.Decide(Basis([Result("a", "a", High)])).Word);
        Assert.Equal("none", Verdict.Decide(Basis([Result("a", "a", High)]) with { Networks = [Network("a")] }).Word);
    }

    [Fact]
    public void The_largest_size_gives_the_word_and_the_smallest_that_holds_is_named()
    {
        AlgorithmResult[] models = Models("up-down", "passed", "passed");
        DirectionResult[] At(int size, (double, double) bounds) =>
            [.. Directions(bounds, bounds).Select(one => one with { Size = size })];
        VerdictRecord verdict = Verdict.Decide(Basis([.. At(2, High), .. At(4, Middle), .. At(8, High), .. At(32, High)], models));
        Assert.Equal("same", verdict.Word);
        Assert.Contains(verdict.Reasons, reason => reason.StartsWith("It holds down to size 8"));
        Assert.Equal("inconclusive", Verdict.Decide(Basis([.. At(8, High), .. At(32, Middle)], models)).Word);
    }

    [Fact]
    public void Every_pair_has_its_word_and_where_they_differ_the_run_is_partly()
    {
        string[] names = ["a", "b", "c"];
        DirectionResult[] directions = [.. from source in names from target in names
            select Result(source, target, source == target || (source != "c" && target != "c") ? High : Low)];
        AlgorithmResult[] models = [.. Models("up-down", "passed", "passed"), Algorithm("c", "up-down", "passed")];
        VerdictBasis basis = Basis(directions, models) with { Networks = [.. names.Select(Network)] };
        VerdictRecord verdict = Verdict.Decide(basis);
        Assert.Equal("partly", verdict.Word);
        Assert.Equal(["same", "inconclusive", "inconclusive"], verdict.Pairs.Select(pair => pair.Word));
        Assert.Contains("`same`: a with b", verdict.Reasons[0]);
        DirectionResult[] alike = [.. directions.Select(one => Result(one.Source, one.Target, High))];
        VerdictRecord same = Verdict.Decide(Basis(alike, models) with { Networks = [.. names.Select(Network)] });
        Assert.Equal(("same", "as up-down"), (same.Word, same.Scope));
    }

    [Fact]
    public void A_variable_whose_floor_is_above_095_is_not_asked_and_is_named()
    {
        DirectionResult[] idle = [.. Directions(Low, Low, "phase").Select(one => one with { NoSwap = 0.96 })];
        VerdictRecord verdict = Verdict.Decide(Basis([.. Directions(High, High, "full"), .. idle], Models("up-down", "passed", "passed")));
        Assert.Equal("same", verdict.Word);
        Assert.Contains(verdict.Reasons, reason => reason.Contains("`phase` could not be asked in 4 directions"));
    }

    [Fact]
    public void The_remainder_is_not_judged()
    {
        DirectionResult remainder = Result("a", "a", Low) with { Variable = "extraneous", Size = 96 };
        Assert.Equal("same", Verdict.Decide(Basis([.. Directions(High, High), remainder], Models("up-down", "passed", "passed"))).Word);
    }

    [Fact]
    public void The_users_thresholds_are_the_ones_that_count()
    {
        VerdictRecord verdict = Verdict.Decide(
            Basis(Directions(Middle, Middle, within: Middle), Models("up-down", "passed", "passed")) with { Same = 0.55, Different = 0.2 });
        Assert.Equal(("same", 0.55, 0.2), (verdict.Word, verdict.Same, verdict.Different));
    }
}

using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;
using Xunit;

namespace Mas.Results.Tests.Verdicts;

public sealed class VerdictTests
{
    private static readonly Interval High = new(0.95, 0.99), Low = new(0.1, 0.3), Middle = new(0.6, 0.8);

    private static readonly NetworkRecord[] Networks = [Network("a"), Network("b")];

    [Fact]
    public void Verdict_is_same_when_every_interval_lies_above_the_threshold()
    {
        VerdictRecord verdict = Decide(new Interval(0.93, 0.97), High);
        Assert.Equal("same", verdict.Word);
        Assert.Contains(verdict.Reasons,
            reason => reason.Contains("direction whose interval reaches lowest is from a into b (95.0\u00a0%, 95 % interval "
            + "93.0–97.0\u00a0%)"));
        Assert.Equal((0.9, 0.5), (verdict.Same, verdict.Different));
    }

    [Theory]
    [InlineData(0.9, "same"), InlineData(0.8999, "inconclusive")]
    public void Verdict_is_same_from_where_the_low_end_is_at_the_threshold(double low, string word) =>
        Assert.Equal(word, Decide(new Interval(low, 0.95), High).Word);

    [Theory]
    [InlineData(0.4999, "different"), InlineData(0.5, "inconclusive")]
    public void Verdict_is_no_longer_different_where_a_high_end_reaches_the_threshold(double high, string word) =>
        Assert.Equal(word, Decide(new Interval(0.2, high), Low).Word);

    [Fact]
    public void Verdict_is_partly_when_the_intervals_exclude_both_thresholds()
    {
        Assert.Equal("partly", Decide(Middle, Middle).Word);
        Assert.Equal("partly", Decide(High, Low).Word);
        Assert.Equal("partly", Decide(new Interval(0.5, 0.8999), Low).Word);
    }

    [Fact]
    public void Verdict_is_inconclusive_when_an_interval_is_too_wide_to_tell()
    {
        VerdictRecord verdict = Decide(new Interval(0.3, 0.97), High);
        Assert.Equal("inconclusive", verdict.Word);
        Assert.Contains(verdict.Reasons, reason => reason.Contains("More alignment seeds"));
        Assert.Equal("inconclusive", Decide(new Interval(0.4, 0.6), Low).Word);
    }

    [Theory]
    [InlineData(0.9, "different"), InlineData(0.8999, "inconclusive")]
    public void A_network_that_cannot_be_aligned_with_itself_decides_nothing(double within, string word)
    {
        VerdictRecord verdict = Verdict.Decide(
            [Result("a", "a", within, new Interval(0.8, 0.95)), Result("b", "b", 0.97, High), Result("a", "b", 0.2, Low),
            Result("b", "a", 0.2, Low)], Networks);
        Assert.Equal(word, verdict.Word);
    }

    [Fact]
    public void A_network_that_was_never_aligned_with_itself_is_not_called_different()
    {
        VerdictRecord verdict = Verdict.Decide([Result("a", "a", 0.97, High), Result("a", "b", 0.2, Low)], Networks);
        Assert.Equal("inconclusive", verdict.Word);
        Assert.Contains("whether b can be aligned with itself", verdict.Reasons[0]);
    }

    [Theory]
    [InlineData("shuffled"), InlineData("random-orthogonal"), InlineData("untrained"), InlineData("wrong-variable")]
    public void A_control_that_reaches_a_high_direction_makes_the_verdict_inconclusive(string control)
    {
        DirectionResult reached =
            Result("a", "b", 0.97, High) with { Controls = [new ControlResult(control, 0.95, new Interval(0.93, 0.96))] };
        VerdictRecord verdict = Verdict.Decide([Result("a", "a", 0.97, High), Result("b", "b", 0.97, High), reached], Networks);
        Assert.Equal("inconclusive", verdict.Word);
        Assert.Contains($"`{control}`", verdict.Reasons[0]);
    }

    [Fact]
    public void The_floor_is_a_control_and_the_ceiling_is_none()
    {
        DirectionResult floor = Result("a", "b", 0.97, High) with { NoSwap = 0.95 },
        ceiling = Result("a", "b", 0.97, High) with { Controls = [new ControlResult("identity", 1, new Interval(0.99, 1))] };
        DirectionResult[] within = [Result("a", "a", 0.97, High), Result("b", "b", 0.97, High)];
        Assert.Contains("`no-swap`", Verdict.Decide([.. within, floor], Networks).Reasons[0]);
        Assert.Equal("same", Verdict.Decide([.. within, ceiling], Networks).Word);
    }

    [Fact]
    public void A_control_in_a_low_direction_or_below_the_interval_says_nothing()
    {
        ControlResult control = new("shuffled", 0.2, new Interval(0.1, 0.3));
        DirectionResult low = Result("a", "b", 0.2, Low) with { Controls = [control] }, back = Result("b", "a", 0.2, Low);
        Assert.Equal("different",
            Verdict.Decide([Result("a", "a", 0.97, High) with { Controls = [control] }, Result("b", "b", 0.97, High), low, back],
            Networks).Word);
    }

    [Fact]
    public void Energies_that_differ_keep_a_low_result_from_being_called_different()
    {
        VerdictRecord verdict = Decide(Low, Low, energiesDiffer: true);
        Assert.Equal("inconclusive", verdict.Word);
        Assert.Contains(verdict.Reasons, reason => reason.Contains("`normalise: standard`"));
        Assert.Equal("same", Decide(High, High, energiesDiffer: true).Word);
    }

    [Fact]
    public void Verdict_is_none_without_mas_between_networks()
    {
        Assert.Equal("none", Verdict.Decide([], Networks).Word);
        Assert.Equal("none", Verdict.Decide([Result("a", "a", 0.97, High)], Networks).Word);
        Assert.Equal("none", Verdict.Decide([Result("a", "b", 0.97, High) with { Method = "stitching" }], Networks).Word);
    }

    [Fact]
    public void Only_mas_with_the_largest_size_is_judged()
    {
        DirectionResult[] small = [.. Directions(Low, Low).Select(direction => direction with { Size = 2 })];
        DirectionResult[] other = [.. Directions(Low, Low).Select(direction => direction with { Size = 64, Method = "stitching" })];
        Assert.Equal("same", Verdict.Decide([.. small, .. Directions(High, High), .. other], Networks).Word);
    }

    [Fact]
    public void Without_a_floor_the_raw_accuracy_is_judged_and_the_reasons_say_so()
    {
        DirectionResult[] raw = [.. Directions(High, High)
            .Select(direction => direction with { NoSwap = null, Corrected = null, CorrectedInterval = null })];
        VerdictRecord verdict = Verdict.Decide(raw, Networks);
        Assert.Equal("same", verdict.Word);
        Assert.Contains(verdict.Reasons, reason => reason.Contains("raw trial IIA"));
    }

    [Fact]
    public void A_floor_of_1_leaves_nothing_to_judge()
    {
        DirectionResult full = Result("a", "b", 1, High) with { NoSwap = 1, Corrected = null, CorrectedInterval = null };
        Assert.Equal("inconclusive", Verdict.Decide([Result("a", "a", 0.97, High), full], Networks).Word);
    }

    [Fact]
    public void A_verdict_from_few_seeds_names_them()
    {
        DirectionResult[] one = [.. Directions(High, High).Select(direction => direction with { Seeds = [1], Steps = [40] })];
        Assert.Contains(Verdict.Decide(one, Networks).Reasons, reason => reason.Contains("one alignment seed"));
    }

    [Fact]
    public void The_users_thresholds_are_the_ones_that_count()
    {
        VerdictRecord verdict = Verdict.Decide(Directions(Middle, Middle), Networks, same: 0.55, different: 0.2);
        Assert.Equal(("same", 0.55, 0.2), (verdict.Word, verdict.Same, verdict.Different));
    }

    [Fact]
    public void Values_never_trained_that_fall_behind_are_named()
    {
        DirectionResult[] directions = [.. Directions(High, High).Select(direction => direction with { NewPairs = 0.6 })];
        Assert.Contains(Verdict.Decide(directions, Networks).Reasons, reason => reason.Contains("falls to 60.0"));
    }

    [Fact]
    public void The_worst_variable_counts_and_every_variable_is_named()
    {
        DirectionResult[] low = [.. Directions(Low, Low).Select(direction => direction with { Variable = "phase" })];
        VerdictRecord mixed = Verdict.Decide([.. Directions(High, High), .. low], Networks);
        Assert.Equal("partly", mixed.Word);
        Assert.Contains(mixed.Reasons, reason => reason.Contains("2 variables were judged, and the worst counts")
            && reason.Contains("`full` by itself is `same`") && reason.Contains("`phase` by itself is `different`"));
        Assert.Contains(mixed.Reasons, reason => reason.Contains("lowest from a into b for `phase`"));
        DirectionResult[] high = [.. Directions(High, High).Select(direction => direction with { Variable = "phase" })];
        Assert.Equal("same", Verdict.Decide([.. Directions(High, High), .. high], Networks).Word);
        Assert.Equal("different", Verdict.Decide([.. Directions(Low, Low), .. low], Networks).Word);
        DirectionResult[] wide = [.. Directions(new Interval(0.3, 0.97), High).Select(direction => direction with { Variable = "phase" })];
        Assert.Equal("inconclusive", Verdict.Decide([.. Directions(High, High), .. wide], Networks).Word);
    }

    [Fact]
    public void Each_variable_is_judged_at_its_own_largest_size_and_the_remainder_is_not()
    {
        DirectionResult[] narrow = [.. Directions(High, High).Select(direction => direction with { Variable = "phase", Size = 8 })];
        DirectionResult[] narrower = [.. Directions(Low, Low).Select(direction => direction with { Variable = "phase", Size = 2 })];
        DirectionResult remainder =
            Result("a", "a", 0, Low) with { Variable = "extraneous", Size = 96, NoSwap = 1, Corrected = null, CorrectedInterval = null };
        VerdictRecord verdict = Verdict.Decide([.. Directions(High, High), .. narrow, .. narrower, remainder], Networks);
        Assert.Equal("same", verdict.Word);
        Assert.Contains(verdict.Reasons, reason => reason.Contains("2 variables were judged"));
    }

    [Fact]
    public void Directions_that_were_never_trained_belong_to_the_judged_ones()
    {
        DirectionResult[] extended =
            [.. Directions(High, Middle).Select(direction => direction.Source == "b" ? direction with { Trained = false } : direction)];
        Assert.Equal("partly", Verdict.Decide(extended, Networks).Word);
        Assert.Equal(4, Verdict.Judged(extended).Count);
    }

    [Theory, InlineData("clmas"), InlineData("custom"), InlineData("unidirectional-mas"), InlineData("das")]
    public void Other_methods_give_no_verdict(string method) =>
        Assert.Equal("none", Verdict.Decide([.. Directions(High, High).Select(direction => direction with { Method = method })],
            Networks).Word);

    [Theory]
    [InlineData(false, false, "A smaller size, another causal variable or the other start (`aligned`, `random`) could"),
        InlineData(false, true, "A smaller size or another causal variable could")]
    [InlineData(true, false, "Another causal variable or the other start (`aligned`, `random`) could"),
        InlineData(true, true, "Another causal variable could")]
    public void What_the_run_has_tried_is_not_named_as_untried(bool sizes, bool start, string expected) =>
        Assert.StartsWith(expected,
            Verdict.Decide(Directions(High, High), Networks, hasOtherStart: start, hasSmallerSizes: sizes).Reasons[^1]);

    [Fact]
    public void No_sentence_speaks_of_what_is_not_available_yet()
    {
        foreach (VerdictRecord verdict in new[] { Decide(Low, Low), Decide(Low, Low, energiesDiffer: true), Decide(High, High),
            Decide(Middle, Middle) })
            Assert.DoesNotContain(verdict.Reasons, reason => reason.Contains("not available"));
        Assert.Contains(Decide(Low, Low).Reasons, reason => reason.Contains("`normalise: standard`"));
    }

    private static VerdictRecord Decide(Interval forth, Interval back, bool energiesDiffer = false) =>
        Verdict.Decide(Directions(forth, back), Networks, energiesDiffer: energiesDiffer);

    private static DirectionResult[] Directions(Interval forth, Interval back) =>
        [Result("a", "a", 0.97, High), Result("b", "b", 0.97, High), Result("a", "b", (forth.Low + forth.High) / 2, forth),
            Result("b", "a", (back.Low + back.High) / 2, back)];

    private static DirectionResult Result(string source, string target, double value, Interval interval) => new()
    {
        Source = source,
        Target = target,
        Variable = "full",
        Method = "mas",
        Size = 32,
        Trained = true,
        TrialIia = value,
        TokenIia = value,
        Interval = interval,
        IntervalDesign = "seeds × interventions",
        NoSwap = 0.03,
        Corrected = value,
        CorrectedInterval = interval,
        Seeds = [1, 2, 3],
        Steps = [40, 40, 40],
        Samples = 1000,
    };

    private static NetworkRecord Network(string name) => new()
    {
        Name = name,
        Architecture = "gru",
        Width = 8,
        Site = "state",
        Task = "multi-object",
        Parameters = 1,
        Origin = "folder",
        Hash = "",
        Accuracy = 1,
        Usable = 1,
        Sequences = 1,
    };
}

using Mas.Results.Records;
using Mas.Results.Verdicts;
using Xunit;

namespace Mas.Results.Tests.Verdicts;

public sealed class TextVerdictTests
{
    private static readonly (string Name, string? Group) s_a = ("a", null), s_b = ("b", null), s_c = ("c", null);

    [Fact]
    public void Networks_whose_every_direction_reaches_are_interchangeable()
    {
        VerdictRecord found = Decide(Pair(0.97, 0.95, 0.94));
        Assert.Equal("interchangeable, in how they go on from layer.5", found.Headline);
        Assert.Contains("The weakest direction is 94.0 % from b into a, at least 92.0 % and at most 96.0 %", Said(found),
            StringComparison.Ordinal);
        Assert.Contains("the alignment has +30.0 points (+28.0 to +32.0) from a into b", Said(found), StringComparison.Ordinal);
        Assert.Contains("clauses about causal models, about new pairs of values and about the null space fall away", Said(found),
            StringComparison.Ordinal);
        Assert.Equal("MAS at layer.5 on texts of lines.txt, scored in the next prediction alone", found.Setting);
    }

    [Fact]
    public void Networks_are_different_where_nothing_between_and_everything_within_carries_over()
    {
        VerdictRecord found = Decide(Pair(0.97, 0.30, 0.40));
        Assert.Equal(Verdict.Different, found.Word);
        Assert.Contains("Between them no direction comes above 42.0 % (from b into a), within each it is at least 95.0 %", Said(found),
            StringComparison.Ordinal);
        Assert.Contains("On the same context the two predict the same in 61.0 % of positions", Said(found), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_alignment_falls_short_within_a_network_nothing_between_decides()
    {
        VerdictRecord found = Decide(Pair(0.60, 0.30, 0.30));
        Assert.Equal(Verdict.Inconclusive, found.Word);
        Assert.Contains("the alignment does not reach within a itself, at least 58.0 %", found.Reasons[0].Replace('\u00a0', ' '),
            StringComparison.Ordinal);
        Assert.Contains("A larger subspace than `alignment: { size: 64 }`", found.Reasons[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void One_direction_that_reaches_and_one_that_cannot_are_partly()
    {
        VerdictRecord found = Decide(Pair(0.97, 0.95, 0.70));
        Assert.Equal(Verdict.Partly, found.Word);
        Assert.Contains("From a into b it is at least 92.5 %, from b into a at most 72.5 %", Said(found), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.91)] // the lower bound does not reach
    [InlineData(0.60)] // neither reaches nor stays below
    public void What_lies_between_the_thresholds_is_inconclusive(double between) =>
        Assert.Equal(Verdict.Inconclusive, Decide(Pair(0.97, between, between)).Word);

    [Fact]
    public void The_word_is_never_same() => Assert.DoesNotContain(Verdict.Same,
        from within in (double[])[0.3, 0.6, 0.97, 1]
        from one in (double[])[0.1, 0.6, 0.97, 1]
        from other in (double[])[0.1, 0.6, 0.97, 1]
        select Decide(Pair(within, one, other)).Word);

    [Fact]
    public void A_null_that_reaches_forbids_to_call_them_interchangeable()
    {
        TextDirection[] pair = Pair(0.97, 0.95, 0.95);
        pair[1] = Reached(pair[1], Metrics.Shuffled);
        VerdictRecord found = Decide(pair);
        Assert.Equal(Verdict.Inconclusive, found.Word);
        Assert.Contains("from a into b `shuffled`, which needs no right exchange", found.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_tokens_alone_do_as_well_in_every_direction_between_the_exchange_shows_nothing()
    {
        TextDirection[] pair = Pair(0.97, 0.95, 0.95);
        Assert.Equal(Verdict.Inconclusive, Decide([pair[0], Reached(pair[1], Metrics.InputOnly), pair[2], pair[3]]).Word);
        VerdictRecord found = Decide([pair[0], Reached(pair[1], Metrics.InputOnly), Reached(pair[2], Metrics.InputOnly), pair[3]]);
        Assert.Equal(Verdict.None, found.Word);
        Assert.Contains("`input-only`, which knows each position's own token alone", found.Reasons[0], StringComparison.Ordinal);
    }

    [Theory, InlineData("layer.0"), InlineData("embedding")]
    public void An_exchange_at_an_input_site_shows_nothing(string site) =>
        Assert.Equal(Verdict.None, Decide([.. Pair(0.97, 0.95, 0.95).Select(one => one with { Site = site })]).Word);

    [Fact]
    public void Networks_with_sites_of_their_own_are_one_pair_at_both()
    {
        TextDirection[] pair = [.. Pair(0.97, 0.95, 0.95).Select(one => one with
        {
            Site = one.Source == "a" ? "layer.5" : "layer.7",
            Sites = "layer.5-layer.7",
        })];
        Assert.Equal("interchangeable, in how they go on from layer.5-layer.7", Decide(pair).Headline);
        Assert.Equal(Verdict.None, Decide([.. pair.Select(one => one.Source == "b" ? one with { Site = "layer.0" } : one)]).Word);
    }

    [Fact]
    public void Without_an_exchange_between_networks_there_is_no_verdict()
    {
        TextDirection[] pair = Pair(0.97, 0.95, 0.95);
        Assert.Equal(Verdict.None, Decide([pair[0], pair[3]]).Word);
        Assert.Equal(Verdict.None, Decide([]).Word);
    }

    [Fact]
    public void Controls_that_were_not_asked_for_are_named_with_the_line_that_adds_them()
    {
        VerdictRecord found = TextVerdict.Decide(SampleTexts.Text([s_a, s_b], Pair(0.97, 0.95, 0.95)),
            [Metrics.NoSwap, Metrics.RandomOrthogonal], 0.9, 0.5);
        Assert.Equal(Verdict.Inconclusive, found.Word);
        Assert.Contains("`shuffled` and `input-only` were not asked for", found.Reasons[0], StringComparison.Ordinal);
        Assert.Equal("`evaluation: { controls: [shuffled, input-only] }` adds what is missing.", found.Reasons[^1]);
    }

    [Fact]
    public void Directions_without_bounds_or_with_a_floor_near_1_decide_nothing()
    {
        TextDirection[] pair = Pair(0.97, 0.95, 0.95);
        Assert.Equal(Verdict.Inconclusive, Decide([pair[0], pair[1] with { Corrected = null }, pair[2], pair[3]]).Word);
        Assert.Equal(Verdict.Inconclusive, Decide([pair[0], pair[1] with { Controls = [Control(Metrics.NoSwap, 0.96, false)] }, pair[2],
            pair[3]]).Word);
    }

    [Fact]
    public void Directions_that_were_only_tested_cannot_make_networks_different()
    {
        TextDirection[] pair = Pair(0.97, 0.30, 0.30);
        Assert.Equal(Verdict.Inconclusive,
            Decide([pair[0], pair[1] with { Trained = false }, pair[2] with { Trained = false }, pair[3]]).Word);
    }

    [Fact]
    public void Of_several_sizes_the_largest_has_the_word_and_the_smallest_that_holds_is_named()
    {
        TextDirection[] Sized(int size, double between) => [.. Pair(0.97, between, between).Select(one => one with { Size = size })];
        VerdictRecord found = Decide([.. Sized(16, 0.5), .. Sized(64, 0.96), .. Sized(32, 0.95)]);
        Assert.Equal(Verdict.Interchangeable, found.Word);
        Assert.Contains("It holds down to size 32", Said(found), StringComparison.Ordinal);
        Assert.Equal(Verdict.Different, Decide([.. Sized(16, 0.97), .. Sized(64, 0.3)]).Word);
    }

    [Fact]
    public void Sites_that_do_not_agree_are_partly_where_one_carries_over()
    {
        VerdictRecord found = Decide([.. Pair(0.97, 0.3, 0.3, 5), .. Pair(0.97, 0.96, 0.96, 9), .. Pair(0.97, 0.96, 0.96, 0)]);
        Assert.Equal("partly, in how they go on", found.Headline);
        Assert.Contains("`different` at layer.5; `interchangeable` at layer.9", found.Reasons[0], StringComparison.Ordinal);
        Assert.Equal(Verdict.Inconclusive, Decide([.. Pair(0.97, 0.3, 0.3, 5), .. Pair(0.97, 0.6, 0.6, 9)]).Word);
        Assert.Equal(Verdict.Different, Decide([.. Pair(0.97, 0.3, 0.3, 5), .. Pair(0.97, 0.3, 0.2, 9)]).Word);
    }

    [Fact]
    public void Of_several_networks_each_pair_has_its_word()
    {
        (string Name, string?)[] networks = [s_a, s_b, s_c];
        TextDirection[] directions = [.. from s in networks from t in networks
            select Direction(s, t, 5, s.Name == t.Name ? 0.97 : s.Name == "c" || t.Name == "c" ? 0.2 : 0.95)];
        VerdictRecord found = TextVerdict.Decide(SampleTexts.Text(networks, directions), SampleTexts.Controls, 0.9, 0.5);
        Assert.Equal(Verdict.Partly, found.Word);
        Assert.Equal([("a", "b", Verdict.Interchangeable), ("a", "c", Verdict.Different), ("b", "c", Verdict.Different)],
            found.Pairs.Select(pair => (pair.First, pair.Second, pair.Word)));
    }

    [Fact]
    public void A_test_over_groups_stands_among_the_reasons()
    {
        VerdictRecord found = SampleTexts.Groups().Run.Verdict!;
        Assert.Contains(found.Reasons, one => one.StartsWith(
            "Networks of one group stand in for one another better than networks of different groups.", StringComparison.Ordinal));
        Assert.Contains("Of the 35 ways to deal the networks out to groups of these sizes, 1 gives a difference as large, the true one "
            + "among them (p = 0.029, one-sided).", Said(found), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_different_tokenisers_nothing_was_exchanged_and_those_that_share_one_are_named()
    {
        TextRecord text = SampleTexts.Text([s_a, s_b, s_c], []);
        text = text with { Networks = [text.Networks[0], text.Networks[1] with { Tokeniser = "other" }, text.Networks[2]] };
        VerdictRecord found = TextVerdict.Decide(text, SampleTexts.Controls, 0.9, 0.5);
        Assert.Equal(Verdict.None, found.Word);
        Assert.StartsWith("The models cut the texts into different tokens", found.Reasons[0], StringComparison.Ordinal);
        Assert.EndsWith("in a file of their own: a and c.", found.Reasons[1], StringComparison.Ordinal);
        found = TextVerdict.Decide(text with { Networks = [.. text.Networks.Take(2)] }, SampleTexts.Controls, 0.9, 0.5);
        Assert.EndsWith("in a file of their own.", found.Reasons[1], StringComparison.Ordinal);
    }

    private static VerdictRecord Decide(TextDirection[] directions) =>
        TextVerdict.Decide(SampleTexts.Text([s_a, s_b], directions), SampleTexts.Controls, 0.9, 0.5);

    private static TextDirection[] Pair(double within, double forth, double back, int layer = 5) =>
        [Direction(s_a, s_a, layer, within), Direction(s_a, s_b, layer, forth), Direction(s_b, s_a, layer, back),
            Direction(s_b, s_b, layer, within)];

    private static TextDirection Direction((string, string?) source, (string, string?) target, int layer, double corrected) =>
        SampleTexts.Bare(source, target, layer) with
        {
            FirstTokenIia = corrected,
            Agreement = 0.61,
            Corrected = new CorrectedText(corrected, corrected - 0.02, corrected + 0.02, corrected - 0.025, corrected + 0.025),
            Controls = [.. SampleTexts.Controls.Select(name => Control(name, name == Metrics.IdentityMap ? corrected - 0.3 : 0.02,
                ControlKind.IsNull(name) ? false : null))],
        };

    private static TextControl Control(string name, double value, bool? reaches) =>
        new(name, value, new(value - 0.01, value + 0.01), 0.3, new(0.28, 0.32), reaches);

    private static TextDirection Reached(TextDirection direction, string by) => direction with
    {
        Controls = [.. direction.Controls.Select(one => one.Name == by ? one with { Reaches = true } : one)],
    };

    private static string Said(VerdictRecord verdict) => string.Join(' ', verdict.Reasons).Replace('\u00a0', ' ');
}

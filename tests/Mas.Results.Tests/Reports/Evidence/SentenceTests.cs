using Mas.Results.Comparisons;
using Mas.Results.Records;
using Mas.Results.Reports.Evidence;
using Mas.Results.Statistics;
using Xunit;
using static Mas.Results.Tests.SampleEvidence;

namespace Mas.Results.Tests.Reports.Evidence;

/// <summary>Every branch of the sentences that say what an analysis shows.</summary>
public sealed class SentenceTests
{
    [Fact]
    public void A_cycle_is_judged_by_its_paired_difference_and_a_distance_by_what_chance_reaches()
    {
        CycleResult cycle = new("a", "b", "a", "mas", 8, "full", Accuracy(0.95), Accuracy(0.96), 0.05);
        Assert.False(CyclesSection.IsBelow(cycle));
        Assert.True(CyclesSection.IsBelow(cycle with { DifferenceInterval = new Interval(-0.02, -0.001) }));
        OffManifoldResult gauge = new("a", "b", "mas", 8, "full", 0.03, [0.03], 0.002, 100);
        Assert.True(OffManifoldSection.IsFar(gauge));
        Assert.False(OffManifoldSection.IsFar(gauge with { NaturalHigh = 0.04 }));
    }

    [Fact]
    public void The_smallest_subspace_stands_beside_single_networks_and_stitching()
    {
        SubspaceCurve mas = Curve("mas", null, 8, 8, 16);
        Assert.Equal("Swaps in all directions (MAS) need 8 dimensions (8–16); each network by itself needs 4 to 5, not distinguishable "
            + "from 8; one direction by itself gets by with 2 dimensions (2–4) under stitching, which need not stand being swapped back.",
            Plain(SmallestSubspaceSection.Shows(
                [mas, Curve("das", "a", 4, 4, 8), Curve("das", "b", 5, 5, 5), Curve("stitching", null, 2, 2, 4)], 0.5)));
        Assert.Contains("a by itself needs 4 dimensions (3–7), so carrying activity between networks takes more than using it in one",
            SmallestSubspaceSection.Shows([mas, Curve("das", "a", 4, 3, 7)], 0.5));
        Assert.Contains("each network by itself needs 32, so the networks share less than what each uses",
            SmallestSubspaceSection.Shows([mas, Curve("das", "a", 32, 17, 32), Curve("das", "b", 32, 20, 32)], 0.5));
        Assert.Contains("; one direction by itself needs more under stitching, 32 dimensions (20–40).",
            SmallestSubspaceSection.Shows([mas, Curve("stitching", null, 32, 20, 40)], 0.5));
        Assert.EndsWith("; one direction by itself needs 4 dimensions (4–8) under stitching, not clearly another number.",
            SmallestSubspaceSection.Shows([mas, Curve("stitching", null, 4, 4, 8)], 0.5));
        Assert.Equal("DAS, a alone needs 1 dimension; stitching needs 2 dimensions.",
            SmallestSubspaceSection.Shows([Curve("das", "a", 1, 1, 1), Curve("stitching", null, 2, 2, 2)], 0.5));
    }

    [Fact]
    public void A_smallest_size_that_means_little_says_so()
    {
        Assert.Matches("^Swaps in all directions \\(MAS\\) need 8 dimensions\\. Even the best size reaches only 30\\.0.%, so this number "
            + "says little\\.$", SmallestSubspaceSection.Shows([Curve("mas", null, 8, 8, 8, best: 0.3)], 0.5));
        Assert.EndsWith(" That is the largest size that was tried, so more might be better still.",
            SmallestSubspaceSection.Shows([Curve("mas", null, 64, 32, 64)], 0.5));
    }

    [Fact]
    public void A_null_space_is_told_with_its_verification()
    {
        NullSpaceResult one = new("gru-a", "state", 128, 96, 1e-4, 0.9995, 0.031, [0, 1]);
        Assert.Equal("gru-a makes no use of 96 of the 128 directions at `state`, which hold 3.1 % of its natural variance: exchanging that "
            + "part left at least 99.9 % of the predictions as they were.",
            Plain(NullSpaceSection.Shows([one with { Agreement = 0.999 }])));
        Assert.StartsWith("gru-a makes no use of 96 of the 128 directions, b of 64 of the 128, which hold 3.1 % and 20.0 % of their "
            + "natural variance: ", Plain(NullSpaceSection.Shows([one, one with { Network = "b", Dimensions = 64, Variance = 0.2 }])));
        Assert.Contains("The networks make no use of 50.0–75.0 % of their directions, which hold 3.1 % of",
            Plain(NullSpaceSection.Shows([one, one, one with { Network = "b", Dimensions = 64 }])));
        Assert.EndsWith(": when that part was exchanged, every prediction stayed as it was.",
            NullSpaceSection.Shows([one with { Agreement = 1 }]));
        Assert.EndsWith("but in b exchanging it left only 99.0 % of the predictions as they were, so it is not quite null there.",
            Plain(NullSpaceSection.Shows([one, one with { Network = "b", Agreement = 0.99 }])));
        Assert.Equal("No direction of activity was found that gru-a makes no use of.",
            NullSpaceSection.Shows([one with { Dimensions = 0 }]));
    }

    [Fact]
    public void Leakage_tells_who_loses_who_keeps_and_what_is_not_told()
    {
        LeakageResult[] all =
        [
            Leakage("mas", 8, "a", "b", 0.97, -0.01, 0.1), Leakage("stitching", 8, "a", "b", 0.98, -0.4),
            Leakage("linear-stitching", 8, "a", "a", 0.98, -0.05, 0.93), Leakage("das", 8, "a", "a", 0.98, 0.02),
        ];
        Assert.Equal("When the part that the source makes no use of is exchanged, MAS keeps its result (at worst from 97.0 % to 96.0 % "
            + "from a into b, size 8); stitching falls from 98.0 % to 58.0 % from a into b, size 8; "
            + "linear stitching goes from 98.0 % to 93.0 % within a, size 8, a change that is not told from a small one; DAS loses "
                + "nothing. "
            + "Where that part alone knows the variable, MAS reaches 10.0 % (floor 4.8 %) and linear stitching reaches 93.0 % (floor 4.8 "
                + "%) at most.", Plain(LeakageText.Shows(all)));
        Assert.DoesNotContain("alone knows", LeakageText.Shows(all[1..2]));
        Assert.Equal("Without activity that the sources make no use of, MAS keeps 96.0 of 97.0 % (from a into b); on that activity alone "
            + "it reaches at most 10.0 % (floor 4.8 %).", Plain(LeakageText.Relevance(all[..1])));
        Assert.Equal("Without activity that the sources make no use of, MAS keeps 96.0 of 97.0 %, stitching 58.0 of 98.0 %, linear "
            + "stitching 93.0 of 98.0 % and DAS all (the direction of each that loses most); "
            + "on that activity alone MAS reaches at most 10.0 % and linear stitching 93.0 % (floor 4.8 %). Whether linear stitching loses "
                + "more than 5.0 points, the intervals do not tell.", Plain(LeakageText.Relevance(all)));
        Assert.EndsWith("; on that activity alone they reach at most 10.0 % and 93.0 % (floors 4.8–9.0 %). Whether linear stitching loses "
            + "more than 5.0 points, the intervals do not tell.", Plain(LeakageText.Relevance([all[0], all[2] with { Floor = 0.09 }])));
        Assert.EndsWith(" of 98.0 % (the direction that loses most).",
            Plain(LeakageText.Relevance([all[1], all[1] with { Target = "c" }])));
    }

    [Fact]
    public void A_method_is_told_by_the_direction_that_surely_loses_most()
    {
        LeakageResult uncertain = Leakage("stitching", 8, "a", "b", 0.9, -0.3) with { ChangeInterval = new Interval(-0.7, 0.1) };
        Assert.Contains("from b into a", LeakageText.Shows([uncertain, Leakage("stitching", 8, "b", "a", 0.9, -0.2)]));
    }

    [Fact]
    public void Cycles_hold_fall_short_or_say_nothing()
    {
        CycleResult good = new("a", "b", "a", "mas", 8, "full", Accuracy(0.95), Accuracy(0.96), 0.05);
        Assert.Equal("Activity that is carried through another network works about as well as activity that is swapped directly, as far as "
            + "the intervals tell: at worst 95.0 % against 96.0 % from a through b and back.", Plain(CyclesSection.Shows([good])));
        CycleResult bad = good with { Target = "c", Composed = Accuracy(0.6) };
        Assert.Equal("Activity that is carried through another network falls short of activity that is swapped directly in 1 of 2 ways, "
            + "most from a through b into c (60.0 % against 96.0 %).", Plain(CyclesSection.Shows([good, bad])));
        Assert.StartsWith("Neither the way through another network nor the direct one works here",
            CyclesSection.Shows([good with { Composed = Accuracy(0.1), Direct = Accuracy(0.1) }]));
    }

    [Fact]
    public void Angles_say_what_is_shared()
    {
        SubspaceAngles same = new("a", "seeds", "1", "2", [1, 3], 0.95);
        Assert.Equal("Subspaces of different seeds hold the same activity (at least 95.0 % shared, median angle 2°); those of different "
            + "sizes hold different activity (at least 30.0 % shared, median angle 60°).",
            Plain(AnglesSection.Shows([same, same with { Between = "sizes", Degrees = [30, 60, 85], Weighted = 0.3 }])));
        Assert.Contains("hold activity that is the same in part (at least 40.0 %",
            Plain(AnglesSection.Shows([same, same with { Weighted = 0.4 }])));
        Assert.Null(AnglesSection.Of([same with { Degrees = [] }], SampleRun.Pair().Run));
    }

    [Fact]
    public void Angles_are_set_beside_chance_and_beside_the_start()
    {
        RunRecord run = SampleRun.Pair().Run;
        SubspaceAngles seeds = new("gru-a", "seeds", "mas, size 32, seed 1", "mas, size 32, seed 2", new double[32], 0.95);
        Assert.Equal(" By chance, of any subspace's variance there lies in a random subspace, on average and whatever the data: 25.0 % in "
            + "32 of 128 dimensions.", Plain(AnglesSection.Chance([seeds], run.Networks)));
        Assert.Contains("25.0 % in 32 of 128 dimensions and 50.0 % in 64 of 128 dimensions",
            Plain(AnglesSection.Chance([seeds, seeds with { Between = "sizes", First = "mas, size 64, seed 1" }], run.Networks)));
        Assert.Contains("1.6 % in 2 of 128",
            Plain(AnglesSection.Chance([seeds with { First = "1", Second = "2", Degrees = [1, 2] }], run.Networks)));
        Assert.Equal("", AnglesSection.Chance([seeds with { Between = "sizes", First = "1" }], run.Networks)
            + AnglesSection.Chance([seeds with { Network = "unknown" }], run.Networks));
        RunRecord aligned = run with { Setup = [new("Alignment", "orthogonal, aligned start")] };
        Assert.Contains("All seeds began at the same aligned start", AnglesSection.Of([seeds], aligned)!.Conditions);
        Assert.DoesNotContain("aligned start", AnglesSection.Of([seeds with { Between = "starts" }], aligned)!.Conditions);
        Assert.DoesNotContain("aligned start",
            AnglesSection.Of([seeds], aligned with { Setup = [new("Alignment", "orthogonal, random start")] })!.Conditions);
        Assert.DoesNotContain("aligned start",
            AnglesSection.Of([seeds], aligned with { Networks = [run.Networks[0] with { Frozen = true }] })!.Conditions);
    }

    [Fact]
    public void The_gauge_holds_intervened_against_natural()
    {
        OffManifoldResult near = new("a", "b", "mas", 8, "full", 0.02, [0.01, 0.02, 0.03], 0.014, 1000);
        Assert.Equal("Swaps leave the targets near to states that they visit by themselves: at worst the distance is 0.02 against 0.014 "
            + "between natural samples, MAS from a into b, size 8.", OffManifoldSection.Shows([near]));
        Assert.Equal("In 1 of 2 directions swaps drive the target clearly further from natural states than two natural samples are from "
            + "one another (at worst 0.3 † against 0.014, MAS from a into b, size 8).",
            Plain(OffManifoldSection.Shows([near, near with { Distance = 0.3, Seeds = [0.3] }])));
        OffManifoldResult[] far = [near with { Distance = 92.94, Natural = 0.02 }, near with { Distance = 0.554, Natural = -0.004 }];
        Assert.EndsWith("(at worst 92.9 against 0.02, MAS from a into b, size 8; at least 0.554).", OffManifoldSection.Shows(far));
        GaugedPart quiet = new(4, 0.011, [0.011], 0.009, 0.015), loud = quiet with { Distance = 0.25, Dimensions = 28 };
        OffManifoldResult harmless = far[0] with { NullSpace = loud, WorkingSpace = quiet };
        Assert.EndsWith(" The displacement lies in activity that the target's behaviour does not depend on: in the rest it is at worst "
            + "0.011 there against 0.009 between natural samples.", OffManifoldSection.Shows([harmless, far[1]]));
        Assert.EndsWith(" In 1 of these the target's behaviour depends on what was displaced: at worst 0.25 there against 0.009 between "
            + "natural samples.", OffManifoldSection.Shows([harmless, harmless with { WorkingSpace = loud }]));
        Assert.True(OffManifoldSection.IsFar(near with { Natural = -0.001 }));
        Assert.False(OffManifoldSection.IsFar(near with { Natural = -0.015 }));
        string wide = OffManifoldSection.Of(far)!.Figure!.Body;
        Assert.Contains(">Logarithmic axis; 0.01 or less stands at its left end.</text>", wide);
        Assert.DoesNotContain("NaN", wide);
        Assert.DoesNotContain("Logarithmic", OffManifoldSection.Of([near])!.Figure!.Body);
    }

    [Fact]
    public void A_random_start_ends_lower_higher_or_the_same()
    {
        StartResult same = new("a", "b", "mas", 8, "full", Accuracy(0.96), Accuracy(0.95), -0.01, new Interval(-0.03, 0.01), [40, 60],
            [400, 500]);
        Assert.Equal("From a random start no direction ends clearly lower; at worst it is 95.0 % instead of 96.0 % from a into b, MAS of "
            + "size 8; its best step comes after 450 steps on average, that of the run's own start after 50.",
            Plain(RandomStartSection.Shows([same])));
        StartResult worse = same with
        {
            Random = Accuracy(0.5),
            Difference = -0.46,
            DifferenceInterval = new Interval(-0.5, -0.4),
            Steps = [],
            RandomSteps = []
        };
        Assert.Equal("From a random start 1 of 1 direction ends lower, at worst 50.0 % instead of 96.0 % from a into b, MAS of size 8.",
            Plain(RandomStartSection.Shows([worse])));
        Assert.Contains(", and 1 ends higher",
            RandomStartSection.Shows([worse, same with { Difference = 0.1, DifferenceInterval = new Interval(0.05, 0.15) }]));
    }

    [Fact]
    public void Similarity_names_the_most_and_the_least_alike_whichever_way_the_measure_runs()
    {
        SimilarityValue first = new("cka-linear-debiased", "a", "state", "b", "state", 0.93, false, true, 4000);
        Assert.Equal("`cka-linear-debiased` gives 0.93 between a and b.", SimilaritySection.Shows([first]));
        Assert.Equal("`cka-linear-debiased` holds a and b most alike (0.93) and a and c least (0.41); 1 other measure below.",
            SimilaritySection.Shows([first, first with { Target = "c", Value = 0.41 }, first with { Measure = "cca" }]));
        SimilarityValue distance = first with { Measure = "procrustes", IsDistance = true, Value = 0.2 };
        Assert.Equal("`procrustes` holds a and b (`state`) most alike (0.20) and a and c (`state`, `embedding`) least (0.90).",
            SimilaritySection.Shows([distance, distance with { Target = "c", TargetSite = "embedding", Value = 0.9 }]));
        SimilarityValue deeper = first with { SourceSite = "layer.2", TargetSite = "layer.2", Value = 0.5 };
        Assert.Equal("`cka-linear-debiased` holds a and b (`state`) most alike (0.93) and a and b (`layer.2`) least (0.50).",
            SimilaritySection.Shows([first, deeper]));
        Assert.Equal([["cka-linear-debiased", "a and b", "0.93", "–", "larger"], ["procrustes", "a and b", "0.20", "–", "smaller"]],
            SimilaritySection.Of([first, distance])!.Numbers!.Rows);
        Assert.Equal("a state to a embedding",
            SimilaritySection.Of([first with { Target = "a", TargetSite = "embedding", IsSymmetric = false }])!.Numbers!.Rows[0][1]);
        Assert.Null(SimilaritySection.Of([first, first with { Target = "c" }])!.Numbers);
        Assert.Equal("`cca` was measured within single networks only.",
            SimilaritySection.Shows([first with { Measure = "cca", Target = "a" }]));
    }

    [Fact]
    public void Disagreement_counts_the_pairs_of_each_kind()
    {
        MeasuredSimilarity[] measured =
            [Measured("a", "b", "mas", 0.95, 0.02), Measured("a", "b", "cka-linear", 0.9), Measured("a", "c", "mas", 0.1, 0.02),
            Measured("a", "c", "stitching", 0.97, 0.01), Measured("a", "c", "cka-linear", 0.9)];
        IReadOnlyList<DisagreementCase> cases = DisagreementCase.Of(measured, 0.9, 0.5);
        Assert.Equal("In 1 of 2 pairs correlation says similar where swapped activity does not carry over; in 1 of 2 pairs stitching "
            + "succeeds where MAS does not.", DisagreementSection.Shows(measured, cases));
        Assert.Equal(["a and c: stitching reaches 97.0 %, but MAS only 10.0 %. Activity can be translated by a map of its own for each "
            + "direction, and is not interchangeable.",
            "a and c: `cka-linear` is 0.90, but MAS only 10.0 %. They are similar by correlation, not by behaviour."],
            cases.Select(one => Plain(DisagreementSection.Sentence(one))));
        Assert.Equal("a and b: `cka-linear` is only 0.30, but MAS 95.0 %. They are alike in what they do with the variable, not in the "
            + "rest of their activity.",
            Plain(DisagreementSection.Sentence(
                new DisagreementCase(DisagreementKind.CausationAlone, measured[1] with { Value = 0.3 }, measured[0]))));
        Assert.Equal("The one other measure does not clearly contradict MAS on 1 pair of networks.",
            DisagreementSection.Shows(measured[..2], []));
        Assert.Equal("None of the 2 other measures clearly contradicts MAS on 2 pairs of networks.",
            DisagreementSection.Shows(measured, []));
        Assert.Equal("1 measure was taken on 1 pair of networks, but MAS was not among them, so nothing can be contradicted.",
            DisagreementSection.Shows(measured[1..2], []));
    }

    [Fact]
    public void Controls_lie_below_or_reach_the_alignment()
    {
        DirectionResult good = SampleRun.Direction("a", "b", 0.97, 3) with { TrialIia = 0.97, Interval = new Interval(0.95, 0.98) };
        Assert.Equal("Every alignment lies above every null control; closest below is `shuffled` with 11.8 % "
            + "against 97.0 % from a into b.", Plain(ControlsSection.Shows([good])));
        DirectionResult poor = good with { Target = "c", TrialIia = 0.1, Interval = new Interval(0.08, 0.13) };
        Assert.StartsWith("In 1 of 2 directions a null control is not surely below the alignment, so what it reaches there can be had "
            + "without the right swap; clearest is `shuffled` with 11.8 % against 10.0 % from a into c.",
            Plain(ControlsSection.Shows([good, poor])));
        Assert.StartsWith("No null control was measured",
            ControlsSection.Shows([good with { NoSwap = null, Controls = [new(Metrics.Identity, 1, new Interval(0.99, 1))] }]));
        Assert.Equal(AccuracyInterval.Crossed, good.IntervalDesign);
    }

    [Fact]
    public void Ceilings_are_named_and_are_no_rivals()
    {
        DirectionResult good = SampleRun.Direction("a", "b", 0.97, 3) with { TrialIia = 0.97, Interval = new Interval(0.95, 0.98) };
        string[] others = [Metrics.FullExchange, Metrics.Replay, Metrics.NullExchanged],
            kinds = [Metrics.NoSwap, Metrics.Identity, .. others, Metrics.OutputOnly, Metrics.InputOnly];
        ControlResult[] ceilings = [.. others.Select(name => new ControlResult(name, 1, new Interval(0.99, 1)))];
        Assert.Equal("Every alignment lies above every null control; closest below is `shuffled` with 11.8 % against 97.0 % from a into "
            + "b.",
            Plain(ControlsSection.Shows([good with { Controls = [.. good.Controls, .. ceilings] }])));
        ControlResult answers = new(Metrics.OutputOnly, 0.96, new Interval(0.94, 0.98));
        Assert.StartsWith("In 1 of 1 direction a null control is not surely below the alignment",
            Plain(ControlsSection.Shows([good with { Controls = [.. good.Controls, answers] }])));
        Assert.Equal([true, false, false, false, false, true, true], kinds.Select(ControlKind.IsNull));
    }

    // Spaces that do not break are hard to tell from others in a test.
    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}

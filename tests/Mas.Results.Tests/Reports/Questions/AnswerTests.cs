using Mas.Results.Records;
using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Questions;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;
using Xunit;
using static Mas.Results.Tests.SampleEvidence;

namespace Mas.Results.Tests.Reports.Questions;

public sealed class AnswerTests
{
    [Fact]
    public void A_run_without_evidence_says_that_it_cannot_say_and_what_would()
    {
        IReadOnlyList<Answer> answers = QuestionsSection.Of(SampleRun.Pair().Run);
        Assert.StartsWith("With activity that the source itself makes no use of", Assert.Single(answers[0].Sentences));
        Assert.Equal(["evaluation: { similarity: [cka-linear-debiased] }", "analyses: [leakage]"], answers[0].Missing);
        Assert.Equal(["alignment: { method: [mas, stitching] }"], answers[1].Missing);
        Assert.Equal(["analyses: [smallest-subspace]", "analyses: [cycles]", "analyses: [untrained]"], answers[2].Missing);
    }

    [Fact]
    public void A_run_with_everything_lacks_nothing() =>
        Assert.All(QuestionsSection.Of(Full().Run), answer => Assert.Empty(answer.Missing));

    [Fact]
    public void Relevance_sets_correlation_beside_MAS_and_names_where_it_does_not_matter()
    {
        string said = Plain(string.Join(" ", QuestionsSection.Of(Full().Run)[0].Sentences));
        Assert.StartsWith("Looked at from outside, `cka-linear-debiased` runs from 0.88 to 0.92 over 3 pairs; swapped, activity carries "
            + "the behaviour over to between 8.2 % and 97.2 % (MAS, the worse direction of each, corrected for chance).", said);
        Assert.Contains("High correlation does not matter for behaviour in gru-a with transformer-a and gru-b with transformer-a.", said);
        Assert.Contains("Without activity that the sources make no use of, MAS keeps 93.7 of 94.3 %, stitching 57.5 of 98.5 % and linear "
            + "stitching 67.5 of 98.5 % (the direction of each that loses most); on that activity alone MAS reaches at most 10.0 % and "
            + "linear stitching 93.0 % (floor 4.8 %).", said);
        string pair = Plain(string.Join(" ", QuestionsSection.Of(SampleEvidence.Pair().Run)[0].Sentences));
        Assert.StartsWith("Looked at from outside, `cka-linear-debiased` gives 0.92 between gru-a and gru-b; swapped,", pair);
    }

    [Fact]
    public void Relevance_takes_the_measures_of_the_disagreement_where_there_are_no_others()
    {
        RunRecord run = Full().Run;
        EvidenceRecord only = new() { Disagreement = run.Evidence!.Disagreement };
        Assert.StartsWith("Looked at from outside, `cka-linear-debiased` runs from", Relevance.Correlation(run, only));
        Assert.Null(Relevance.Correlation(run, new EvidenceRecord()));
    }

    [Theory]
    [InlineData(0.95, 0.95, "Yes. "), InlineData(0.2, 0.2, "Found in neither direction. "),
        InlineData(0.9, 0.3, "Not to the same degree. "), InlineData(0.7, 0.7, "In part. ")]
    public void One_pair_is_answered_there_and_back(double there, double back, string start)
    {
        string said = BothWays.Between([Found("a", "b", there), Found("b", "a", back)], 0.9, 0.5)!;
        Assert.StartsWith($"{start}Swapped activity carries over {Percent.Of(there)} (", said);
        Assert.Contains($") from a into b and {Percent.Of(back)} (", said);
        Assert.Equal(there != back, said.EndsWith(", and their bounds lie apart.", StringComparison.Ordinal));
    }

    [Fact]
    public void Many_pairs_of_networks_are_answered_by_counts()
    {
        Finding[] good = [Found("a", "b", 0.95), Found("b", "a", 0.95), Found("a", "c", 0.96), Found("c", "a", 0.96)];
        Assert.Equal("Yes: in all 2 pairs both directions reach 90 %. In no pair is one direction clearly better than the other.",
            Plain(BothWays.Between(good, 0.9, 0.5)!));
        string mixed = Plain(BothWays.Between([.. good[..2], Found("a", "c", 0.2), Found("c", "a", 0.8)], 0.9, 0.5)!);
        Assert.Equal("In 1 of 2 pairs both directions reach 90 %, and in 0 both stay below 50 %. In 1 of them one direction is clearly "
            + "better, most between a and c: 20.0 % from a into c, 80.0 % back.", mixed);
    }

    [Fact]
    public void A_way_back_that_was_not_tested_is_said()
    {
        Assert.Equal("In 1 of 1 pair only one direction was tested, so nothing is known of the way back.",
            BothWays.Between([Found("a", "b", 0.95)], 0.9, 0.5));
        Assert.EndsWith(" Some of these directions were never trained.",
            BothWays.Between([Found("a", "b", 0.95), Found("b", "a", 0.95, trained: false)], 0.9, 0.5));
        Assert.Null(BothWays.Between([], 0.9, 0.5));
    }

    [Fact]
    public void Swaps_within_networks_come_first_in_rank()
    {
        Assert.StartsWith("No network was aligned with itself", BothWays.Within([], 0.9));
        Assert.StartsWith("Swaps within a network carry over, too (at least 93.0 %).",
            Plain(BothWays.Within([Found("a", "a", 0.95), Found("b", "b", 0.97)], 0.9)));
        Assert.Contains("Within b swaps carry over only 60.0 %",
            Plain(BothWays.Within([Found("a", "a", 0.95), Found("b", "b", 0.6)], 0.9)));
    }

    [Theory, InlineData(0.99, 0.3, "Stitching alone would have said more"), InlineData(0.3, 0.9, "Stitching would have said less"),
        InlineData(0.91, 0.9, "Stitching would have said the same")]
    public void Stitching_is_set_beside_MAS(double stitching, double mas, string start)
    {
        DirectionResult[] directions = [Found("a", "b", mas).Result, Found("a", "b", stitching).Result with { Method = "stitching" }];
        Assert.StartsWith(start, BothWays.Stitched(directions, new EvidenceRecord()));
        Assert.Null(BothWays.Stitched(directions[..1], new EvidenceRecord()));
        Assert.Null(BothWays.Stitched([directions[0], directions[1] with { Size = 2 }], new EvidenceRecord()));
        // What leakage has stitched tells as much.
        LeakageResult stitched = SampleEvidence.Leakage("stitching", directions[0].Size, "a", "b", stitching, 0) with
        {
            Variable = directions[0].Variable,
            TrialIia = new AccuracyInterval(stitching, directions[1].Interval, "interventions"),
        };
        Assert.StartsWith(start, BothWays.Stitched(directions[..1], new EvidenceRecord { Leakage = [stitched] }));
    }

    [Fact]
    public void A_control_that_reaches_the_alignment_decides_nothing()
    {
        Finding there = Found("a", "b", 0.97), back = Found("b", "a", 0.97);
        Finding reached = there with
        {
            Result =
            there.Result with { Controls = [new ControlResult("untrained", 0.97, new Interval(0.95, 0.98))] }
        };
        Assert.StartsWith("Not decided, because a control reaches what the alignment reaches.",
            BothWays.Between([reached, back], 0.9, 0.5));
        Assert.Contains("In 1 of 2 pairs both directions reach 90 %, and in 0 both stay below 50 %. In 1 a control reaches",
            Plain(BothWays.Between([reached, back, Found("a", "c", 0.97), Found("c", "a", 0.97)], 0.9, 0.5)!));
        // The variable that carries over least stands for its direction, and two variables are no two pairs.
        Assert.StartsWith("Found in neither direction. ",
            BothWays.Between([there, back, .. ((Finding[])[Found("a", "b", 0.2), Found("b", "a", 0.3)])
            .Select(one => one with { Result = one.Result with { Variable = "phase" } })], 0.9, 0.5));
        Assert.Contains("does all that a swap should do from a into b",
            SameWay.Controls([there.Result with { NoSwap = 1, Chosen = null, Corrected = null, CorrectedInterval = null }]));
    }

    [Fact]
    public void Where_nothing_is_carried_over_nothing_is_told_of_it()
    {
        Assert.StartsWith("At no size do swaps", SameWay.Sizes([Curve("mas", null, 8, 8, 8, best: 0.2)]));
        Assert.StartsWith("Carried through another network, activity does no better",
            SameWay.Cycles([new CycleResult("a", "b", "a", "mas", 8, "full", Accuracy(0.1), Accuracy(0.1), 0.05)]));
        Assert.Equal("No alignment carries anything over, so that nothing can be told of what it lives on.",
            Relevance.Leakage([Leakage("mas", 32, "a", "b", 0.05, 0)]));
        // What was never trained, and other starts, are no findings about a method.
        LeakageResult trained = Leakage("stitching", 32, "a", "b", 0.97, -0.1);
        Assert.Equal([trained], LeakageText.Telling(
            [trained, trained with { Source = "b", Target = "a", Trained = false }, trained with { Start = "random" }]));
    }

    [Fact]
    public void Stitching_of_an_analysis_is_stitching_that_was_run()
    {
        RunRecord run = SampleRun.Pair().Run;
        Assert.Contains(EvidenceSections.Missing(run), one => one.Yaml == WantedEvidence.Stitching);
        MeasuredSimilarity mas = Measured("gru-a", "gru-b", "mas", 0.9, 0.02),
            stitching = Measured("gru-a", "gru-b", "stitching", 0.97, 0.02);
        (EvidenceRecord, string)[] all =
        [
            (new EvidenceRecord { Disagreement = [mas, stitching] },
                "Stitching alone would have said more: stitching, which is trained in one direction and need not stand being swapped back, "
                + "reaches 97.0 % where MAS reaches 90.0 % (gru-a and gru-b, the worse direction, corrected for chance)."),
            (new EvidenceRecord { SmallestSubspace = [Curve("mas", null, 8, 8, 8), Curve("stitching", null, 2, 2, 2)] },
                "Stitching alone would have said more: stitching, which is trained in one direction and need not stand being swapped back, "
                + "reaches 87.1 % where MAS reaches 41.5 % (the worst direction of size 2)."),
            (new EvidenceRecord { Leakage = [Leakage("linear-stitching", 32, "gru-a", "gru-b", 0.5, 0)] },
                "Stitching would have said less: linear stitching reaches 50.0 %"),
        ];
        foreach ((EvidenceRecord evidence, string start) in all)
        {
            Assert.DoesNotContain(EvidenceSections.Missing(run with { Evidence = evidence }), one => one.Yaml == WantedEvidence.Stitching);
            Answer answer = BothWays.Answer(run with { Evidence = evidence }, evidence);
            Assert.Empty(answer.Missing);
            Assert.StartsWith(start, Plain(answer.Sentences[^1]));
        }
    }

    [Fact]
    public void The_answer_on_the_same_way_is_the_verdict_with_its_evidence()
    {
        foreach ((string? word, string start) in new[] { ("same", "Yes, as far"), ("partly", "In part"), ("different", "No:"),
            ("inconclusive", "This run does not decide"), ((string?)null, "This run cannot say") })
            Assert.StartsWith(start, SameWay.Verdict(word is null ? null : new VerdictRecord(word, [], 0.9, 0.5)));
        Assert.Equal("Swaps in all directions need 8 dimensions (8–16); within one network alone it takes 4 (a).",
            SameWay.Sizes([Curve("mas", null, 8, 8, 16), Curve("das", "a", 4, 4, 4)]));
        Assert.Equal("Swaps in all directions need 8 dimensions.", SameWay.Sizes([Curve("mas", null, 8, 8, 8)]));
        Assert.EndsWith("; one direction by itself gets by with 2 dimensions (2–4) under stitching, which need not stand being "
            + "swapped back.", SameWay.Sizes([Curve("mas", null, 8, 8, 8), Curve("stitching", null, 2, 2, 4)]));
        Assert.Null(SameWay.Sizes([Curve("das", "a", 4, 4, 4)]));
        CycleResult cycle = new("a", "b", "a", "mas", 8, "full", Accuracy(0.95), Accuracy(0.96), 0.05);
        Assert.Equal("Carried through another network, activity gives at least 95.0 %, not clearly less than when it is swapped directly.",
            Plain(SameWay.Cycles([cycle])!));
        Assert.Equal("Carried through another network, activity loses in 1 of 1 way, down to 50.0 %.",
            Plain(SameWay.Cycles([cycle with { Composed = Accuracy(0.5) }])!));
        Assert.Null(SameWay.Cycles([cycle with { Method = "stitching" }]));
        DirectionResult good = Found("a", "b", 0.9).Result;
        Assert.Equal("Every null control is surely below the alignment.", SameWay.Controls([good]));
        Assert.Equal("A null control is not surely below the alignment from a into b (`shuffled`), so there the number is no evidence that "
            + "the right swap was needed.", SameWay.Controls([Found("a", "b", 0.12).Result]));
        Assert.Null(SameWay.Controls([good with { NoSwap = null, Controls = [], Corrected = null }]));
    }

    private static Finding Found(string source, string target, double value, bool trained = true)
    {
        Interval interval = new(value - 0.02, value + 0.02);
        return new Finding(SampleRun.Direction(source, target, value, 1, trained) with
        {
            TrialIia = value,
            Interval = interval,
            Corrected = value,
            CorrectedInterval = interval,
            Chosen = new ChosenResult(1, value, value, interval.Low, interval.High)
            {
                SharedLow = interval.Low,
                SharedHigh = interval.High,
            },
        }, value, interval);
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}

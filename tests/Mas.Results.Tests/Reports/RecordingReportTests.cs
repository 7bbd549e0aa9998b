using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Questions;
using Mas.Results.Reports.Sections;
using Mas.Results.Tests.Verdicts;
using Xunit;

namespace Mas.Results.Tests.Reports;

/// <summary>What a report says of a recording, which has no weights, no task of its own and no way back.</summary>
public sealed class RecordingReportTests
{
    private static readonly RunRecord s_run = Run();

    [Fact]
    public void A_recording_is_told_by_units_and_trials_and_not_by_weights()
    {
        Assert.StartsWith("Compared: 1 gru network (gru-a), 128 units wide at `state` and 1 recording (neurons) of 24 units",
            PlainSetup.Sentence(s_run));
        string page = HtmlReport.Render([new ReportInput(s_run, [], "")]);
        Assert.Contains("neurons is a recording (recording.nwb), which is read and never run: 24 units, 40 trials, 160 bins of 0.25 s; two "
            + "halves of its trials correlate at 0.51 (class means, Spearman and Brown).", page, StringComparison.Ordinal);
        Assert.Contains(">40 trials<", page, StringComparison.Ordinal);
        Assert.Contains(">its own trials<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("40 of 40", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_way_into_a_recording_is_not_missed()
    {
        IReadOnlyList<Answer> answers = QuestionsSection.Of(s_run);
        Assert.StartsWith("Nothing can be written into a recording, so there is one way only: swapped activity carries over ",
            answers[1].Sentences[0]);
        Assert.Contains(" from neurons into gru-a (", answers[1].Sentences[0], StringComparison.Ordinal);
        Assert.Empty(answers[1].Missing); // MAS with stitching would write into it
        Assert.Contains("(CLMAS, the one direction, corrected for chance)", answers[0].Sentences[0], StringComparison.Ordinal);
    }

    // What a recording's source makes no use of is not known, so that its direction has no such number.
    [Fact]
    public void What_unused_activity_adds_is_told_of_the_directions_alone_where_it_was_tried()
    {
        RunRecord run = s_run with
        {
            Directions = [JudgedRuns.Result("neurons", "gru-a", JudgedRuns.High) with { Method = "clmas", Controls = [] },
                JudgedRuns.Result("gru-a", "gru-a", JudgedRuns.High) with { Method = "clmas" }],
        };
        Assert.EndsWith("(one-sided 5 %), within gru-a, the one direction where this could be tried.",
            Relevance.NullPart(run, s_run.Evidence!)!.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_class_means_are_no_positions_and_have_their_ceiling()
    {
        EvidencePart part = SimilaritySection.Of(s_run.Evidence!.Similarity)!;
        Assert.StartsWith("Each row is a mean. The noise ceiling of a recording", part.Conditions);
        Assert.Equal(["cka-linear-debiased", "neurons units and gru-a state", "0.99", "0.93", "larger"], Assert.Single(part.Numbers!.Rows));
    }

    private static RunRecord Run()
    {
        RunRecord pair = SampleRun.Pair().Run;
        NetworkRecord neurons = pair.Networks[1] with
        {
            Name = "neurons",
            Architecture = "recording",
            Task = "recording.nwb",
            Site = "units",
            Width = 24,
            Parameters = 0,
            Accuracy = null,
            AccuracyHeldOut = null,
            Usable = 40,
            Sequences = 40,
            Accessible = false,
            Recording = new RecordingRecord(24, 40, 160) { BinSeconds = 0.25, Reliability = 0.507 },
        };
        return pair with
        {
            Networks = [pair.Networks[0], neurons],
            Directions = [.. pair.Directions.Where(direction => direction.Target == "gru-a")
                .Select(direction => direction with
                {
                    Source = direction.Source == "gru-b" ? "neurons" : direction.Source,
                    Method = MethodName.Clmas,
                })],
            Evidence = new EvidenceRecord
            {
                Similarity = [new("cka-linear-debiased", "neurons", "units", "gru-a", "state", 0.99, false, true, 6)
                {
                    Rows = "Each row is a mean.",
                    SourceHalves = 0.93,
                }],
            },
        };
    }
}

using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Reports.Sections;
using Mas.Results.Statistics;
using Xunit;
using static Mas.Results.Tests.SampleEvidence;

namespace Mas.Results.Tests.Reports.Sections;

public sealed class VerdictEvidenceTests
{
    private const string OfThese = "It speaks of these networks, not of others of their kind.";

    [Fact]
    public void Every_analysis_adds_one_sentence_with_its_number()
    {
        Assert.Equal(
        [
            "MAS does as well down to 8 dimensions (range 8–16), within 2.0 points of its best size.",
            "From a random start no direction ends clearly lower.",
            "Swaps stay near natural activity: energy distance up to 0.021 (within gru-a), 0.014 between natural samples.",
            "MAS loses up to 0.6 points when activity that the source makes no use of is exchanged (from gru-a into gru-b; the interval "
                + "does not exclude 0).",
            OfThese,
        ], VerdictEvidence.Sentences(Pair().Run).Select(Plain));
        string html = HtmlReport.Render([Pair()]);
        Assert.True(html.IndexOf("MAS does as well down to 8 dimensions", StringComparison.Ordinal)
            < html.IndexOf("\">Three questions</h2>", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_evidence_the_caveat_is_these_networks_and_without_a_verdict_there_is_none()
    {
        RunRecord run = SampleRun.Pair().Run;
        Assert.Equal([OfThese], VerdictEvidence.Sentences(run));
        Assert.Empty(VerdictEvidence.Sentences(run with { Verdict = null }));
        Assert.Empty(VerdictEvidence.Sentences(run with { Verdict = run.Verdict! with { Word = "none" } }));
        NetworkSeedResult seeds =
            new()
            {
                Source = "gru",
                Target = "gru",
                SameSeed = false,
                Variable = "full",
                Method = "mas",
                Size = 32,
                Trained = true,
                Networks = 3,
                Directions = 6,
                TrialIia = 0.9,
                IntervalDesign = "network seeds"
            };
        Assert.Empty(VerdictEvidence.Sentences(run with { NetworkSeeds = [seeds] }));
    }

    [Fact]
    public void What_speaks_against_the_verdict_is_said()
    {
        Assert.Null(VerdictEvidence.Size([Curve("mas", null, 8, 8, 8, best: 0.3)], 0.5));
        Assert.Null(VerdictEvidence.Size([Curve("stitching", null, 8, 8, 8)], 0.5));
        Assert.Equal("MAS does as well down to 1 dimension, within 2.0 points of its best size.",
            VerdictEvidence.Size([Curve("mas", null, 1, 1, 1)], 0.5));
        StartResult start = new("a", "b", "mas", 8, "full", Accuracy(0.96), Accuracy(0.5), -0.46, new Interval(-0.5, -0.4), [40], [400]);
        Assert.Equal("From a random start 1 of 2 directions ends lower, at worst 50.0 % instead of 96.0 % from a into b.",
            Plain(VerdictEvidence.Start([start, start with { DifferenceInterval = new Interval(-0.5, 0.1) }])!));
        Assert.Null(VerdictEvidence.Start([start with { Method = "stitching" }]));
        Assert.Equal("Swaps leave natural activity: energy distance up to 92.9 (from a into b), 0.02 between natural samples.",
            VerdictEvidence.Gauge([new("a", "b", "mas", 8, "full", 92.9, [92.9], 0.02, 1000)]));
        Assert.Null(VerdictEvidence.Gauge([]));
        LeakageResult loses = Leakage("mas", 8, "a", "b", 0.99, -0.139);
        Assert.Equal("MAS loses up to 13.9 points when activity that the source makes no use of is exchanged (from a into b).",
            VerdictEvidence.Leakage([loses, Leakage("mas", 8, "a", "a", 0.99, -0.5)]));
        Assert.Equal("MAS loses nothing when activity that the source makes no use of is exchanged.",
            VerdictEvidence.Leakage([Leakage("mas", 8, "a", "a", 0.99, 0)]));
        Assert.Null(VerdictEvidence.Leakage([Leakage("stitching", 8, "a", "b", 0.99, -0.5)]));
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}

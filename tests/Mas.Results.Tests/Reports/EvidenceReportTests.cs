using System.Text;
using System.Text.RegularExpressions;
using Mas.Results.Figures;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Html;
using Mas.Results.Reports.Sections;
using Xunit;

namespace Mas.Results.Tests.Reports;

public sealed class EvidenceReportTests
{
    private const int Largest = 5_000_000;

    private static readonly string[] Titles =
    [
        "Algorithms", "Controls", "Other maps", "Without what the source does not use", "Smallest subspace", "Behavioural null space",
        "Null-space leakage", "Cycles", "Cause and isolate", "Angles between subspaces", "Off-manifold gauge", "Random start",
        "Correlational similarity", "Where measures disagree",
    ];

    [Fact]
    public void The_report_goes_from_the_verdict_to_how_the_run_can_be_made_again()
    {
        string html = HtmlReport.Render([SampleEvidence.Full()]);
        int last = 0;
        string[] sections = ["What was done", "How well activity carries over", "The aligned subspace", "Where it comes out right",
            "Three questions", "Evidence"], further = ["Methods and sizes", "Networks", "Training", "Settings", "Statistics",
            "How to reproduce it"];
        string[] parts = ["class=\"word\"", .. sections.Select(Section), .. Titles.Select(title => $"<h3>{title}</h3>"),
            .. further.Select(Section)];
        static string Section(string title) => $"\">{title}</h2>";
        foreach (string part in parts)
        {
            int at = html.IndexOf(part, StringComparison.Ordinal);
            Assert.True(at > last, $"{part} is missing or out of order");
            last = at;
        }
        Assert.Equal(Titles.Length, Regex.Count(html, "<strong>How to read it:</strong>"));
        Assert.Equal(Titles.Length, Regex.Count(html, "<p class=\"shows\">"));
    }

    [Fact]
    public void The_verdict_is_two_sentences_and_what_follows_is_a_list()
    {
        string html = HtmlReport.Render([SampleEvidence.Pair()]);
        Assert.Equal(2, Regex.Count(html, "<p class=\"lead\">"));
        Assert.Contains("<p><strong>How sure it is, and under what conditions</strong></p>\n<ul>\n<li>", html);
        Assert.Contains("<p><strong>What would change it</strong></p>\n<ul>\n<li>A causal model that one of them passes", html);
    }

    [Fact]
    public void What_was_not_run_is_said_with_its_line_of_YAML()
    {
        string html = HtmlReport.Render([SampleRun.Pair()]);
        foreach (string word in new[] { "algorithms", "untrained", "untrained-source", "scrambled", "wrong-variable", "smallest-subspace",
            "null-space", "leakage", "cycles", "angles", "off-manifold", "random-start", "disagreement" })
            Assert.Contains($"<code>analyses: [{word}]</code>", html);
        Assert.Contains("<code>evaluation: { similarity: [cka-linear-debiased] }</code>", html);
        Assert.Contains("<code>alignment: { method: [mas, stitching] }</code>", html);
        Assert.DoesNotContain("What was not run", HtmlReport.Render([SampleEvidence.Full()]));
        Assert.Equal("alignment: { seeds: [1, 2, 3] }", Assert.Single(EvidenceSections.Missing(SampleEvidence.SingleSeed().Run)).Yaml);
    }

    [Fact]
    public void What_was_asked_for_and_found_nothing_to_do_is_named()
    {
        ReportInput pair = SampleRun.Pair();
        RunRecord run = pair.Run with
        {
            Alignment = SampleRun.Settings with { Asked = ["algorithms", "other-maps"] },
            Evidence = new EvidenceRecord(),
        };
        string html = HtmlReport.Render([new ReportInput(run, pair.Metrics, pair.Experiment)]);
        Assert.Contains("with nothing to do here: <code>algorithms</code>, which", html);
        Assert.Contains("<code>other-maps</code>, which", html);
        Assert.DoesNotContain("nothing to do here", HtmlReport.Render([SampleEvidence.Full()]));
    }

    [Fact]
    public void A_column_that_holds_nothing_is_left_out_of_a_table()
    {
        var table = new NumberTable("Numbers", ["Place", "Full", "Empty"], [["a", "1", "–"], ["b", "–", "–"]]);
        var html = new HtmlWriter();
        table.Write(html);
        Assert.Contains("data-label=\"Full\">–", html.ToString());
        Assert.DoesNotContain("Empty", html.ToString());
    }

    [Fact]
    public void What_an_experiment_rules_out_is_not_asked_for()
    {
        ReportInput pair = SampleRun.Pair();
        RunRecord run = pair.Run with { Alignment = SampleRun.Settings with { RuledOut = ["cycles"] } };
        string html = HtmlReport.Render([new ReportInput(run, pair.Metrics, pair.Experiment)]);
        Assert.DoesNotContain("analyses: [cycles]", html);
        Assert.Contains("analyses: [angles]", html);
        Assert.Contains("evaluation: { similarity", html);
        run = pair.Run with { Alignment = SampleRun.Settings with { Asked = ["angles"], SharesNoSequences = true, Score = "first" } };
        html = HtmlReport.Render([new ReportInput(run, pair.Metrics, pair.Experiment)]);
        foreach (string line in new[] { "analyses: [angles]", "analyses: [wrong-variable]", "evaluation: { similarity" })
            Assert.DoesNotContain(line, html);
    }

    [Fact]
    public void Every_section_has_a_figure_and_every_figure_is_also_a_file()
    {
        string[] names = [.. HtmlReport.Figures(SampleEvidence.Full()).Select(figure => figure.Name)];
        foreach (string name in new[] { "algorithms", "controls-mas-32-full", "other-maps", "smallest-subspace", "null-space", "leakage",
            "cycles", "isolate", "angles", "off-manifold", "random-start", "similarity-cka-linear-debiased", "similarity-procrustes",
            "similarity-regression-r2",
            "disagreement" })
            Assert.Single(names, name);
        Assert.Equal(Regex.Count(HtmlReport.Render([SampleEvidence.Full()]), "<svg"), names.Length);
    }

    [Fact]
    public void One_pair_has_tables_of_its_measures_and_no_pictures_of_a_single_number()
    {
        ReportInput pair = SampleEvidence.Pair();
        ReportInput symmetric = new(
            pair.Run with
            {
                Evidence =
            pair.Run.Evidence! with
            {
                Similarity =
            [.. pair.Run.Evidence!.Similarity.Where(value => value.IsSymmetric && value.Source != value.Target)]
            }
            }, pair.Metrics,
            pair.Experiment);
        string html = HtmlReport.Render([symmetric]);
        Assert.DoesNotContain(HtmlReport.Figures(symmetric), figure => figure.Name.StartsWith("similarity-", StringComparison.Ordinal)
            || figure.Name == "disagreement");
        Assert.Contains("aria-label=\"Every measure of the pair\"", html);
        Assert.Contains("data-label=\"More alike where\">smaller</td>", html);
        Assert.Equal(Regex.Count(html, "<svg"), HtmlReport.Figures(symmetric).Count);
    }

    [Fact]
    public void Networks_task_and_variable_are_said_in_a_sentence()
    {
        RunRecord run = SampleRun.Pair().Run;
        Assert.Equal("Compared: 2 gru networks (gru-a and gru-b), 128 units wide at `state`; task: multi-object, quantities 1–20, held out "
            + "4, 9, 14, 17. Swapped: `full`, that is, all variables of the causal model that may be swapped, together.",
            PlainSetup.Sentence(run));
        Assert.StartsWith("Compared: 3 gru networks, 128 units wide at `state`, 2 transformer networks, 128 units wide at `state` and 1 "
            + "lstm network, 128", PlainSetup.Sentence(SampleRun.Six().Run));
        Assert.EndsWith("; tasks: multi-object and same-object. Swapped: `count`.",
            PlainSetup.Sentence(run with
            {
                Networks = [run.Networks[0], run.Networks[1] with { Task = "same-object" }],
                Directions = [run.Directions[0] with { Variable = "count" }, run.Directions[0] with { Variable = "extraneous" }]
            }));
        Assert.Null(PlainSetup.Sentence(run with { Networks = [] }));
        Assert.DoesNotContain("Swapped", PlainSetup.Sentence(run with { Directions = [] }));
    }

    [Fact]
    public void Words_are_explained_where_the_page_uses_them()
    {
        string full = HtmlReport.Render([SampleEvidence.Full()]), plain = HtmlReport.Render([SampleRun.Pair()]),
        inaccessible = HtmlReport.Render([SampleStudy.Inaccessible()]);
        foreach (string term in new[] { "energy distance", "principal angle", "linear stitching", "cka-linear-debiased", "procrustes" })
        {
            Assert.Contains($"<dt>{term}</dt>", full);
            Assert.DoesNotContain($"<dt>{term}</dt>", plain);
        }
        foreach (string term in new[] { "seed", "latent", "orthogonal", "aligned start", "95 % interval" })
            Assert.Contains($"<dt>{term}</dt>", plain);
        Assert.Contains("<dt>inaccessible</dt>", inaccessible);
        Assert.DoesNotContain("<dt>inaccessible</dt>", plain);
        Assert.DoesNotContain("<dt>held out</dt>", plain);
    }

    [Fact]
    public void The_order_in_which_evidence_was_recorded_changes_nothing()
    {
        ReportInput input = SampleEvidence.Full();
        EvidenceRecord evidence = input.Run.Evidence!;
        EvidenceRecord shuffled = new()
        {
            Similarity = Shuffled(evidence.Similarity),
            Algorithms = evidence.Algorithms, // causal models stay in the order of the task
            OtherMaps = Shuffled(evidence.OtherMaps),
            WithoutNull = [.. evidence.WithoutNull.Select(one => one with { Directions = Shuffled(one.Directions) })],
            SmallestSubspace = [.. Shuffled(evidence.SmallestSubspace).Select(curve => curve with { Points = Shuffled(curve.Points) })],
            NullSpaces = Shuffled(evidence.NullSpaces),
            Leakage = Shuffled(evidence.Leakage),
            Cycles = Shuffled(evidence.Cycles),
            Isolation = Shuffled(evidence.Isolation),
            Angles = Shuffled(evidence.Angles),
            OffManifold = Shuffled(evidence.OffManifold),
            RandomStart = Shuffled(evidence.RandomStart),
            Disagreement = Shuffled(evidence.Disagreement),
        };
        Assert.NotEqual(evidence.Leakage, shuffled.Leakage);
        Assert.Equal(HtmlReport.Render([input]),
            HtmlReport.Render([new ReportInput(input.Run with { Evidence = shuffled }, input.Metrics, input.Experiment)]));
    }

    [Fact]
    public void Thirty_six_directions_with_all_evidence_stay_small() =>
        Assert.InRange(Encoding.UTF8.GetByteCount(HtmlReport.Render([SampleEvidence.Six()])), 1, Largest);

    [Fact]
    public void A_single_seed_is_marked_in_every_figure_that_has_intervals()
    {
        string[] marked = ["controls-mas-32-full", "smallest-subspace", "leakage", "cycles", "isolate", "random-start", "comparison"];
        foreach (Figure figure in HtmlReport.Figures(SampleEvidence.SingleSeed()).Where(figure => marked.Contains(figure.Name)))
        {
            Assert.Contains("†", figure.Body);
            Assert.Contains("over the interventions only", figure.Name == "smallest-subspace" ? "over the interventions only"
                : figure.Description);
        }
        Assert.All(HtmlReport.Figures(SampleEvidence.Pair()), figure => Assert.DoesNotContain("†", figure.Body));
    }

    [Fact]
    public void Conditions_of_the_leakage_are_said()
    {
        string html = Regex.Replace(HtmlReport.Render([SampleEvidence.Full()]), "</?a( [^>]*)?>", "");
        foreach (string condition in new[] { "only while the unused activity is weaker than the used",
            "does not hold for oblique maps (<code>family: linear</code>)", "Orthogonal stitching lies between" })
            Assert.Contains(condition, html);
    }

    [Fact]
    public void Several_runs_are_compared_in_a_figure_and_in_their_evidence()
    {
        string html = HtmlReport.Render([SampleRun.Pair(), SampleEvidence.Full(), SampleEvidence.SingleSeed()]);
        Assert.Contains("Weakest direction of each run", html);
        Assert.Contains("1 · gru-pair".Replace("·", "&#183;", StringComparison.Ordinal), html);
        Assert.Contains("aria-label=\"What else the runs have found\"", html);
        Assert.Contains("data-label=\"k* (MAS)\">8 (8–16)</td>", html);
        Assert.Contains("data-label=\"Contradictions between measures\">4</td>", html);
        Assert.DoesNotContain("k* (MAS)", HtmlReport.Render([SampleRun.Pair(), SampleRun.Six()]));
    }

    [Fact]
    public void Runs_that_are_not_alike_say_so_in_one_sentence_each()
    {
        RunRecord run = SampleRun.Pair().Run;
        RunRecord other = run with
        {
            Versions = new Dictionary<string, string> { ["mas"] = "0.2.0" },
            Hashes = new Dictionary<string, string> { ["data"] = "0123456789" },
            Verdict = run.Verdict! with { Same = 0.95 },
            AlignmentSeeds = [1],
        };
        Assert.Equal(
        [
            "They were made by different versions of mas (0.1.0 in runs 1 and 2; 0.2.0 in run 3), so a difference between their numbers "
                + "may come from the software: make the older ones again to be sure.",
            "They were made on different data (SHA-256 aaaaaaaa in runs 1 and 2; 01234567 in run 3), so their numbers stand side by side "
                + "but no difference between them is paired.",
            "Their verdicts use different thresholds (same from 90 %, different below 50 % in runs 1 and 2; same from 95 %, different "
                + "below 50 % in run 3), so one word does not mean the same in all of them.",
            "They have different numbers of alignment seeds (3 seeds in runs 1 and 2; 1 seed in run 3), so their intervals do not cover "
                + "the same.",
        ], RunsSection.Differences([run, run, other]).Select(sentence => sentence.Replace('\u00a0', ' ')));
        Assert.Empty(RunsSection.Differences([run, run]));
        Assert.Empty(RunsSection.Differences(
            [run, run with { Versions = new Dictionary<string, string>(), Hashes = new Dictionary<string, string>(), Verdict = null,
            Directions = [] }]));
    }

    [Fact]
    public void No_two_landmarks_bear_one_name()
    {
        string[] names = [.. Regex.Matches(HtmlReport.Render([SampleRun.Pair(), SampleEvidence.Full(), SampleRun.Pair()]),
            "<(?:section|pre)[^>]* aria-label=\"([^\"]*)\"").Select(match => match.Groups[1].Value)];
        Assert.Contains("Verdict of run 1", names);
        Assert.Equal(names.Distinct(), names);
    }

    private static T[] Shuffled<T>(IReadOnlyList<T> items)
    {
        T[] copy = [.. items];
        new Random(7).Shuffle(copy);
        return copy;
    }
}

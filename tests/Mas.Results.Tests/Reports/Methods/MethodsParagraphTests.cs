using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Reports.Methods;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;
using Xunit;

namespace Mas.Results.Tests.Reports.Methods;

/// <summary>The paragraph for a paper says what its run holds, and nothing more.</summary>
public sealed class MethodsParagraphTests
{
    private static readonly RunRecord s_pair = SampleRun.Pair().Run;

    [Fact]
    public void A_run_of_a_task_is_told_from_its_networks_to_its_verdict()
    {
        DirectionResult lowest = s_pair.Directions.MinBy(direction => direction.TrialIia)!;
        string text = Of(s_pair);
        Assert.StartsWith("We compared 2 gru networks (gru-a and gru-b; 128 units at state) by MAS, with the software mas 0.1.0 (model "
            + "alignment search; S. Grant, arXiv 2501.06164). Task: multi-object, quantities 1–20, held out 4, 9, 14, 17.", text);
        Assert.Contains("trained in 4 directions (2 within a network, 2 between networks).", text);
        Assert.Contains("Alignment functions: orthogonal, aligned start. Exchanged: full in 32 dimensions of the aligned activity, at one "
            + "position of the source and one of the target; full is", text);
        Assert.Contains("The data come from seed 1, the alignments from 3 seeds (1, 2 and 3) on the same interventions.", text);
        Assert.Contains("two-way random effects", text);
        Assert.Contains("at least 90 %, and stays below where its upper bound is under 50 %.", text);
        Assert.Contains($"lowest {MethodName.Place(lowest.Source, lowest.Target)} ({Plain(Percent.Of(lowest.TrialIia))}, 95 % interval "
            + $"{Plain(Percent.Of(lowest.Interval))}).", text);
        Assert.Contains("Verdict: same, as up-down; full, exchanged at state on multi-object.", text);
    }

    [Fact]
    public void What_the_run_says_it_has_drawn_is_quoted()
    {
        string text = Of(s_pair with
        {
            Setup = [new("Interventions per direction", "2000 training, 300 validation, 300 test; single scheme"), new("Mask", "learned"),
                new("Alignment", "linear, normalise standard, random start"), new("Training", "Adam, learning rate 0.01")],
        });
        Assert.Contains("Interventions per direction: 2000 training, 300 validation, 300 test.", text);
        Assert.Contains("Alignment functions: linear, normalise standard, random start. Mask: learned.", text);
        Assert.Contains("Training: Adam, learning rate 0.01.", text);
    }

    [Fact]
    public void A_sentence_goes_with_what_it_rests_on()
    {
        DirectionResult[] bare = [.. s_pair.Directions.Select(one => one with
        {
            NoSwap = null, Chosen = null, Controls = [], IntervalDesign = AccuracyInterval.InterventionsOnly,
        })];
        string text = Of(s_pair with { Directions = bare, Verdict = null, Versions = new Dictionary<string, string>(), Alignment = null });
        Assert.Contains("Chance was not measured, and no value is corrected for it.", text);
        Assert.Contains("Intervals (95 %) cover interventions and not the choice of seeds (Jeffreys).", text);
        Assert.All(["What decides", "Dirichlet", "Null controls", "lower bound", "erdict", "mas 0", "one position", "Alignment functions"],
            words => Assert.DoesNotContain(words, text));
        Assert.Contains("Null controls (shuffled) were compared", Of(s_pair with
        {
            Directions = [bare[0] with { Controls = [Control("shuffled", false), Control("identity", false), Control("no-swap", false)] }],
        }));
    }

    [Fact]
    public void Each_method_and_size_has_its_own_sentence_and_many_are_counted()
    {
        string text = Of(SampleStudy.Differences().Run);
        Assert.Contains("MAS learns one alignment function for each network and was trained in 4 directions", text);
        Assert.Contains("Stitching learns a map of its own for each direction, which replaces the whole latent of the target, and was "
            + "trained in 1 direction between networks; 3 more were tested without training.", text);
        Assert.Contains("of MAS for full at size 32 is", text);
        Assert.Contains("15 more methods, sizes, sites or variables are in the report.", Of(SampleStudy.Sweep().Run));
        Assert.Contains("DAS learns one alignment function for each network by itself and was trained in 3 directions within a network.",
            Of(SampleStudy.Algorithms().Run));
    }

    [Fact]
    public void A_learned_size_is_told_as_such_and_the_remainder_is_no_result()
    {
        DirectionResult learned = s_pair.Directions[0] with { LearnedSizes = [7, 9, 8] };
        string text = Of(s_pair with { Directions = [learned, learned with { Variable = Verdict.Extraneous }] });
        Assert.Contains("full in 7–9 dimensions, a learned number, of the aligned", text);
        Assert.Contains("Trial IIA, as a mean over seeds, in the one trained direction is that within gru-a (", text);
        Assert.Contains("of MAS for full at a learned size in the one",
            Of(s_pair with { Directions = [learned, .. s_pair.Directions.Select(one => one with { Method = "custom" })] }));
        Assert.DoesNotContain(Verdict.Extraneous, text);
    }

    [Fact]
    public void Causal_models_are_told_by_the_networks_that_pass_and_fail_them()
    {
        AlgorithmResult[] asked = [.. SampleRun.Passed([.. s_pair.Networks]), SampleRun.Passed([s_pair.Networks[0]])[0] with
        {
            Model = "up-up", Word = AlgorithmVerdict.Failed,
        }];
        Assert.Contains("Causal models, asked of each network by itself: up-down is passed by gru-a and gru-b; up-up is failed by gru-a.",
            Of(s_pair with { Evidence = new EvidenceRecord { Algorithms = asked } }));
    }

    [Fact]
    public void A_network_that_is_only_read_or_frozen_and_a_recording_are_named()
    {
        Assert.Contains("Training only read closed and could not intervene there.", Of(SampleStudy.Inaccessible().Run));
        Assert.Contains("The alignment of gru-a was kept from an earlier run.",
            Of(s_pair with { Networks = [s_pair.Networks[0] with { Frozen = true }, s_pair.Networks[1]] }));
        NetworkRecord neurons = s_pair.Networks[1] with
        {
            Accuracy = null,
            Accessible = false,
            Width = 24,
            Site = "units",
            Recording = new RecordingRecord(24, 40, 160),
        };
        string text = Of(s_pair with { Networks = [s_pair.Networks[0], neurons] });
        Assert.Contains("1 recording (gru-b; 24 units at units)", text);
        Assert.Contains("gru-b is a recording, which is read and never run: 24 units, 40 trials, 160 bins.", text);
        Assert.DoesNotContain("Training only read", text);
    }

    [Fact]
    public void Language_models_are_told_by_their_texts_and_their_own_measure()
    {
        string text = Of(SampleTexts.Groups().Run);
        Assert.Contains("They read 2000 texts of lines.txt (1600 for training, 200 for validation, 200 for the test), 32 tokens of each, "
            + "and went on by themselves to 64 tokens. Position 0 was kept.", text);
        Assert.Contains("Groups: formal (formal-0, formal-1, formal-2 and formal-3); casual", text);
        Assert.Contains("bootstrap over source and target texts", text);
        Assert.All(["Trial IIA", "Jeffreys", "causal model", "natural sequences"], words => Assert.DoesNotContain(words, text));
        Assert.Contains("First-token IIA of MAS at size 64 and layer.15 is", Of(SampleTexts.Pair().Run));
    }

    [Fact]
    public void A_run_without_a_method_is_refused_in_a_sentence()
    {
        RunRecord texts = SampleTexts.Pair().Run;
        Assert.Contains("has failed, so that there is no method to describe: The disk is full", Refusal(SampleRun.Failed().Run));
        Assert.Contains("has not finished (its status is running)", Refusal(s_pair with { Status = RunStatus.Running }));
        Assert.Contains("matrices of dissimilarities", Refusal(s_pair with
        {
            Networks = [s_pair.Networks[0] with { Matrix = new MatrixRecord(92, 3, 6) }],
        }));
        Assert.Contains("different tokens", Refusal(texts with { Text = texts.Text! with { Directions = [] } }));
        Assert.Contains("no direction was tested", Refusal(s_pair with { Directions = [] }));
    }

    [Fact]
    public void Lines_are_plain_and_short_whatever_the_names()
    {
        string text = MethodsParagraph.Of(SampleRun.Hostile().Run, "run");
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 1, 100));
        Assert.Equal(text, Printable.Of(text, kept: "\n"));
        Assert.DoesNotContain('\u00a0', text);
        Assert.DoesNotContain('`', text);
    }

    private static string Of(RunRecord run) => MethodsParagraph.Of(run, "run").Replace('\n', ' ');

    private static string Refusal(RunRecord run) => Assert.Throws<InputException>(() => MethodsParagraph.Of(run, "run")).Message;

    private static string Plain(string text) => text.Replace('\u00a0', ' ');

    private static ControlResult Control(string name, bool reaches) => new(name, 0.1, new Interval(0, 0.2))
    {
        Chosen = new ChosenControl(0.1, null, 0, 0.2, 0.5, reaches),
    };
}

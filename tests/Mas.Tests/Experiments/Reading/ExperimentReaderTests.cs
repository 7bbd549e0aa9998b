using Mas.Alignments;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Interchange;
using Mas.Masks;
using Mas.Networks.Folders;
using Mas.NetworkTraining;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Training;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

public sealed class ExperimentReaderTests
{
    private const string Least = """
        task: multi-object
        site: state
        networks:
          - { name: a, train: { architecture: gru } }
          - { name: b, path: nets/b }

        """;

    [Fact]
    public void Every_default_of_an_experiment_is_the_one_of_the_contract()
    {
        using var file = new ExperimentFile(Least);
        Experiment read = file.Read();
        Assert.Equal("experiment", read.Name);
        Assert.Equal(1, read.Seed);
        Assert.Equal(new NamedTask { Name = "multi-object", Smallest = 1, Largest = 20, HeldOut = [4, 9, 14, 17], Void = 0, Causal = null },
            read.Task);
        Assert.Equal("state", read.Site);
        var trained = new NetworkToTrain("gru", null, null, Seed: 1, null);
        Assert.Equal(new NetworkOptions { Name = "a", Source = trained, Accessible = true, Insist = false }, read.Networks[0]);
        var saved = new SavedNetwork("nets/b", Path.Combine(Path.GetDirectoryName(file.FullPath)!, "nets", "b"));
        Assert.Equal(new NetworkOptions { Name = "b", Source = saved }, read.Networks[1]);
        Assert.Equal(
            new AlignmentOptions
            {
                Methods = [AlignmentMethod.Mas],
                Sizes = [new([32])],
                Variables = [new(["full", "full"])],
                Joint = false,
                Design = new()
                {
                    Family = AlignmentFamily.Orthogonal,
                    Parametrisation = Parametrisation.Auto,
                    Normalise = Normalise.None,
                    Nonlinearity = Nonlinearity.Identity,
                    Blocks = 3,
                    Hidden = null,
                },
                Start = AlignmentStart.Aligned,
                Mask = null,
                Extraneous = false,
                Scheme = Scheme.Single,
                Directions = null,
                ClDirections = null,
                HeldOut = [],
                DirectionsPerStep = null,
                Cl = new() { Weight = 0.85, Form = ClForm.Both, Projected = false, Pick = ClPick.Draw },
                Learned = new() { Rate = 0.01, Penalty = 0.05, Hot = 50, Cold = 0.1, Steps = 2_000 },
                Steps = 20_000,
                LearningRate = 0.001,
                Batch = 128,
                Stop = new() { Target = 0.995, Patience = 1_000, Improvement = 0.001, HopelessAfter = 1_500, Futile = false },
                ValidateEvery = 100,
                Train = 10_000,
                Validation = 1_000,
                Test = 1_000,
                Seeds = [1, 2, 3],
                Extend = null,
            },
            read.Alignment);
        Assert.Equal(Enum.GetValues<Control>().Except([Control.InputOnly, Control.IdentityMap]), read.Evaluation.Controls);
        Assert.Equal(["algorithms", "other-maps"], read.Analyses);
        Assert.Equal(new VerdictOptions { Same = 0.9, Different = 0.5 }, read.Verdict);
    }

    [Fact]
    public void The_words_of_the_controls_are_those_of_the_results() => Assert.Equal(
        [
            Metrics.NoSwap, Metrics.Identity, Metrics.RandomOrthogonal, Metrics.Shuffled, Metrics.FullExchange, Metrics.Replay,
            Metrics.OutputOnly, Metrics.InputOnly, Metrics.NullExchanged, Metrics.IdentityMap,
        ],
        Enum.GetValues<Control>().Select(control => control.Word()));

    [Fact]
    public void The_resolved_copy_of_the_least_experiment_has_every_key_with_its_default() => Assert.Equal(
        """
        name: "experiment"
        seed: 1
        task: { name: multi-object, quantities: [1, 20], held_out: [4, 9, 14, 17], void: 0, causal: up-down, eligible: all }
        site: state
        networks:
          - { name: "a", train: { architecture: gru, seed: 1 }, accessible: true, insist: false }
          - { name: "b", path: "nets/b", accessible: true, insist: false }
        alignment:
          method: [mas]
          size: [32]
          variables: ["full"]
          joint: false
          family: orthogonal
          parametrisation: auto
          normalise: none
          start: aligned
          extraneous: false
          scheme: single
          score: all
          directions_per_step: all
          cl: { weight: 0.85, form: both, projected: false, pick: draw }
          learned: { rate: 0.01, penalty: 0.05, temperature: [50, 0.1], steps: 2000 }
          steps: 20000
          learning_rate: 0.001
          batch: 128
          stop: { target: 0.995, patience: 1000, improvement: 0.001, hopeless_after: 1500, futile: false }
          validate_every: 100
          keep: best
          train: 10000
          validation: 1000
          test: 1000
          seeds: [1, 2, 3]
        evaluation:
          directions: all
          controls: [no-swap, identity, random-orthogonal, shuffled, full-exchange, replay, output-only, null-exchanged]
        analyses: [algorithms, other-maps]
        verdict: { same: 0.9, different: 0.5 }

        """.ReplaceLineEndings("\n"),
        ExperimentWriter.Write(ExperimentFile.Read(Least)));

    [Theory]
    [InlineData("analyses: false", new string[0])]
    [InlineData("analyses: []", new string[0])]
    [InlineData("analyses: [cycles]", new[] { "cycles" })] // in the place of the default
    [InlineData("analyses: [cycles, algorithms]", new[] { "algorithms", "cycles" })]
    [InlineData("", new[] { "algorithms", "other-maps" })]
    public void Analyses_that_are_written_take_the_place_of_the_default(string written, string[] expected) =>
        Assert.Equal(expected, ExperimentFile.Read(Least + written).Analyses);

    [Fact]
    public void It_knows_which_analyses_cannot_be_done()
    {
        Assert.DoesNotContain("cycles", ExperimentFile.Read(Least).RuledOut);
        Assert.Contains("cycles", ExperimentFile.Read(Least, "alignment.scheme=stepwise").RuledOut);
    }

    [Fact]
    public void A_task_of_one_causal_model_asks_for_no_algorithms() => Assert.Empty(ExperimentFile.Read("""
        task: hierarchical-equality
        site: layer.1
        networks: [ { name: a, path: nets/a }, { name: b, path: nets/b } ]
        alignment: { method: mas, size: 2 }
        """).Analyses);

    [Fact]
    public void Every_key_of_an_experiment_can_be_set()
    {
        Experiment read = ExperimentFile.Read("""
            name: pair.1
            seed: 9
            task: { name: multi-object, quantities: [2, 12], held_out: [5, 3], void: 0.25, causal: up-increment,
              eligible: [response, trigger] }
            site: state
            networks:
              - { name: a, train: { architecture: transformer, width: 16, layers: 3, seed: 4, steps: 10 }, site: layer.3, insist: true }
              - { name: b, path: /nets/b, task: { name: arithmetic }, accessible: false }
            alignment:
              method: [clmas, custom]
              sizes: [4, 3]
              variables: [{ a: count, b: cumulative_value }, { b: remaining_ops, a: incr }]
              joint: true
              family: reversible
              reversible: { blocks: 5, hidden: 40 }
              normalise: standard
              nonlinearity: tanh
              mask: fixed
              extraneous: true
              scheme: stepwise
              score: first
              directions: [[b, a], [a, a]]
              cl_directions: [[b, b]]
              held_out: [[a, b]]
              directions_per_step: 2
              cl: { weight: 0.5, form: cosine, projected: true, pick: nearest }
              learned: { rate: 0.1, penalty: 0, temperature: [5, 5], steps: 7 }
              steps: 0
              learning_rate: 3e-3
              batch: 7
              stop: { target: 1, patience: 5, improvement: 0, hopeless_after: 6 }
              validate_every: 8
              keep: last
              train: 11
              validation: 12
              test: 13
              seeds: [0]
            evaluation: { controls: false }
            verdict: { same: 1.0, different: 0 }
            """);
        Assert.Equal(("pair.1", 9), (read.Name, read.Seed));
        Assert.Equal(
            new NamedTask
            {
                Name = "multi-object",
                Smallest = 2,
                Largest = 12,
                HeldOut = [3, 5],
                Void = 0.25,
                Causal = "up-increment",
                Eligible = ["trigger", "response"],
            },
            read.Task);
        Assert.Equal(
            new NetworkOptions { Name = "a", Source = new NetworkToTrain("transformer", 16, 3, 4, 10), Site = "layer.3", Insist = true },
            read.Networks[0]);
        Assert.Equal((false, new NamedTask { Name = "arithmetic", HeldOut = [] }), (read.Networks[1].Accessible, read.Networks[1].Task));
        Assert.Equal(
            new AlignmentOptions
            {
                Methods = [AlignmentMethod.Clmas, AlignmentMethod.Custom],
                Sizes = [new([4, 3])],
                Variables = [new(["count", "cumulative_value"]), new(["incr", "remaining_ops"])],
                Joint = true,
                Design = new()
                {
                    Family = AlignmentFamily.Reversible,
                    Blocks = 5,
                    Hidden = 40,
                    Normalise = Normalise.Standard,
                    Nonlinearity = Nonlinearity.Tanh,
                },
                Mask = MaskKind.Fixed,
                Extraneous = true,
                Scheme = Scheme.Stepwise,
                Score = ScoredPredictions.First,
                Keep = KeptCheckpointRule.Last,
                Directions = [new("a", "a"), new("b", "a")],
                ClDirections = [new("b", "b")],
                HeldOut = [new("a", "b")],
                DirectionsPerStep = 2,
                Cl = new() { Weight = 0.5, Form = ClForm.Cosine, Projected = true, Pick = ClPick.Nearest },
                Learned = new() { Rate = 0.1, Penalty = 0, Hot = 5, Cold = 5, Steps = 7 },
                Steps = 0,
                LearningRate = 0.003,
                Batch = 7,
                Stop = new() { Target = 1, Patience = 5, Improvement = 0, HopelessAfter = 6 },
                ValidateEvery = 8,
                Train = 11,
                Validation = 12,
                Test = 13,
                Seeds = [0],
            },
            read.Alignment);
        Assert.Empty(read.Evaluation.Controls);
        Assert.Equal(new VerdictOptions { Same = 1, Different = 0 }, read.Verdict);
    }

    [Theory]
    [InlineData("""{"task":"multi-object","site":"state","networks":[{"name":"a","train":{"architecture":"gru"}},"""
        + """{"name":"b","path":"nets\/b"}]}""")]
    [InlineData("{\n\t\"task\": \"multi-object\",\n\t\"site\": \"state\",\n\t\"networks\": [\n\t\t{ \"name\": \"a\", \"train\": { "
        + "\"architecture\": \"gr\\u0075\" } },\n\t\t{ \"name\": \"b\", \"path\": \"nets/b\" }\n\t]\n}\n")]
    [InlineData("\ufefftask: multi-object\r\nsite: state\r\nnetworks:\r\n- name: a\r\n  train: {architecture: gru}\r\n- name: b\r\n"
        + "  path: nets/b\r\n")]
    public void Json_and_other_layouts_say_the_same(string text) =>
        Assert.Equal(ExperimentWriter.Write(ExperimentFile.Read(Least)), ExperimentWriter.Write(ExperimentFile.Read(text)));

    [Fact]
    public void Networks_without_a_seed_get_different_ones()
    {
        Experiment read = ExperimentFile.Read(Least.Replace("path: nets/b", "train: { architecture: gru }", StringComparison.Ordinal));
        Assert.Equal([1, 2], read.Networks.Select(network => ((NetworkToTrain)network.Source).Seed));
    }
}

using Mas.Experiments;
using Mas.Results;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Experiments;

public sealed class ExperimentReaderTests
{
    private static readonly string[] Names = ["true", "1e5", "gru-a", "No", "x.y_z"];
    private static readonly string[] Variables = ["full", "count", "phase"];

    private const string Least = """
        task: multi-object
        site: state
        networks:
          - { name: a, train: { architecture: gru } }
          - { name: b, path: nets/b }

        """;

    [Fact]
    public void Every_default_is_the_one_of_the_contract()
    {
        using var file = new ExperimentFile(Least);
        Experiment read = ExperimentReader.Read(file.FullPath);
        Assert.Equal("experiment", read.Name);
        Assert.Equal(1, read.Seed);
        Assert.Equal(new TaskOptions { Name = "multi-object", Smallest = 1, Largest = 20, HeldOut = [4, 9, 14, 17] }, read.Task);
        Assert.Equal("state", read.Site);
        Assert.Equal(new NetworkOptions { Name = "a", Source = new TrainedNetwork(Width: 128, Seed: 1, Steps: 3_000), Insist = false }, read.Networks[0]);
        Assert.Equal(new NetworkOptions { Name = "b", Source = new SavedNetwork("nets/b", Path.Combine(Path.GetDirectoryName(file.FullPath)!, "nets", "b")) }, read.Networks[1]);
        Assert.Equal(
            new AlignmentOptions
            {
                Method = AlignmentMethod.Mas,
                Size = 32,
                Variables = ["full"],
                Parametrisation = AlignmentParametrisation.Auto,
                Start = AlignmentStart.Aligned,
                Directions = [new("a", "a"), new("a", "b"), new("b", "a"), new("b", "b")],
                Steps = 20_000,
                LearningRate = 0.001,
                Batch = 128,
                Stop = new() { Target = 0.995, Patience = 1_000, Improvement = 0.001, HopelessAfter = 1_500 },
                ValidateEvery = 100,
                Train = 10_000,
                Validation = 1_000,
                Test = 1_000,
                Seeds = [1, 2, 3],
            },
            read.Alignment);
        Assert.Equal([Control.NoSwap, Control.Identity, Control.RandomOrthogonal, Control.Shuffled], read.Evaluation.Controls);
        Assert.Equal(new VerdictOptions { Same = 0.9, Different = 0.5 }, read.Verdict);
    }

    [Fact]
    public void The_words_of_the_controls_are_those_of_the_results() => Assert.Equal(
        [Metrics.NoSwap, Metrics.Identity, Metrics.RandomOrthogonal, Metrics.Shuffled],
        Enum.GetValues<Control>().Select(control => control.Word()));

    [Fact]
    public void The_resolved_copy_is_this() => Assert.Equal(
        """
        name: "experiment"
        seed: 1
        task:
          name: multi-object
          quantities: [1, 20]
          held_out: [4, 9, 14, 17]
          causal: up-down
        site: state
        networks:
          - name: "a"
            train: { architecture: gru, width: 128, seed: 1, steps: 3000 }
            insist: false
          - name: "b"
            path: "nets/b"
            insist: false
        alignment:
          method: mas
          size: 32
          variables: [full]
          family: orthogonal
          parametrisation: auto
          start: aligned
          mask: fixed
          scheme: single
          directions: all
          steps: 20000
          learning_rate: 0.001
          batch: 128
          stop:
            target: 0.995
            patience: 1000
            improvement: 0.001
            hopeless_after: 1500
          validate_every: 100
          train: 10000
          validation: 1000
          test: 1000
          seeds: [1, 2, 3]
        evaluation:
          controls: [no-swap, identity, random-orthogonal, shuffled]
        verdict:
          same: 0.9
          different: 0.5

        """.ReplaceLineEndings("\n"),
        ExperimentFile.Read(Least).ToYaml());

    [Fact]
    public void The_resolved_copy_reads_back_to_the_same_experiment()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            using var file = new ExperimentFile("");
            Experiment experiment = RandomExperiment(seed, Path.GetDirectoryName(file.FullPath)!);
            File.WriteAllText(file.FullPath, experiment.ToYaml());
            Experiment read = ExperimentReader.Read(file.FullPath);
            Assert.Equal(experiment, read);
            Assert.Equal(experiment.GetHashCode(), read.GetHashCode());
            Assert.Equal(experiment.ToYaml(), read.ToYaml());
        }
    }

    [Fact]
    public void Everything_can_be_set()
    {
        Experiment read = ExperimentFile.Read("""
            name: pair.1
            seed: 9
            task: { name: multi-object, quantities: [2, 12], held_out: [5, 3] }
            site: state
            networks:
              - { name: a, train: { architecture: gru, width: 16, seed: 4, steps: 10 }, insist: true }
              - { name: b, path: /nets/b }
            alignment:
              method: mas
              size: full
              variables: [count]
              parametrisation: matrix-exponential
              start: random
              directions: [[b, a], [a, a]]
              steps: 0
              learning_rate: 3e-3
              batch: 7
              stop: { target: 1, patience: 5, improvement: 0, hopeless_after: 6 }
              validate_every: 8
              train: 11
              validation: 12
              test: 13
              seeds: [0]
            evaluation: { controls: false }
            verdict: { same: 1.0, different: 0 }
            """);
        Assert.Equal(("pair.1", 9), (read.Name, read.Seed));
        Assert.Equal(new TaskOptions { Name = "multi-object", Smallest = 2, Largest = 12, HeldOut = [3, 5] }, read.Task);
        Assert.Equal(new NetworkOptions { Name = "a", Source = new TrainedNetwork(16, 4, 10), Insist = true }, read.Networks[0]);
        Assert.Equal(
            new AlignmentOptions
            {
                Size = null,
                Variables = ["count"],
                Parametrisation = AlignmentParametrisation.MatrixExponential,
                Start = AlignmentStart.Random,
                Directions = [new("a", "a"), new("b", "a")],
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
    [InlineData("""{"task":"multi-object","site":"state","networks":[{"name":"a","train":{"architecture":"gru"}},{"name":"b","path":"nets\/b"}]}""")]
    [InlineData("{\n\t\"task\": \"multi-object\",\n\t\"site\": \"state\",\n\t\"networks\": [\n\t\t{ \"name\": \"a\", \"train\": { \"architecture\": \"gr\\u0075\" } },\n\t\t{ \"name\": \"b\", \"path\": \"nets/b\" }\n\t]\n}\n")]
    [InlineData("\ufefftask: multi-object\r\nsite: state\r\nnetworks:\r\n- name: a\r\n  train: {architecture: gru}\r\n- name: b\r\n  path: nets/b\r\n")]
    public void Json_and_other_layouts_say_the_same(string text) => Assert.Equal(ExperimentFile.Read(Least).ToYaml(), ExperimentFile.Read(text).ToYaml());

    [Fact]
    public void Task_and_site_may_stand_in_each_network() => Assert.Equal(
        ExperimentFile.Read(Least.Replace("gru }", "gru, seed: 1 }", StringComparison.Ordinal)).ToYaml(),
        ExperimentFile.Read("""
            networks:
              - { name: a, task: multi-object, site: state, train: { architecture: gru } }
              - { name: b, task: { name: multi-object, quantities: [1, 20] }, site: state, path: nets/b }
            """).ToYaml());

    [Fact]
    public void Networks_without_a_seed_get_different_ones()
    {
        Experiment read = ExperimentFile.Read(Least.Replace("path: nets/b", "train: { architecture: gru }", StringComparison.Ordinal));
        Assert.Equal([new TrainedNetwork(128, 1, 3_000), new TrainedNetwork(128, 2, 3_000)], read.Networks.Select(network => network.Source));
    }

    [Fact]
    public void Held_out_quantities_follow_the_range_where_nothing_is_said() =>
        Assert.Equal([4], ExperimentFile.Read(Least.Replace("multi-object", "{ name: multi-object, quantities: [1, 6] }", StringComparison.Ordinal)).Task.HeldOut);

    private static Experiment RandomExperiment(ulong seed, string folder)
    {
        var random = new SeededRandom(seed);
        string[] names = Names[..(2 + random.Next(4))];
        AlignmentMethod method = random.Next(4) == 0 ? AlignmentMethod.Das : AlignmentMethod.Mas;
        int smallest = 1 + random.Next(5);
        NetworkOptions[] networks = new NetworkOptions[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            string path = $"nets/\"ü\\ #{random.Next(100)}: [x]";
            NetworkSource source = random.Next(2) == 0 ? new SavedNetwork(path, Path.GetFullPath(path, folder)) : new TrainedNetwork(64 + random.Next(100), random.Next(9), 1 + random.Next(999));
            networks[i] = new() { Name = names[i], Source = source, Insist = random.Next(2) == 0 };
        }
        Direction[] all = [.. names.SelectMany(a => names.Where(b => method == AlignmentMethod.Mas || a == b).Select(b => new Direction(a, b)))];
        // Every network has to take part, so that only directions between different ones are left out.
        int left = random.Next(3);
        return new()
        {
            Name = names[random.Next(names.Length)],
            Seed = random.Next(int.MaxValue),
            Task = new() { Name = "multi-object", Smallest = smallest, Largest = smallest + 5 + random.Next(5), HeldOut = random.Next(2) == 0 ? [] : [smallest, smallest + 2] },
            Site = "state",
            Networks = [.. networks],
            Alignment = new()
            {
                Method = method,
                Size = random.Next(3) == 0 ? null : 1 + random.Next(64),
                Variables = [Variables[random.Next(3)]],
                Parametrisation = Enum.GetValues<AlignmentParametrisation>()[random.Next(3)],
                Start = Enum.GetValues<AlignmentStart>()[random.Next(2)],
                Directions = [.. all.Where(direction => direction.IsWithin || left == 0)],
                Steps = random.Next(30_000),
                LearningRate = Math.Pow(10, -8 * random.NextDouble()),
                Batch = 1 + random.Next(500),
                Stop = new() { Target = 1 - random.NextDouble(), Patience = 1 + random.Next(99), Improvement = random.NextDouble(), HopelessAfter = 1 + random.Next(99) },
                ValidateEvery = 1 + random.Next(99),
                Train = 1 + random.Next(9999),
                Validation = 1 + random.Next(9999),
                Test = 1 + random.Next(9999),
                Seeds = random.Next(2) == 0 ? [random.Next(9)] : [7, 0, 12],
            },
            Evaluation = new() { Controls = [.. Enum.GetValues<Control>().Take(random.Next(5))] },
            Verdict = new() { Same = 0.5 + (random.NextDouble() / 2), Different = random.NextDouble() / 2 },
        };
    }
}

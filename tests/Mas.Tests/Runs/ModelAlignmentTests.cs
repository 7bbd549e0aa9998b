using Mas.Comparison;
using Mas.Experiments;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Networks.Recurrent;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Runs;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Mas.Tests.Cli;
using Mas.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Runs;

/// <summary>Alignments that a C# program learns of networks that it has in its hands.</summary>
public sealed class ModelAlignmentTests : IDisposable
{
    private static readonly SequenceTask s_task = KnownTasks.Named("multi-object", new TaskOptions { LargestQuantity = 3, HeldOut = [] })!;

    private readonly RecurrentNetwork _first = Golden.Recurrent("gru-a"), _second = Golden.Recurrent("gru-b");
    private readonly Workplace _here = new();

    private static LearnOptions Short(int steps = 5, params int[] sizes) => new()
    {
        Names = ["one", "two"],
        Threads = 2,
        Alignment = new AlignmentOptions
        {
            Variables = [new(["full", "full"])],
            Sizes = [new([.. sizes is [] ? [16] : sizes])],
            Steps = steps,
            Batch = 16,
            Train = 100,
            Validation = 40,
            Test = 40,
            Seeds = [1],
        },
    };

    [Fact]
    public void A_learned_alignment_has_the_results_and_the_bytes_of_the_run_of_the_same_experiment()
    {
        using LearnedAlignment learned = Learn([_first, _second], s_task, AlignmentMethod.Mas, Short());
        learned.Save(_here.Path("learned.safetensors"));
        RunRecord run = Run();
        Assert.Equal(4, run.Directions.Count);
        Assert.Equal(run.Directions.Select(Numbers), learned.Test().Select(Numbers));
        Assert.Equal(run.Verdict!.Word, learned.Verdict().Word);
        Assert.Equal(File.ReadAllBytes(_here.Path("runs", "learned", "alignments.safetensors")),
            File.ReadAllBytes(_here.Path("learned.safetensors")));

        static object Numbers(DirectionResult one) =>
            (one.Source, one.Target, one.TrialIia, one.TokenIia, one.NoSwap, one.Interval.Low, one.Interval.High);
    }

    [Fact]
    public void A_swap_is_the_formula_that_the_saved_file_gives()
    {
        using var scope = NewDisposeScope();
        using LearnedAlignment learned = Learn([_first, _second], s_task, AlignmentMethod.Mas, Short());
        learned.Save(_here.Path("learned.safetensors"));
        using SafetensorsFile file = SafetensorsFile.Open(_here.Path("learned.safetensors"));
        Tensor into = file.Double("seed-1.two.factor"), from = file.Double("seed-1.one.factor");
        Tensor source = linspace(-1, 1, 3 * from.size(0)).reshape(3, -1), target = linspace(1, -2, 3 * into.size(0)).reshape(3, -1);
        Tensor expected = target.to_type(ScalarType.Float64)
            + (source.to_type(ScalarType.Float64).mm(from) - target.to_type(ScalarType.Float64).mm(into)).mm(into.t());
        using Tensor swapped = learned.Swap(0, 1, source, target);
        Golden.Close(swapped, expected, 1e-5);
    }

    [Fact]
    public void Das_aligns_each_network_with_itself_alone()
    {
        using LearnedAlignment learned = Learn([_first, _second], s_task, AlignmentMethod.Das, Short());
        Assert.Equal([("one", "one"), ("two", "two")], learned.Test().Select(one => (one.Source, one.Target)));
        using Tensor latents = ones(2, _second.Sites[^1].Width);
        using Tensor swapped = learned.Swap(1, 1, latents, latents);
        Golden.Close(swapped, latents, 1e-5);
        Assert.StartsWith("No direction from 0 into 1 is aligned.",
            Assert.Throws<ArgumentException>(() => learned.Swap(0, 1, latents, latents)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Latents_of_another_width_are_refused()
    {
        using LearnedAlignment learned = Learn([_first, _second], s_task, AlignmentMethod.Mas, Short(steps: 0));
        using Tensor narrow = ones(2, 3);
        Assert.StartsWith("sourceLatents has shape [2, 3]; wanted [2, ",
            Assert.Throws<ArgumentException>(() => learned.Swap(0, 1, narrow, narrow)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_options_the_state_is_aligned_in_the_usual_number_of_dimensions()
    {
        using LearnedAlignment learned = Learn([_first], s_task, AlignmentMethod.Das);
        DirectionResult only = Assert.Single(learned.Test());
        Assert.Equal(("network-1", "full", 32), (only.Source, only.Variable, only.Size));
        Assert.InRange(only.TrialIia, 0.95, 1);
    }

    [Fact]
    public void Options_that_do_not_fit_the_networks_are_refused_with_the_reason()
    {
        LearnOptions options = Short();
        AlignmentOptions alignment = options.Alignment!;
        Refused("There is no network; at least one is wanted.", [], AlignmentMethod.Mas, options);
        Refused("The method stitching goes from one network into another; 1 are given.", [_first], AlignmentMethod.Stitching, options);
        Refused("The method custom trains the directions that", [_first, _second], AlignmentMethod.Custom, options);
        Refused("Names has 3 entries; there are 2 networks.", [_first, _second], AlignmentMethod.Mas,
            options with { Names = ["a", "b", "c"] });
        Refused("The names a, A are not all different.", [_first, _second], AlignmentMethod.Mas, options with { Names = ["a", "A"] });
        Refused("Sites has 3 entries; there are 2 networks.", [_first, _second], AlignmentMethod.Mas,
            options with { Sites = ["a", "b", "c"] });
        Refused("500 dimensions are exchanged; the narrowest site has ", [_first, _second], AlignmentMethod.Mas, Short(5, 500));
        Refused("One size is learned at a time; 2 are given.", [_first, _second], AlignmentMethod.Mas,
            options with { Alignment = alignment with { Sizes = [new([4]), new([8])] } });
        Refused("A variable names one for each of the 2 networks.", [_first, _second], AlignmentMethod.Mas,
            options with { Alignment = alignment with { Variables = [new(["full"])] } });
    }

    [Fact]
    public void A_site_that_a_network_lacks_is_refused_with_those_that_it_has()
    {
        InputException error = Assert.Throws<InputException>(() =>
            Learn([_first, _second], s_task, AlignmentMethod.Mas, Short() with { Sites = ["nowhere"] }));
        Assert.Contains("network 'one' has no site 'nowhere'; it has embedding, ", error.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_on_different_devices_are_refused()
    {
        using var elsewhere = new ElsewhereNetwork(_second);
        InputException error = Assert.Throws<InputException>(() =>
            Learn([_first, elsewhere], s_task, AlignmentMethod.Mas, Short()));
        Assert.Equal("network 'two' is on cuda:0, and the comparison on cpu; bring all networks to one device",
            Assert.Single(error.Errors).Message);
    }

    [Fact]
    public void A_network_that_has_not_learned_the_task_is_refused()
    {
        SequenceTask other = KnownTasks.Named("same-object", new TaskOptions { LargestQuantity = 3, HeldOut = [] })!;
        using var stranger = NetworkFolder.Load(Golden.Path("networks", "gru-a"), s_task.Vocabulary);
        InputException error = Assert.Throws<InputException>(() =>
            Learn([_first, stranger], other, AlignmentMethod.Mas, Short(steps: 0)));
        Assert.Contains("has not learned same-object", error.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_is_stopped_ends_at_once()
    {
        using var stop = new CancellationTokenSource();
        LearnOptions endless = Short(steps: 100_000);
        LearnOptions options = endless with
        {
            Progress = _ => stop.Cancel(),
            Alignment = endless.Alignment! with { Stop = new StopOptions { Target = 2, Patience = 100_000 } },
        };
        Assert.ThrowsAny<OperationCanceledException>(
            () => ModelAlignment.Learn([_first, _second], s_task, AlignmentMethod.Mas, options, stop.Token));
    }

    private static void Refused(string reason, IReadOnlyList<Network> networks, AlignmentMethod method, LearnOptions options) =>
        Assert.StartsWith(
            reason, Assert.Throws<ArgumentException>(() => Learn(networks, s_task, method, options)).Message, StringComparison.Ordinal);

    private static LearnedAlignment Learn(
        IReadOnlyList<Network> networks, SequenceTask task, AlignmentMethod method, LearnOptions? options = null) =>
        ModelAlignment.Learn(networks, task, method, options, TestContext.Current.CancellationToken);

    private RunRecord Run()
    {
        string file = _here.Experiment("steps: 5", name: "learned", networks: """
              - { name: one, path: networks/gru-a }
              - { name: two, path: networks/gru-b }
            """);
        using RunFolder folder = RunFolder.Open(_here.Path("runs", "learned"), resume: false);
        return ExperimentRunner.Run(
            ExperimentRunner.Read(_here.Path(file)), folder, new RunOptions { Threads = 2, Command = "test" },
            TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _here.Dispose();
    }

    /// <summary>Says that it is where no network can be here.</summary>
    private sealed class ElsewhereNetwork(Network own) : Network
    {
        public override string Architecture => own.Architecture;

        public override Device Device { get; } = new(DeviceType.CUDA, 0, ScalarType.Float32);

        public override long ParameterCount => own.ParameterCount;

        public override IReadOnlyList<Site> Sites => own.Sites;

        public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false) =>
            own.Record(sequences, sites, onlyRead);

        public override void Dispose()
        {
        }
    }
}

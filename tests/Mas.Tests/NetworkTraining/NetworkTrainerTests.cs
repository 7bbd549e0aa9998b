using Mas.Causal;
using Mas.Networks.Folders;
using Mas.Networks.Formats;
using Mas.Networks.Recurrent;
using Mas.NetworkTraining;
using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tensors;
using TorchSharp;
using Xunit;

namespace Mas.Tests.NetworkTraining;

public class NetworkTrainerTests
{
    [Fact]
    public void A_small_network_learns_a_small_task_and_training_ends_there()
    {
        using TrainedNetwork trained = SmallTraining.Train(SmallTraining.Options);
        Assert.True(trained.Reached);
        Assert.InRange(trained.Steps, 1, SmallTraining.Options.Steps - 1);
        Assert.Equal(1, trained.TrainedAccuracy);
        Assert.True(double.IsNaN(trained.HeldOutAccuracy));
        Assert.Equal(SmallTraining.Task.Vocabulary.Words, trained.Config.Vocabulary);
        var config = Assert.IsType<RecurrentConfig>(trained.Config);
        Assert.Equal(("gru", 16, 16, "single-object"), (config.Architecture, config.Width, config.HeadWidth, config.Task));
    }

    [Fact]
    public void A_network_that_does_not_learn_its_task_is_returned_with_its_accuracy()
    {
        using TrainedNetwork trained = SmallTraining.Train(SmallTraining.Short);
        Assert.False(trained.Reached);
        Assert.Equal(3, trained.Steps);
        Assert.InRange(trained.TrainedAccuracy, 0, 0.99);
    }

    [Fact]
    public void Training_goes_on_for_as_many_updates_as_are_wanted_at_least()
    {
        using TrainedNetwork trained = SmallTraining.Train(SmallTraining.Options);
        int least = trained.Steps + SmallTraining.Options.CheckEvery + 1;
        using TrainedNetwork longer = SmallTraining.Train(SmallTraining.Options with { LeastSteps = least });
        Assert.True(longer.Reached);
        Assert.InRange(longer.Steps, least, SmallTraining.Options.Steps);
        using TrainedNetwork limited = SmallTraining.Train(SmallTraining.Short with { LeastSteps = 100 });
        Assert.Equal(SmallTraining.Short.Steps, limited.Steps);
    }

    [Fact]
    public void Without_any_update_a_network_keeps_its_fresh_weights()
    {
        using TrainedNetwork untrained = SmallTraining.Train(SmallTraining.Options with { Steps = 0 });
        Assert.Equal((0, false), (untrained.Steps, untrained.Reached));
        using TrainedNetwork other = SmallTraining.Train(SmallTraining.Options with { Steps = 0, LearningRate = new() { Peak = 1 } });
        Assert.All(untrained.Weights, pair => Assert.Equal(pair.Value.bytes.ToArray(), other.Weights[pair.Key].bytes.ToArray()));
        using TrainedNetwork trained = SmallTraining.Train(SmallTraining.Short);
        Assert.Contains(untrained.Weights, pair => !pair.Value.bytes.SequenceEqual(trained.Weights[pair.Key].bytes));
    }

    [Fact]
    public void Training_is_a_pure_function_of_its_options_also_side_by_side_on_two_threads()
    {
        NetworkTrainingOptions[] options = [SmallTraining.Options with { Steps = 20 }, SmallTraining.Options with { Steps = 20, Seed = 2 }];
        byte[][] alone = [.. options.Select(Train)];
        var together = new byte[2][];
        Parallel.For(0, 2, i => together[i] = Train(options[i]));
        Assert.Equal(alone[0], together[0]);
        Assert.Equal(alone[1], together[1]);
        Assert.NotEqual(alone[0], alone[1]);
    }

    [Fact]
    public void Two_threads_on_one_network_give_the_same_bytes()
    {
        using TrainedNetwork one = SmallTraining.Train(SmallTraining.Short);
        using TrainedNetwork two = NetworkTrainer.Train(SmallTraining.Task, SmallTraining.Short, threads: 2,
            cancellation: TestContext.Current.CancellationToken);
        Assert.All(one.Weights.Keys, name => Assert.Equal(one.Weights[name].bytes.ToArray(), two.Weights[name].bytes.ToArray()));
    }

    [Fact]
    public void The_global_generator_has_no_part_in_training_a_network()
    {
        torch.manual_seed(1);
        byte[] first = Train(SmallTraining.Short);
        torch.manual_seed(2);
        Assert.Equal(first, Train(SmallTraining.Short));
    }

    [Fact]
    public void Progress_of_training_a_network_is_reported_after_every_update()
    {
        var seen = new List<NetworkTrainingProgress>();
        using TrainedNetwork trained = NetworkTrainer.Train(SmallTraining.Task, SmallTraining.Short, report: seen.Add,
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3], seen.Select(progress => progress.Step));
        Assert.All(seen, progress => Assert.Equal(3, progress.Steps));
        Assert.All(seen, progress => Assert.InRange(progress.Loss, 0.01, 10));
        Assert.True(double.IsNaN(seen[0].Accuracy));
        Assert.InRange(seen[^1].Accuracy, 0, 1);
    }

    [Fact]
    public void Cancelling_ends_the_training_of_a_network_before_the_next_update()
    {
        using var source = new CancellationTokenSource();
        int updates = 0;
        Assert.Throws<OperationCanceledException>(() => NetworkTrainer.Train(SmallTraining.Task, SmallTraining.Options, report: progress =>
        {
            updates = progress.Step;
            if (progress.Step == 2)
                source.Cancel();
        }, cancellation: source.Token));
        Assert.Equal(2, updates);
    }

    [Fact]
    public void Held_out_quantities_are_measured_but_never_shown_in_training()
    {
        var task = new WatchedTask(KnownTasks.Named("single-object", new TaskOptions { LargestQuantity = 3, HeldOut = [2] })!);
        using TrainedNetwork trained = NetworkTrainer.Train(task, SmallTraining.Short, report: _ => Assert.DoesNotContain(2, task.Trained),
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([1, 3], task.Trained.Order());
        Assert.Equal([2], task.HeldOut);
    }

    [Fact]
    public void Training_leaves_no_tensors_behind_but_the_weights()
    {
        Train(SmallTraining.Short);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Train(SmallTraining.Short);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Everything_wrong_with_the_options_of_network_training_is_told_at_once()
    {
        var options = new NetworkTrainingOptions
        {
            Architecture = "lstm",
            Width = 0,
            HeadWidth = -1,
            Steps = -1,
            Dropout = 1,
            LargestGradient = double.NaN,
        };
        var error = Assert.Throws<InputException>(() => SmallTraining.Train(options));
        Assert.Equal(
            [
                "train.width: 0 is too small; give a whole number from 1",
                "train.head_width: -1 is too small; give a whole number from 1",
                "train.steps: -1 is too small; give a whole number from 0",
                "train.dropout: 1 is no dropout; give a number from 0 up to, not including, 1",
                "train.learning_rate: learning rates and the largest gradient must be above 0",
            ],
            error.Errors.Select(e => e.ToString()));
    }

    [Theory]
    [InlineData("grue", 16, "train.architecture: the architecture 'grue' is unknown; available are gru, lstm, rnn")]
    [InlineData("lstm", 15,
        "train.width: the width 15 is odd; the state of an lstm is [h; c], twice hidden_size: an even number is wanted")]
    public void An_unknown_architecture_and_an_impossible_width_are_refused_before_training(string architecture, int width, string message)
    {
        var error = Assert.Throws<InputException>(
            () => SmallTraining.Train(SmallTraining.Options with { Architecture = architecture, Width = width }));
        Assert.StartsWith(message, Assert.Single(error.Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gru", "multi-object", 4e-3, 400)]
    [InlineData("gru", "rounding", 4e-3, 1500)]
    [InlineData("gru", "modulo", 3e-3, 1000)]
    public void An_architecture_that_needs_its_own_learning_rate_on_a_task_has_it(string architecture, string task, double peak, int until)
    {
        NetworkTrainingOptions options = KnownFormats.Named(architecture).Training(task);
        Assert.Equal((architecture, peak, until), (options.Architecture, options.LearningRate.Peak, options.LearningRate.Until));
    }

    [Fact]
    public void A_small_lstm_learns_a_small_task()
    {
        using TrainedNetwork trained = SmallTraining.Train(SmallTraining.Options with { Architecture = "lstm" });
        Assert.True(trained.Reached);
        Assert.Equal(1, trained.TrainedAccuracy);
        Assert.Equal(("lstm", 16), (trained.Config.Architecture, Assert.IsType<RecurrentConfig>(trained.Config).Width));
    }

    private static byte[] Train(NetworkTrainingOptions options)
    {
        using TrainedNetwork trained = SmallTraining.Train(options);
        return SmallTraining.Bytes(trained.Weights);
    }

    /// <summary>Notes the quantities of what is drawn.</summary>
    private sealed class WatchedTask(SequenceTask task) : SequenceTask
    {
        public HashSet<int> Trained { get; } = [];

        public HashSet<int> HeldOut { get; } = [];

        public override string Name => task.Name;

        public override Vocabulary Vocabulary => task.Vocabulary;

        public override TaskOptions Options => task.Options;

        public override IReadOnlyList<CausalVariable> Variables => task.Variables;

        public override int[] Sample(
            ref SeededRandom random, QuantityChoice quantities = QuantityChoice.All, Span<float> features = default)
        {
            int[] tokens = task.Sample(ref random, quantities);
            (quantities == QuantityChoice.HeldOut ? HeldOut : Trained).Add(task.Trace(tokens).Quantity);
            return tokens;
        }

        public override TaskTrace Trace(TaskSequence sequence) => task.Trace(sequence);

        public override Continuation? Counterfactual(
            TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ref SeededRandom random) =>
            task.Counterfactual(target, position, values, ref random);
    }
}

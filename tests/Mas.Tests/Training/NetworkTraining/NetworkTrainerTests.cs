using Mas.Causal;
using Mas.Results;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Training.NetworkTraining;
using TorchSharp;
using Xunit;

namespace Mas.Tests.Training.NetworkTraining;

public class NetworkTrainerTests
{
    [Fact]
    public void A_small_network_learns_a_small_task_and_training_ends_there()
    {
        TrainedNetwork trained = SmallTraining.Train(SmallTraining.Options);
        using var weights = trained.Weights;
        Assert.True(trained.Reached);
        Assert.InRange(trained.Steps, 1, SmallTraining.Options.Steps - 1);
        Assert.Equal(1, trained.TrainedAccuracy);
        Assert.True(double.IsNaN(trained.HeldOutAccuracy));
        Assert.Equal(SmallTraining.Task.Vocabulary.Words, trained.Config.Vocabulary);
        Assert.Equal(("gru", 16, 16, "single-object"), (trained.Config.Architecture, trained.Config.Width, trained.Config.HeadWidth, trained.Config.Task));
    }

    [Fact]
    public void A_network_that_does_not_get_there_is_returned_with_its_accuracy()
    {
        TrainedNetwork trained = SmallTraining.Train(SmallTraining.Short);
        using var weights = trained.Weights;
        Assert.False(trained.Reached);
        Assert.Equal(3, trained.Steps);
        Assert.InRange(trained.TrainedAccuracy, 0, 0.99);
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
    public void The_global_generator_has_no_part_in_it()
    {
        torch.manual_seed(1);
        byte[] first = Train(SmallTraining.Short);
        torch.manual_seed(2);
        Assert.Equal(first, Train(SmallTraining.Short));
    }

    [Fact]
    public void Progress_is_reported_after_every_update()
    {
        var seen = new List<NetworkTrainingProgress>();
        using var weights = NetworkTrainer.Train(SmallTraining.Task, SmallTraining.Short, seen.Add, TestContext.Current.CancellationToken).Weights;
        Assert.Equal([1, 2, 3], seen.Select(progress => progress.Step));
        Assert.All(seen, progress => Assert.Equal(3, progress.Steps));
        Assert.All(seen, progress => Assert.InRange(progress.Loss, 0.01, 10));
        Assert.True(double.IsNaN(seen[0].Accuracy));
        Assert.InRange(seen[^1].Accuracy, 0, 1);
    }

    [Fact]
    public void Cancelling_ends_it_before_the_next_update()
    {
        using var source = new CancellationTokenSource();
        int updates = 0;
        Assert.Throws<OperationCanceledException>(() => NetworkTrainer.Train(SmallTraining.Task, SmallTraining.Options, progress =>
        {
            updates = progress.Step;
            if (progress.Step == 2)
                source.Cancel();
        }, source.Token));
        Assert.Equal(2, updates);
    }

    [Fact]
    public void Held_out_quantities_are_measured_but_never_shown_in_training()
    {
        var task = new WatchedTask(KnownTasks.Named("single-object", new TaskOptions { LargestQuantity = 3, HeldOut = [2] })!);
        using var weights = NetworkTrainer.Train(task, SmallTraining.Short, _ => Assert.DoesNotContain(2, task.Trained), TestContext.Current.CancellationToken).Weights;
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
    public void Everything_wrong_with_the_options_is_said_at_once()
    {
        var options = new NetworkTrainingOptions { Architecture = "mlp", Width = 0, Steps = -1, Dropout = 1, LargestGradient = double.NaN };
        var error = Assert.Throws<InputException>(() => SmallTraining.Train(options));
        Assert.Equal(
            [
                "train.architecture: the architecture 'mlp' cannot be trained; 'gru' can",
                "train.width: 0 is too small; give a whole number from 1",
                "train.steps: -1 is too small; give a whole number from 1",
                "train.dropout: 1 is no dropout; give a number from 0 up to, not including, 1",
                "train.learning_rate: learning rates and the largest gradient must be above 0",
            ],
            error.Errors.Select(e => e.ToString()));
    }

    private static byte[] Train(NetworkTrainingOptions options)
    {
        using var weights = SmallTraining.Train(options).Weights;
        return SmallTraining.Bytes(weights);
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

        public override int[] Sample(ref SeededRandom random, QuantityChoice quantities = QuantityChoice.All)
        {
            int[] tokens = task.Sample(ref random, quantities);
            (quantities == QuantityChoice.HeldOut ? HeldOut : Trained).Add(task.Trace(tokens).Quantity);
            return tokens;
        }

        public override TaskTrace Trace(ReadOnlySpan<int> tokens) => task.Trace(tokens);

        public override Continuation? Counterfactual(ReadOnlySpan<int> target, int position, ReadOnlySpan<Overwrite> values, ref SeededRandom random) =>
            task.Counterfactual(target, position, values, ref random);
    }
}

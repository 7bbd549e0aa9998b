using Mas.Interchange;
using Mas.Results.Records;
using Mas.Tests.Interchange;
using Mas.Training;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Training;

public class AlignmentTrainerTests
{
    // Validations at 0, 20 and 25; two epochs of the longest route.
    private static readonly TrainingOptions Options =
        new() { Steps = 25, Batch = 4, LearningRate = 1e-2, Stop = new StopOptions { Target = 2 } };

    // A moment is a yield: 0 the validation at step 0, 1 step 1, 20 step 20 before its validation, 21 after it, 27 the end.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(26)]
    [InlineData(27)]
    public void Going_on_from_a_captured_moment_gives_the_bytes_of_going_on_without_a_break_on_any_number_of_threads(int moment)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(4, ScalarType.Float32, most: 12);
        using AlignmentTrainer unbroken = Trainer(made, Options, threads: 1);
        TrainingState? captured = null;
        int yields = 0;
        foreach (TrainingProgress _ in unbroken.Run())
            if (yields++ == moment)
                captured = unbroken.Capture();
        Assert.Equal(28, yields);

        using AlignmentTrainer continued = Trainer(made, Options, threads: 2);
        Go(continued, 5); // what came before the restore leaves no trace
        continued.Restore(captured!);
        AssertSame(captured!, continued.Capture());
        Go(continued);
        AssertSame(unbroken.Capture(), continued.Capture());
    }

    [Fact]
    public void A_captured_state_does_not_change_when_training_goes_on()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(4, ScalarType.Float32);
        using AlignmentTrainer trainer = Trainer(made, Options, threads: 1);
        Go(trainer, 3);
        TrainingState captured = trainer.Capture();
        Dictionary<string, byte[]> before = captured.Tensors.ToDictionary(pair => pair.Key, pair => pair.Value.bytes.ToArray());
        int points = captured.Progress.Points.Count;
        Go(trainer);
        Assert.All(before, pair => Assert.Equal(pair.Value, captured.Tensors[pair.Key].bytes.ToArray()));
        Assert.Equal(points, captured.Progress.Points.Count);
    }

    [Fact]
    public void Everything_that_the_trainer_has_reported_is_in_its_progress()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(4, ScalarType.Float32);
        using AlignmentTrainer trainer = Trainer(made, Options, threads: 1);
        Go(trainer);
        Assert.Equal(trainer.Capture().Progress.Points, trainer.Progress.Points);
        Assert.Equal([0, 20, 25], trainer.Progress.Points.Select(point => point.Step).Distinct());

        using AlignmentTrainer restored = Trainer(made, Options with { Steps = 40 }, threads: 1);
        restored.Restore(trainer.Capture());
        Assert.Equal(trainer.Progress.Points, restored.Progress.Points);
    }

    [Fact]
    public void The_reported_training_loss_is_the_mean_since_the_last_validation()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(4, ScalarType.Float64);
        // A rate too small to move anything, the whole data as the batch: every step has the loss of the start.
        using AlignmentTrainer trainer = Trainer(made, Options with { LearningRate = 1e-14, Batch = 100 }, threads: 1);
        Go(trainer);
        IReadOnlyList<TrainingPoint> points = trainer.Capture().Progress.Points;
        for (int route = 0; route < made.Routes.Length; route++)
        {
            double start = points.Single(point => point.Step == 0 && point.Route == route && point.Metric == Metrics.Loss).Value;
            double[] training = [.. points.Where(point => point.Split == Metrics.Train && point.Route == route)
                .Select(point => point.Value)];
            Assert.Equal(2, training.Length);
            Assert.All(training, loss => Assert.Equal(start, loss, 1e-9));
        }
    }

    [Fact]
    public void Of_equally_good_validations_the_earliest_is_kept()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(4, ScalarType.Float64);
        // Moves the parameters, but no decision.
        using AlignmentTrainer trainer = Trainer(made, Options with { LearningRate = 1e-9 }, threads: 1);
        Go(trainer);
        TrainingState end = trainer.Capture();
        Assert.Single(WorstIia(end).Values.Distinct());
        Assert.Equal(0, end.Progress.Best!.Step);
        Mas.Alignments.OrthogonalAlignment[] start = made.Alignments();
        for (int k = 0; k < start.Length; k++)
        {
            Assert.Equal(start[k].Parameter.bytes.ToArray(), end.Tensors[$"kept.0.{k}.parameter"].bytes.ToArray());
            Assert.NotEqual(start[k].Parameter.bytes.ToArray(), end.Tensors[$"{k}.parameter"].bytes.ToArray());
        }
    }

    [Theory]
    [InlineData(31UL)]
    [InlineData(33UL)]
    public void The_kept_checkpoint_is_the_first_with_the_best_worst_direction(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(seed, ScalarType.Float64, most: 4);
        using AlignmentTrainer trainer = Trainer(made, Options with { LearningRate = 0.1, Steps = 200 }, threads: 1);
        var parameters = new Dictionary<int, byte[]>();
        int validated = -1;
        foreach (TrainingProgress progress in trainer.Run())
        {
            if (progress.ValidatedAt > validated)
                parameters[validated = progress.ValidatedAt] = trainer.Capture().Tensors["0.parameter"].bytes.ToArray();
        }
        TrainingState end = trainer.Capture();
        Dictionary<int, double> worst = WorstIia(end);
        Assert.True(worst.Values.Distinct().Count() > 1, "accuracy never changed: nothing is tested");
        double best = worst.Values.Max();
        int step = worst.Where(pair => pair.Value == best).Min(pair => pair.Key);
        Assert.Equal((best, step), (end.Progress.Best!.Iia, end.Progress.Best.Step));
        Assert.Equal(parameters[step], end.Tensors["kept.0.0.parameter"].bytes.ToArray());
    }

    [Fact]
    public void Without_steps_only_the_start_is_validated()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(4, ScalarType.Float32);
        using AlignmentTrainer trainer = Trainer(made, Options with { Steps = 0 }, threads: 1);
        Assert.Equal(StopReason.StepLimit, Assert.Single(trainer.Run()).Stopped);
    }

    private static AlignmentTrainer Trainer(RandomInterchange made, TrainingOptions options, int threads) => new(
        made.Learned(), new InterchangeEngine(made.Data, threads), new InterchangeEngine(made.Data, threads),
        new double[made.Routes.Length], options, seed: 5);

    private static void Go(AlignmentTrainer trainer, int moments = int.MaxValue)
    {
        foreach (TrainingProgress _ in trainer.Run().Take(moments))
        {
        }
    }

    private static Dictionary<int, double> WorstIia(TrainingState state) => state.Progress.Points
        .Where(point => point.Metric == Metrics.TrialIia).GroupBy(point => point.Step)
        .ToDictionary(group => group.Key, group => group.Min(point => point.Value));

    private static void AssertSame(TrainingState expected, TrainingState actual)
    {
        Assert.Equal(expected.Tensors.Keys.Order(), actual.Tensors.Keys.Order());
        Assert.All(expected.Tensors, pair => Assert.Equal(pair.Value.bytes.ToArray(), actual.Tensors[pair.Key].bytes.ToArray()));
        Assert.Equal(expected.Progress.Points, actual.Progress.Points);
        Assert.Equal(expected.Progress.LossSums, actual.Progress.LossSums);
        Assert.Equal(expected.Progress.Kept, actual.Progress.Kept);
        Assert.Equal(expected.Progress with { Points = [], LossSums = [], Kept = [] },
            actual.Progress with { Points = [], LossSums = [], Kept = [] });
    }
}

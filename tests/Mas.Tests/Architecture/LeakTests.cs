using Mas.Alignments;
using Mas.Interchange;
using Mas.Tests.Interchange;
using Mas.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Architecture;

/// <summary>A step of long training leaves no tensor behind. On one thread, because the count is per thread.</summary>
public class LeakTests
{
    [Fact]
    public void A_step_of_the_engine_leaves_its_gradients_only()
    {
        using var made = new RandomInterchange(4, ScalarType.Float32);
        StepMaps maps = made.Maps(made.Alignments());
        var engine = new InterchangeEngine(made.Data, 1);
        AssertLeavesNothing(() => engine.Step(maps, made.Everything, new LossWeights(made.Weights)).Gradients.Dispose());
        AssertLeavesNothing(() => engine.Evaluate(maps));
        AssertLeavesNothing(() => engine.Evaluate(null));
    }

    [Fact]
    public void Steps_and_validations_of_the_trainer_leave_no_tensor_behind()
    {
        using var made = new RandomInterchange(4, ScalarType.Float32);
        var options = new TrainingOptions { Batch = 3, Steps = 60, Stop = new StopOptions { Target = 2 } };
        using var trainer = new AlignmentTrainer(
            made.Learned(), new InterchangeEngine(made.Data, 1), new InterchangeEngine(made.Data, 1), new double[made.Routes.Length],
            options, seed: 1);
        using IEnumerator<TrainingProgress> run = trainer.Run().GetEnumerator();
        int validations = 0;
        AssertLeavesNothing(() =>
        {
            for (int moment = 0; moment < 21; moment++)
            {
                int before = trainer.Progress.ValidatedAt;
                Assert.True(run.MoveNext());
                validations += trainer.Progress.ValidatedAt > before ? 1 : 0;
            }
        });
        Assert.Equal(2, validations);
    }

    [Fact]
    public void Capturing_and_restoring_leave_the_captured_tensors_only()
    {
        using var made = new RandomInterchange(4, ScalarType.Float32);
        using var trainer = new AlignmentTrainer(
            made.Learned(), new InterchangeEngine(made.Data, 1), new InterchangeEngine(made.Data, 1), new double[made.Routes.Length],
            new TrainingOptions(), seed: 1);
        AssertLeavesNothing(() =>
        {
            TrainingState state = trainer.Capture();
            trainer.Restore(state);
            foreach (Tensor tensor in state.Tensors.Values)
                tensor.Dispose();
        });
    }

    [Fact]
    public void Alignments_leave_no_tensor_behind()
    {
        using var made = new RandomInterchange(4, ScalarType.Float32);
        AssertLeavesNothing(() =>
        {
            foreach (OrthogonalAlignment alignment in made.Alignments())
            {
                alignment.Factor().Dispose();
                alignment.Matrix().Dispose();
                alignment.OrthogonalityError();
                alignment.Dispose();
            }
        });
    }

    [Fact]
    public void A_network_with_its_recordings_and_targets_leaves_no_tensor_behind() => AssertLeavesNothing(() =>
    {
        using var made = new RandomInterchange(4, ScalarType.Float64);
    });

    // The first call may make what stays for good, such as hoisted constants.
    private static void AssertLeavesNothing(Action action)
    {
        action();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        action();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}

using Mas.Interchange;
using Mas.Networks;
using Mas.Training;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

/// <summary>A step computes only what its interventions can change, and never runs a network that is not accessible.</summary>
public class WorkTests
{
    public static TheoryData<ulong> Seeds() => [.. Enumerable.Range(0, 12).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_step_feeds_the_tokens_between_the_first_intervened_position_and_the_last_that_is_fed_and_no_other(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(seed, ScalarType.Float32);
        var engine = new InterchangeEngine(made.Data, 1);
        int[][] batch = made.Batch();
        engine.Step(made.Maps(made.Alignments()), batch, new LossWeights(made.Weights));
        long wanted = batch.SelectMany((chosen, route) => chosen.Select(index => made.Interventions[route][index]))
            .Sum(one => one.TargetPosition - one.FirstPosition + one.Continuation.Length - 1);
        Assert.Equal(wanted, engine.PositionsRun);
    }

    [Fact]
    public void A_direction_with_the_CL_loss_alone_runs_nothing()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(4, ScalarType.Float32);
        InterchangeData data = OnlyRead(made, behaviour: false);
        var engine = new InterchangeEngine(data, 1);
        (RouteOutcome[] outcomes, StepGradients gradients) = engine.Step(
            made.Maps(made.Alignments()), made.Everything,
            new LossWeights(new double[made.Routes.Length], [.. made.Routes.Select(_ => 1.0)]));
        Assert.Equal(0, engine.PositionsRun);
        Assert.All(outcomes, outcome => Assert.True(outcome is { Tokens: 0, ClCount: > 0, ClLoss: > 0 }));
        Assert.Contains(gradients.Maps.SelectMany(map => map), gradient => gradient is not null);
        Assert.All(engine.Evaluate(made.Maps(made.Alignments())), outcome => Assert.Equal(0, outcome.Tokens));
        Assert.Equal(0, engine.PositionsRun);
    }

    [Fact]
    public void A_network_that_can_only_be_read_is_refused_where_a_direction_would_run_it_before_anything_runs()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(4, ScalarType.Float32);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => new InterchangeEngine(OnlyRead(made, behaviour: true), 1));
        Assert.Matches("^Network [0-9] can only be read: leave the behaviour loss of the directions into it out.$", error.Message);
    }

    [Fact]
    public void A_whole_training_on_counterfactual_latents_never_runs_a_network_that_can_only_be_read()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomInterchange(4, ScalarType.Float32);
        InterchangeData data = OnlyRead(made, behaviour: false);
        using var trainer = new AlignmentTrainer(
            made.Learned(), new InterchangeEngine(data, 1), new InterchangeEngine(data, 1), new double[made.Routes.Length],
            new TrainingOptions { Steps = 25, Batch = 4, LearningRate = 1e-2, Stop = new StopOptions { Improvement = 0 } }, seed: 1);
        foreach (TrainingProgress _ in trainer.Run())
        {
        }
        Assert.Equal(25, trainer.Progress.Step);
        Assert.Null(trainer.Progress.Worst);
        double[] losses = [.. trainer.Progress.Points.Where(point => point is { Metric: "cl_loss", Split: "validation" })
            .GroupBy(point => point.Step).Select(step => step.Average(point => point.Value))];
        Assert.True(losses[^1] < losses[0], $"the CL loss went from {losses[0]} to {losses[^1]}");
        Assert.Equal(losses.Min(), trainer.Progress.Best!.ClLoss, 1e-9);
    }

    // Every network locked; the counterfactual latents are natural ones of the same pool, some positions have none.
    private static InterchangeData OnlyRead(RandomInterchange made, bool behaviour)
    {
        Intervention[][] interventions = [.. made.Interventions.Select(list => list.Select((one, i) => one with
        {
            CounterfactualLatents = [.. Enumerable.Range(0, one.TargetPosition - one.FirstPosition + 1)
                .Select(entry => (i + entry) % 5 == 4 ? -1 : i + entry)],
        }).ToArray())];
        return made.Data with
        {
            Targets = [.. made.Recordings.Select(_ => (RunnableActivity?)null)],
            Routes = [.. made.Routes.Select(route => route with { Behaviour = behaviour, CounterfactualLatent = !behaviour })],
            Interventions = interventions,
            CounterfactualLatents = [.. made.Recordings.Select(recording => (Func<int[], Tensor>)(indices => recording.Latents(indices)))],
        };
    }
}

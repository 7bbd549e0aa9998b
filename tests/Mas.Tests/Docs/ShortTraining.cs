using Mas.Alignments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Formats;
using Mas.Results.Records;
using Mas.Tasks;
using Mas.Training;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Docs;

/// <summary>What an example of docs/reference/extending.md must be able to do: take part in a training between two networks.</summary>
internal static class ShortTraining
{
    private const int Sequences = 64, Interventions = 32;

    public const int Width = 8;

    /// <summary>A network that has learned nothing.</summary>
    public static Network Network(TrainableArchitecture architecture, SequenceTask task, ulong seed)
    {
        using var scope = NewDisposeScope();
        return (architecture.Configure(new NetworkSize(Width, 0, HeadWidth: 6), features: 0) with { Vocabulary = task.Vocabulary.Words })
            .Fresh(seed);
    }

    public static AlignmentFunction Cayley(int columns, ulong seed)
    {
        using var scope = NewDisposeScope();
        return new CayleyAlignment(OrthogonalBase.Random(Width, seed).to_type(ScalarType.Float32), zeros(Width, columns));
    }

    /// <summary>Two steps of MAS at the site <c>state</c>; whatever is learned must move, and the losses must stay finite.</summary>
    public static void Run(SequenceTask task, Network first, Network second, Func<ulong, AlignmentFunction> alignment, SwapMask mask,
        params string[] variables)
    {
        using var scope = NewDisposeScope();
        var sequences = new SequencePool(task, 1, Metrics.Train, Sequences);
        bool[] usable = [.. Enumerable.Repeat(true, Sequences)];
        VariableExchange[] exchanges = [.. variables.Select((name, v) => VariableExchange.Between(task, task, name, name, v))];
        Route[] routes = [.. Methods.Mas(2).Trained.SelectMany(
            direction => exchanges.Select((_, v) => new Route(direction.Source, direction.Target, v)))];
        using RunnableActivity one = first.Record(sequences.Rows, first.FindSite("state")!),
            other = second.Record(sequences.Rows, second.FindSite("state")!);
        var engine = new InterchangeEngine(
            new InterchangeData([one, other], [sequences.Rows, sequences.Rows], routes, [.. routes.Select(route => new InterventionSampler(
                new InterventionKey(1, Metrics.Train, route.Source, route.Target, [exchanges[route.Variable]]), sequences, usable,
                sequences, usable).Make(0, Interventions))]),
            threads: 1);
        var maps = new LearnedMaps([alignment(1), alignment(2)], mask);
        Tensor[] before = maps.Copy();
        using var trainer = new AlignmentTrainer(maps, engine, engine, new double[routes.Length],
            new TrainingOptions { Steps = 2, Batch = 16 }, seed: 1);
        foreach (TrainingProgress progress in trainer.Run())
            Assert.All(progress.Points, point => Assert.True(double.IsFinite(point.Value)));
        Assert.Equal(2, trainer.Progress.Step);
        Assert.NotEmpty(maps.Parameters);
        Assert.All(maps.Parameters.Zip(before), pair => Assert.True(Golden.Difference(pair.First, pair.Second) > 0));
    }
}

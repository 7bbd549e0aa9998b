using Mas.Causal;
using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.NetworkTraining;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Comparison.Costs;

/// <summary>What is estimated from shapes is what is there, where it can be counted.</summary>
public class CountedMemoryTests
{
    private const int Interventions = 300; // of each split: 600 sequences

    [Theory]
    [InlineData("gru", "state", "multi-object")]
    [InlineData("gru", "embedding", "multi-object")]
    [InlineData("lstm", "state", "multi-object")]
    [InlineData("transformer", "embedding", "multi-object")]
    [InlineData("transformer", "layer.1", "multi-object")]
    [InlineData("transformer", "layer.2", "multi-object")]
    [InlineData("transformer", "attention.1", "multi-object")]
    [InlineData("transformer", "mlp.1", "multi-object")]
    [InlineData("mlp", "layer.2", "hierarchical-equality")]
    public void Weights_and_natural_activity_take_the_bytes_that_their_shapes_say(string architecture, string site, string task)
    {
        NetworkShape shape = Shape(architecture, site, task);
        NativeTorch.Load();
        using Network network = shape.Cost.Config!.Fresh(1)!;
        Assert.Equal(shape.Numbers.Weights, network.ParameterCount);
        var sequences = new SequencePool(shape.Task, 1, "train", shape.Sequences(Interventions));
        using RunnableActivity activity = network.Record(sequences.Rows, network.FindSite(site)!);
        Close(TensorBytes.Of(activity, network, Weights(network)), shape.Recorded(sequences.Count), within: 0.05);
        Close(TensorBytes.Of(network), sizeof(float) * shape.Numbers.Weights, within: 0.15, beside: PreparedSoFar(shape));
    }

    [Fact]
    public void What_a_gru_lays_out_beside_its_weights_takes_the_bytes_that_its_shapes_say()
    {
        NetworkShape shape = Shape("gru", "state", "multi-object");
        NativeTorch.Load();
        using Network network = shape.Cost.Config!.Fresh(1)!;
        var sequences = new SequencePool(shape.Task, 1, "train", 512);
        using RunnableActivity activity = network.Record(sequences.Rows, network.FindSite("state")!);
        int[] positions = sequences.Rows.Offsets[..8];
        using (PreparedTargets targets = activity.Prepare(new TargetRows(
            positions, positions, TokenRows.From([.. Enumerable.Range(0, 8).Select(q => sequences.Tokens(q)[1..].ToArray())]))))
        {
            // Once it has run from a state, everything is laid out.
            using var scope = TorchSharp.torch.NewDisposeScope();
            _ = targets.Score((latents, _) => latents, new TargetPlaces([0], [0]), [1], null);
        }
        Close(TensorBytes.Of(network), sizeof(float) * (shape.Numbers.Weights + shape.Numbers.Prepared), within: 0.1);
    }

    [Fact]
    public void Drawn_interventions_take_about_as_many_bytes_as_are_estimated()
    {
        NetworkShape shape = Shape("gru", "state", "multi-object");
        var pool = new SequencePool(shape.Task, 1, "test", 512);
        bool[] all = [.. Enumerable.Repeat(true, pool.Count)];
        VariableExchange full = VariableExchange.Between(shape.Task, shape.Task, CausalVariable.Full, CausalVariable.Full, 0);
        var sampler = new InterventionSampler(new InterventionKey(1, "test", 0, 0, [full]), pool, all, pool, all);
        _ = sampler.Make(0, 100);
        const int count = 60_000; // other tests allocate beside this one
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Intervention[] made = sampler.Make(0, count);
        double real = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(made);
        Close(real, count * InterventionParts.One(shape), within: 0.4);
    }

    [Fact]
    public void Sequences_are_as_long_as_the_sample_says()
    {
        NetworkShape shape = Shape("gru", "state", "multi-object");
        var pool = new SequencePool(shape.Task, 3, "train", 2_000);
        Close(pool.Rows.Tokens.Length, pool.Count * shape.Sample.Lengths.Tokens, within: 0.05);
        bool[] all = [.. Enumerable.Repeat(true, pool.Count)];
        VariableExchange full = VariableExchange.Between(shape.Task, shape.Task, CausalVariable.Full, CausalVariable.Full, 0);
        var sampler = new InterventionSampler(new InterventionKey(1, "train", 0, 0, [full]), pool, all, pool, all);
        Intervention[] made = sampler.Make(0, 2_000);
        Close(made.Average(one => one.Continuation.Length - 1), shape.Sample.Fed, within: 0.3);
        Close(made.Average(one => one.Scored.Count(scored => scored)), shape.Sample.Scored, within: 0.3);
    }

    private static NetworkShape Shape(string architecture, string site, string task)
    {
        var source = new NamedTask { Name = task };
        var experiment = new Experiment
        {
            Name = "counted",
            Task = source,
            Site = site,
            Networks = [new NetworkOptions { Name = "a", Source = new NetworkToTrain(architecture, 64, null, 1, 0) }],
            Alignment = new AlignmentOptions { Variables = [new ExchangedVariable([CausalVariable.Full])] },
        };
        return new RunShape(experiment, new RunOptions { Threads = 1, Command = "test" }).Networks[0];
    }

    // Before a network is run from an intervention its head is not laid out yet.
    private static double PreparedSoFar(NetworkShape shape) => sizeof(float) * shape.Numbers.Prepared;

    private static object Weights(Network network) => network.GetType().GetProperty("Weights")!.GetValue(network)!;

    private static void Close(double real, double estimated, double within, double beside = 0) => Assert.True(
        real >= estimated * (1 - within) && real <= (estimated + beside) * (1 + within),
        FormattableString.Invariant($"{real:f0} are there, {estimated:f0} are estimated, and {beside:f0} that may be there"));
}

using Mas.Benchmarks.Planting;
using Mas.Benchmarks.Steps;
using Mas.Experiments;
using Mas.Networks.Recurrent;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;
using Device = Mas.Tensors.Device;

namespace Mas.Benchmarks.Tests.Planting;

/// <summary>What is exchanged in training, and that its gradient goes both ways.</summary>
public class PlantedBatchTests
{
    private static readonly PlantedRecipe s_recipe =
        new(new NamedTask { Name = "multi-object", Largest = 3, HeldOut = [], Void = 0.2, Causal = "up-up" }, Seed: 1)
        { Width = 14, HeadWidth = 5, Batch = 3 };

    private static readonly PlantedData s_data = new(s_recipe, "train");

    // In double precision, so that a step of 1e-6 is large beside rounding.
    private static SortedDictionary<string, Tensor> Weights()
    {
        NativeTorch.Load();
        return new(s_recipe.Config(s_recipe.Task.ToTask()).Random(3).ToDictionary(
            pair => pair.Key, pair => pair.Value.to_type(ScalarType.Float64)), StringComparer.Ordinal);
    }

    // A source pass without gradient would leave out a part of it.
    [Fact]
    public void The_gradient_is_that_of_the_loss_through_sources_and_targets()
    {
        using var scope = NewDisposeScope();
        const double step = 1e-6;
        PlantedBatch batch = s_data.Batch(0);
        SortedDictionary<string, Tensor> weights = Weights();
        Tensor[] gradients = PlantedTrainer.Gradients(weights, batch).Gradients;
        foreach (((string name, Tensor weight), Tensor gradient) in weights.Zip(gradients))
        {
            using var generator = new Generator(7);
            Tensor way = randn(weight.shape, dtype: ScalarType.Float64, generator: generator);
            double Loss(double sign) => PlantedTrainer.Gradients(new SortedDictionary<string, Tensor>(weights, StringComparer.Ordinal)
            { [name] = weight + way * (sign * step) }, batch).Loss;
            double wanted = (Loss(1) - Loss(-1)) / (2 * step), found = (gradient * way).sum().item<double>();
            Assert.True(Math.Abs(wanted - found) < 1e-6 * Math.Max(1, Math.Abs(wanted)), $"{name}: {found}, not {wanted}");
        }
    }

    // The slow way: one intervention at a time, one token at a time.
    [Fact]
    public void An_exchange_replaces_the_block_and_nothing_else()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var weights = new RecurrentWeights(new GruCell(), Weights());
        PlantedBatch batch = s_data.Batch(0);
        Tensor found = batch.Run(weights).Logits;
        for (int i = 0; i < batch.Scored.Positions.Length; i++)
        {
            int row = batch.Scored.Owners[i], fed = batch.Scored.Positions[i] - batch.Scored.Rows.Offsets[row] + 1;
            Tensor wanted = PlainGru.Head(weights, State(weights, batch, row, fed));
            Assert.True((found[i] - wanted[0]).abs().max().item<double>() < 1e-12, $"position {i}");
        }
    }

    private static Tensor State(RecurrentWeights weights, PlantedBatch batch, int row, int fed)
    {
        PlantedSwap? swap = batch.Swaps.FirstOrDefault(one => one.Row == row);
        Tensor state = zeros(1, s_recipe.Width, dtype: ScalarType.Float64);
        for (int t = 0; t < fed; t++)
        {
            state = PlainGru.Cell(weights, tensor(new long[] { batch.Scored.Rows.Row(row)[t] }), state);
            if (swap?.Position != t)
                continue;
            Tensor source = zeros(1, s_recipe.Width, dtype: ScalarType.Float64);
            foreach (int token in batch.Sources.Row(batch.Swaps.ToList().IndexOf(swap)).ToArray())
                source = PlainGru.Cell(weights, tensor(new long[] { token }), source);
            state = state.clone();
            state.narrow(1, swap.Block.First, swap.Block.Units).copy_(source.narrow(1, swap.Block.First, swap.Block.Units));
        }
        return state;
    }

    [Fact]
    public void Blocks_fill_the_state_and_do_not_overlap()
    {
        Assert.Equal([new("phase", 0, 8), new("demo_count", 8, 12), new("resp_count", 20, 12)], (s_recipe with { Width = 32 }).Blocks);
        Assert.Equal([new("phase", 0, 8), new("count", 8, 24)],
            (s_recipe with { Width = 32, Task = s_recipe.Task with { Causal = "up-down" } }).Blocks);
    }

    // Within the groups the variances are 1 and 1, of the whole 5; of the second unit 0 of 4.
    [Fact]
    public void What_no_variable_explains_is_the_variance_within_equal_values()
    {
        using var scope = NewDisposeScope();
        var states = new StatesByValue([0, 0, 0, 0], [0, 1, 2, 3], [0, 0, 1, 1]);
        Tensor of = Device.Cpu.From([0f, 1, 2, 1, 4, 5, 6, 5], 4, 2);
        Assert.Equal((1 / 5.001 + 0) / 2, states.Unexplained(of).item<float>(), 1e-6);
    }
}

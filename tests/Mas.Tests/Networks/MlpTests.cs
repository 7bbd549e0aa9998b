using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.FeedForward;
using Mas.Results.Files;
using Mas.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

public class MlpTests
{
    private static readonly MlpConfig s_config = new()
    {
        Width = 5,
        Layers = 3,
        Features = 4,
        Vocabulary = ["P", "B", "E", "no", "yes"],
        Task = "hierarchical-equality",
    };

    [Theory]
    [InlineData(1, true, ScalarType.Float64)]
    [InlineData(1, false, ScalarType.Float32)]
    [InlineData(2, true, ScalarType.Float32)]
    [InlineData(2, false, ScalarType.Float64)]
    [InlineData(3, true, ScalarType.Float64)]
    [InlineData(3, false, ScalarType.Float32)]
    public void Logits_and_gradients_are_those_of_the_plain_pass_with_the_layer_replaced(int layer, bool bias, ScalarType type)
    {
        double tolerance = type == ScalarType.Float64 ? 1e-12 : 1e-5;
        using var scope = NewDisposeScope();
        using MlpNetwork network = Random(s_config with { Bias = bias }, type);
        TokenRows pool = Pool(9);
        bool[] scored = [true, true, false, true, true];
        TargetRows rows = Targets(pool, [4, 0, 4, 8, 2]);
        using RunnableActivity recording = network.Record(pool, network.FindSite($"layer.{layer}")!);
        using var targets = new ScoredTargets(recording.Prepare(rows), scored);

        MixedReplacement fast = Replacement(rows, type), plain = Replacement(rows, type);
        Tensor logits = targets.Logits(fast.Replace);
        Tensor wanted = cat([.. Enumerable.Range(0, 5).Where(row => scored[row]).Select(row =>
            Plain(network, pool, rows.Last[row] / 2, (at, activity) => at == layer ? plain.Replace(activity, [row]) : activity))], 0);
        Golden.Close(logits, wanted, tolerance);
        logits.logsumexp(1).sum().backward();
        wanted.logsumexp(1).sum().backward();
        Golden.CloseToLargest(fast.Matrix.grad!, plain.Matrix.grad!, tolerance);
        Golden.CloseToLargest(fast.Added.grad!, plain.Added.grad!, tolerance);
        Assert.Equal(layer == 3 ? 0 : 5, targets.PositionsRun);
    }

    [Fact]
    public void Recorded_activity_and_training_logits_are_those_of_the_plain_pass()
    {
        using var scope = NewDisposeScope();
        using MlpNetwork network = Random(s_config, ScalarType.Float64);
        TokenRows pool = Pool(6);
        using RunnableActivity recording = network.Record(pool, network.FindSite("layer.2")!);
        int[] positions = [.. pool.Offsets[..^1]];
        var activity = new List<Tensor>();
        Tensor wanted = cat([.. Enumerable.Range(0, 6).Select(sequence => Plain(network, pool, sequence, (at, layer) =>
        {
            if (at == 2)
                activity.Add(layer);
            return layer;
        }))], 0);
        Golden.Close(recording.Latents(positions), cat(activity, 0), 1e-12);
        Golden.Close(recording.Logits(positions), wanted, 1e-12);
        Golden.Close(s_config.TrainingLogits(network.Weights.Named, pool, positions, dropout: null), wanted, 1e-12);
    }

    [Fact]
    public void Sites_of_a_perceptron_are_its_hidden_layers()
    {
        using MlpNetwork network = Random(s_config, ScalarType.Float32);
        Assert.Equal([new Site("layer.1", 5), new Site("layer.2", 5), new Site("layer.3", 5)], network.Sites);
        Assert.Contains("it has layer.1, layer.2, layer.3",
            Assert.Throws<ArgumentException>(() => network.Record(Pool(2), new Site("state", 5))).Message);
    }

    [Fact]
    public void A_perceptron_has_activity_at_the_first_position_only()
    {
        using MlpNetwork network = Random(s_config, ScalarType.Float32);
        using RunnableActivity recording = network.Record(Pool(3), network.Sites[0]);
        Assert.Equal("a perceptron has activity at the first position of a sample only, and position 3 is no first one; use a task of "
            + "one position",
            Assert.Throws<InputException>(() => recording.Latents([2, 3])).Message);
        Assert.Throws<InputException>(() => recording.Logits([6])); // where the pool ends, no sequence begins
        Assert.Throws<InputException>(() => recording.Prepare(new TargetRows([0], [1], TokenRows.From([[3]]))));
        Assert.Throws<InputException>(() => recording.Prepare(new TargetRows([0], [0], TokenRows.From([[3, 2]]))));
    }

    [Fact]
    public void Samples_of_another_width_are_refused()
    {
        using MlpNetwork network = Random(s_config, ScalarType.Float32);
        Assert.Equal("the perceptron takes 4 numbers for each sample, and the task gives 0 for 3 samples; use a network that was trained "
            + "on this task",
            Assert.Throws<InputException>(() => network.Record(Pool(3) with { Features = [] }, network.Sites[0])).Message);
    }

    [Fact]
    public void Recording_and_resuming_leave_no_tensor_behind()
    {
        using MlpNetwork network = Random(s_config, ScalarType.Float32);
        TokenRows pool = Pool(3);
        void Once()
        {
            using RunnableActivity recording = network.Record(pool, network.Sites[1]);
            using var targets = new ScoredTargets(recording.Prepare(Targets(pool, [0, 2])), [true, true]);
            targets.Logits((latents, _) => latents.alias()).Dispose();
        }
        Once();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Once();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    // One sample at a time, the maximum written out.
    private static Tensor Plain(MlpNetwork network, TokenRows pool, int sequence, Func<int, Tensor, Tensor> after)
    {
        IReadOnlyDictionary<string, Tensor> weights = network.Weights.Named;
        Tensor activity = tensor(pool.Features[(4 * sequence)..(4 * sequence + 4)]).reshape(1, 4).to_type(weights["head.weight"].dtype);
        for (int layer = 0; layer < 3; layer++)
        {
            Tensor sum = activity.mm(weights[$"layers.{layer}.weight"].t());
            if (weights.TryGetValue($"layers.{layer}.bias", out Tensor? bias))
                sum = sum.add(bias, HeldScalar.One);
            activity = after(layer + 1, maximum(sum, zeros_like(sum)));
        }
        return activity.mm(weights["head.weight"].t()).add(weights["head.bias"], HeldScalar.One);
    }

    private static MlpNetwork Random(MlpConfig config, ScalarType type)
    {
        NativeTorch.Load();
        using var single = (MlpNetwork)config.Fresh(3);
        return new MlpNetwork(single.Weights.To(type));
    }

    private static TokenRows Pool(int count)
    {
        var random = new SeededRandom(8);
        var features = new float[4 * count];
        for (int i = 0; i < features.Length; i++)
            features[i] = (float)random.NextGaussian();
        return TokenRows.From([.. Enumerable.Range(0, count).Select(i => (int[])[1, 3 + i % 2])]) with { Features = features };
    }

    private static TargetRows Targets(TokenRows pool, int[] sequences)
    {
        int[] positions = Array.ConvertAll(sequences, sequence => pool.Offsets[sequence]);
        return new TargetRows(positions, positions, TokenRows.From([.. sequences.Select(_ => (int[])[3])]));
    }

    private static MixedReplacement Replacement(TargetRows rows, ScalarType type)
    {
        MixedReplacement wide = RandomRecurrent.Replacement(5, rows);
        return new(wide.Matrix.detach().to_type(type).requires_grad_(true), wide.Added.detach().to_type(type).requires_grad_(true));
    }
}

using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Called;
using Mas.Networks.FeedForward;
using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Called;

/// <summary>A network with a continuous input that can only be called, against the perceptron that it calls.</summary>
public sealed class CalledFeaturesTests : IDisposable
{
    private static readonly SequenceTask s_task = KnownTasks.Named("hierarchical-equality")!;

    private readonly DisposeScope _scope;
    private readonly MlpNetwork _native;
    private readonly CalledNetwork _called;
    private readonly TokenRows _pool;

    public CalledFeaturesTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
        var config = (MlpConfig)FreshConfig.Of("mlp", 7, 3, 0, s_task.FeatureWidth, s_task.Vocabulary.Words, s_task.Name);
        _native = (MlpNetwork)config.Fresh(5);
        var model = new CalledPerceptron(_native);
        _called = new CalledNetwork(model, CalledOrder.Of(s_task, ["yes", "no"], [], readsTokens: false, ""));
        var random = new SeededRandom(4);
        _pool = s_task.Rows(12, QuantityChoice.All, ref random);
    }

    [Fact]
    public void It_keeps_its_promises_and_says_what_the_perceptron_says()
    {
        _called.Check(_pool);
        Site site = _called.Sites[1];
        using RunnableActivity own = _called.Record(_pool, site), wanted = _native.Record(_pool, site);
        int[] positions = _pool.Offsets[2..9];
        Golden.Close(own.Latents(positions), wanted.Latents(positions), 1e-6);
        // The words that frame a sequence are never predicted, and the perceptron's own head says the same of them.
        Golden.Close(own.Logits(positions), wanted.Logits(positions), 1e-6);
        Assert.Equal("a network with a continuous input has activity at the first position of a sample only, and position 3 is no first "
            + "one; use a task of one position", Assert.Throws<InputException>(() => own.Latents([2, 3])).Message.Split(": ")[1]);
    }

    [Fact]
    public void Losses_and_gradients_are_those_of_the_perceptron()
    {
        Site site = _called.Sites[0];
        int[] places = _pool.Offsets[1..8];
        TargetRows rows = new(places, places, TokenRows.From([.. places.Select(place => _pool.Tokens[(place + 1)..(place + 2)])]));
        bool[] scored = [true, true, false, true, true, true, true];
        using RunnableActivity own = _called.Record(_pool, site), wanted = _native.Record(_pool, site);
        using ScoredTargets there = new(own.Prepare(rows), scored), here = new(wanted.Prepare(rows), scored);
        Tensor first = randn(7, site.Width).requires_grad_(true), second = first.detach().clone().requires_grad_(true);
        double[] shares = [.. here.Labels.Select((_, i) => 0.1 + i)];
        ScoredRun found = there.Run((latents, entries) => latents + first.Rows(entries), shares),
            run = here.Run((latents, entries) => latents + second.Rows(entries), shares);
        Assert.Equal(run.Predicted, found.Predicted);
        Assert.All(found.Losses.Zip(run.Losses), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        found.Surrogate!.backward();
        run.Surrogate!.backward();
        Golden.CloseToLargest(first.grad!, second.grad!, 1e-5);
        Assert.Equal(7, there.PositionsRun);
    }

    [Fact]
    public void What_is_no_sample_of_one_position_is_refused()
    {
        using RunnableActivity own = _called.Record(_pool, _called.Sites[0]);
        Assert.Throws<InputException>(() => own.Prepare(new TargetRows([0], [1], TokenRows.From([[3]]))));
        Assert.Throws<InputException>(() => own.Prepare(new TargetRows([0], [0], TokenRows.From([[3, 2]]))));
        Assert.Equal("twin.pt: the network takes 16 numbers at each position, and the task gives a word; use a network that was trained on "
            + "this task", Assert.Throws<InputException>(() => _called.Record(_pool with { Features = [] }, _called.Sites[0])).Message);
    }

    public void Dispose()
    {
        _called.Dispose();
        _native.Dispose();
        _scope.Dispose();
    }
}

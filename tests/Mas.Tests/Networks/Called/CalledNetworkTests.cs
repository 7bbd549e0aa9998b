using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Called;
using Mas.Networks.Copies;
using Mas.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Called;

/// <summary>A network that can only be called against the one that it calls, and against the plain pass.</summary>
public sealed class CalledNetworkTests : IDisposable
{
    private readonly DisposeScope _scope;
    private readonly RandomRecurrent _made;

    public CalledNetworkTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
        _made = new RandomRecurrent("gru", "mlp-gelu", seed: 71);
    }

    public static TheoryData<string, bool, bool> Cases { get; } = new(
        from site in (string[])["embedding", "state"]
        from stepwise in (bool[])[false, true]
        from opaque in (bool[])[false, true]
        select (site, stepwise, opaque));

    private CalledNetwork Called(bool opaque, Func<CalledPart, Tensor, Tensor>? change = null)
    {
        var model = new CalledTwin(_made.Network, opaque) { Change = change ?? ((_, answer) => answer) };
        return new CalledNetwork(model, new(model.Order, model.Order));
    }

    [Theory, InlineData("embedding"), InlineData("state")]
    public void Natural_latents_and_logits_are_those_of_the_network_that_is_called(string site)
    {
        using CalledNetwork called = Called(opaque: true);
        Site at = called.FindSite(site)!;
        using RunnableActivity own = called.Record(_made.Pool, at), wanted = _made.Network.Record(_made.Pool, at);
        int[] all = [.. Enumerable.Range(0, _made.Pool.Tokens.Length)], some = [9, 2, 3, 2, all[^1]];
        Golden.Close(own.Latents(all), wanted.Latents(all), 1e-12);
        Golden.Close(own.Logits(all), wanted.Logits(all), 1e-12);
        Golden.Close(own.Logits(some), wanted.Logits(some), 1e-12);
        Golden.Close(own.Latents(some), wanted.Latents(some), 1e-12);
        Assert.Equal([0, 7], own.Logits([]).shape);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Losses_and_gradients_are_those_of_the_plain_pass(string site, bool stepwise, bool opaque)
    {
        using CalledNetwork called = Called(opaque);
        Site at = called.FindSite(site)!;
        (TargetRows rows, bool[] scored) = _made.Targets(stepwise);
        using RunnableActivity recording = called.Record(_made.Pool, at);
        using var targets = new ScoredTargets(recording.Prepare(rows), scored);
        double[] shares = [.. targets.Labels.Select((_, i) => 0.1 + i % 3)];
        // At the state the plain pass hands on running latents, and a called network natural ones.
        bool mixes = site == "embedding" || !stepwise;
        MixedReplacement own = RandomRecurrent.Replacement(at.Width, rows), plain = RandomRecurrent.Replacement(at.Width, rows);
        Tensor Replaced(MixedReplacement by, Tensor latents, int[] entries) => by.Replace(mixes ? latents : zeros_like(latents), entries);

        ScoredRun run = targets.Run((latents, entries) => Replaced(own, latents, entries), shares);
        Tensor wanted = _made.PlainLogits(rows, scored, at, (latents, entries) => Replaced(plain, latents, entries));
        Tensor losses = nn.functional.cross_entropy(wanted, tensor(targets.Labels), reduction: nn.Reduction.None);
        Golden.Close(tensor(run.Losses), losses, 1e-12);
        Assert.Equal(wanted.argmax(1).ToArray<long>(), run.Predicted);
        run.Surrogate!.backward();
        (losses * tensor(shares)).sum().backward();
        Golden.CloseToLargest(own.Added.grad!, plain.Added.grad!, 1e-12);
        if (mixes)
            Golden.CloseToLargest(own.Matrix.grad!, plain.Matrix.grad!, 1e-12);
        using var frozen = no_grad();
        Golden.Close(targets.Logits((latents, entries) => Replaced(own, latents, entries)), wanted, 1e-12);
        Golden.Close(tensor(targets.Run((latents, entries) => Replaced(own, latents, entries), null).Losses), losses, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_handed_to_the_replacement_is_natural(string site, bool stepwise, bool opaque)
    {
        using CalledNetwork called = Called(opaque);
        (TargetRows rows, bool[] scored) = _made.Targets(stepwise);
        using RunnableActivity recording = called.Record(_made.Pool, called.FindSite(site)!);
        using var targets = new ScoredTargets(recording.Prepare(rows), scored);
        using var frozen = no_grad();
        targets.Logits((latents, entries) =>
        {
            Golden.Close(latents, recording.Latents(rows.EntryPositions()), 0);
            Assert.Equal(Enumerable.Range(0, rows.EntryOffsets[^1]), entries);
            return latents;
        });
        int[] starts = Array.ConvertAll(rows.Last, last => _made.Pool.Offsets.Last(offset => offset <= last));
        Assert.Equal(rows.Last.Zip(starts, (last, start) => last - start + 1).Sum()
            + rows.Continuations.Tokens.Length - rows.Count, targets.PositionsRun);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_gradient_of_any_logits_goes_back_as_often_as_is_asked(string site, bool stepwise, bool opaque)
    {
        using CalledNetwork called = Called(opaque);
        using var recoded = new RecodedNetwork(new OpenedSource(Called(opaque), "given", ""), new Recoding(3, 5));
        Site at = called.FindSite(site)!;
        (TargetRows rows, bool[] scored) = _made.Targets(stepwise);
        using RunnableActivity recording = called.Record(_made.Pool, at), other = recoded.Record(_made.Pool, at);
        using ScoredTargets targets = new(recording.Prepare(rows), scored), there = new(other.Prepare(rows), scored);
        using Coordinates coordinates = new Recoding(3, 5).At(at, Device.Cpu);
        Tensor latents = recording.Latents(rows.EntryPositions()).neg().requires_grad_(true);
        Tensor wanted = _made.PlainLogits(rows, scored, at, (_, entries) => latents.Rows(entries));
        using DifferentiableLogits found = targets.Differentiate(latents), moved = there.Differentiate(coordinates.Of(latents));
        Golden.Close(found.Logits, wanted, 1e-12);
        Golden.Close(moved.Logits, wanted, 1e-12);
        for (int time = 0; time < 2; time++)
        {
            Tensor gradient = randn_like(wanted);
            latents.grad = null;
            wanted.backward([gradient], retain_graph: true);
            Golden.CloseToLargest(found.Back(gradient), latents.grad!, 1e-12);
            Tensor inverse = coordinates.Back(eye(at.Width, dtype: ScalarType.Float64));
            Golden.CloseToLargest(moved.Back(gradient), latents.grad!.mm(inverse.t()), 1e-9);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Later_latents_follow_from_what_was_replaced_where_the_site_hands_it_on(bool opaque)
    {
        using CalledNetwork called = Called(opaque);
        (TargetRows rows, bool[] scored) = _made.Targets(stepwise: false);
        using var frozen = no_grad();
        foreach (Site at in called.Sites)
        {
            using RunnableActivity recording = called.Record(_made.Pool, at);
            using PreparedTargets targets = recording.Prepare(rows);
            MixedReplacement mixed = RandomRecurrent.Replacement(at.Width, rows);
            var wanted = new List<(int Row, int Step, Tensor Latent)>();
            _made.PlainLogits(rows, scored, at, mixed.Replace, (row, step, latent) => wanted.Add((row, step, latent)));
            var places = new TargetPlaces([.. wanted.Select(one => one.Row)], [.. wanted.Select(one => one.Step)]);
            TargetReadings found = targets.Resume(mixed.Replace, new TargetReads(Latents: places));
            Assert.Null(found.Logits);
            Golden.Close(found.Latents!, cat([.. wanted.Select(one => one.Latent)], 0), 1e-12);
        }
    }

    [Fact]
    public void Logits_that_libtorch_does_not_differentiate_are_refused_where_a_gradient_is_wanted()
    {
        using CalledNetwork called = Called(opaque: true);
        (TargetRows rows, bool[] scored) = _made.Targets(stepwise: false);
        using RunnableActivity recording = called.Record(_made.Pool, called.FindSite("state")!);
        using var targets = new ScoredTargets(recording.Prepare(rows), scored);
        MixedReplacement mixed = RandomRecurrent.Replacement(recording.Width, rows);
        Assert.Contains("carry no gradient", Assert.Throws<InvalidOperationException>(() => targets.Logits(mixed.Replace)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Activity_is_shared_and_cut_down_to_some_positions()
    {
        using CalledNetwork called = Called(opaque: true);
        RunnableActivity whole = called.Record(_made.Pool, called.FindSite("state")!);
        Tensor latents = whole.Latents([1, 4, 6]), logits = whole.Logits([4]);
        using RunnableActivity some = whole.Only([1, 4, 6]), shared = whole.Share();
        whole.Dispose();
        Golden.Close(some.Latents([6, 1]), latents.Rows([2, 0]), 0);
        Golden.Close(some.Logits([4]), logits, 0);
        Golden.Close(shared.Latents([4]), latents.Rows([1]), 0);
        Assert.Throws<InvalidOperationException>(() => some.Latents([2]));
    }

    [Fact]
    public void Recording_resuming_and_scoring_leave_no_tensor_behind()
    {
        (TargetRows rows, bool[] scored) = _made.Targets(stepwise: true);
        void Once()
        {
            using var scope = NewDisposeScope();
            using CalledNetwork called = Called(opaque: false);
            called.Check(_made.Pool);
            using RunnableActivity recording = called.Record(_made.Pool, called.FindSite("state")!);
            using var targets = new ScoredTargets(recording.Prepare(rows), scored);
            targets.Run((latents, _) => latents, [.. targets.Labels.Select(_ => 1.0)]);
            targets.Logits((latents, _) => latents);
            using DifferentiableLogits logits = targets.Differentiate(recording.Latents(rows.EntryPositions()));
            logits.Back(logits.Logits);
            recording.Logits(rows.Last);
        }
        Once();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Once();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    public void Dispose()
    {
        _made.Dispose();
        _scope.Dispose();
    }
}

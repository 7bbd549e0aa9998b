using Mas.Alignments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Pretrained;
using Mas.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Pretrained;

/// <summary>Targets of a decoder: what is read within the replaced positions, what follows, and the way back.</summary>
public sealed class DecoderTargetsTests : IDisposable
{
    private const int Texts = 5, Time = 14;

    private readonly DisposeScope _scope;
    private readonly DecoderNetwork _network;
    private readonly TokenRows _rows;

    public DecoderTargetsTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
        _network = new(new DecoderCase("llama-tiny").Open());
        var random = new SeededRandom(3);
        int Word(ref SeededRandom draws) => draws.Next(_network.Decoder.Config.Vocabulary);
        var rows = new int[Texts][];
        for (int row = 0; row < Texts; row++)
        {
            rows[row] = new int[Time];
            for (int at = 0; at < Time; at++)
                rows[row][at] = Word(ref random);
        }
        _rows = TokenRows.From(rows);
    }

    private Site At(int block) => _network.Sites[block];

    private Tensor Natural(int row, int to) =>
        _network.Decoder.Blocks(_network.Decoder.Embed(_rows.Row(row)[..to], 1), 0, _network.Decoder.Config.Layers)[0];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Natural_logits_are_those_of_the_whole_network(int block)
    {
        using var frozen = no_grad();
        using RunnableActivity activity = _network.Record(_rows, At(block));
        int[] positions = [Time + 5, 3, 2 * Time - 1, 4 * Time + 9, 0, Time + 2];
        Tensor found = activity.Logits(positions);
        foreach ((int i, int position) in positions.Index())
        {
            (int row, int at) = Math.DivRem(position, Time);
            Golden.Close(found[i], _network.Decoder.Head(Natural(row, at + 1))[at], 1e-4);
        }
    }

    // Whatever the depth: what a network predicts at p hangs on the stream up to p and on nothing else.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Exchanging_everything_gives_the_sources_own_prediction_at_every_position(int block)
    {
        using var frozen = no_grad();
        using RunnableActivity activity = _network.Record(_rows, At(block));
        (int[] sources, int[] targets) = ([1, 2, 0], [0, 4, 3]);
        int last = Time - 3;
        Tensor read = activity.Latents([.. sources.SelectMany(row => Enumerable.Range(row * Time, last + 1))]);
        using PreparedTargets prepared = activity.Prepare(new TargetRows(
            [.. targets.Select(row => row * Time)], [.. targets.Select(row => row * Time + last)], TokenRows.From([[5], [5], [5]])));
        var places = new TargetPlaces([0, 0, 1, 2, 2, 2], [-4, 0, -last, -3, -2, -1]);
        long[] labels = [.. places.Rows.Select((row, i) =>
            _network.Decoder.Head(Natural(sources[row], Time))[last + places.Steps[i]].argmax(0).item<long>())];
        Tensor logits = prepared.Resume((_, entries) => read.Rows(entries), new TargetReads(places)).Logits!;
        Assert.Equal(labels, logits.argmax(1).ToArray<long>());
        ScoredRun run = prepared.Score((_, entries) => read.Rows(entries), places, labels, null)!;
        Assert.Equal(labels, run.Predicted);
        Golden.Close(tensor(run.Losses), nn.functional.cross_entropy(logits, tensor(labels), reduction: nn.Reduction.None), 1e-5);
    }

    [Fact]
    public void The_first_position_may_stay_and_what_is_fed_afterwards_is_the_sources()
    {
        using var frozen = no_grad();
        const int block = 1, last = 6;
        using RunnableActivity activity = _network.Record(_rows, At(block));
        int[] fed = [.. _rows.Row(1)[(last + 1)..]];
        using PreparedTargets prepared = activity.Prepare(
            new TargetRows([1, 4 * Time + 1], [last, 4 * Time + 3], TokenRows.From([fed, [9]])));
        Tensor written = randn(last + 3L, _network.Decoder.Config.Width);
        var places = new TargetPlaces([0, 0, 0, 1], [-2, 0, 3, 0]);
        Tensor found = prepared.Resume((_, entries) => written.Rows(entries), new TargetReads(places)).Logits!;
        // The long way: the stream of the target's own tokens and then the source's, with the entries written into it.
        Decoder decoder = _network.Decoder;
        int[] ids = [.. _rows.Row(0)[..(last + 1)], .. fed[..^1]];
        Tensor stream = decoder.Blocks(decoder.Embed(ids, 1), 0, block).clone();
        stream[0].narrow(0, 1, last).copy_(written.narrow(0, 0, last));
        Tensor wanted = decoder.Head(decoder.Blocks(stream, block, decoder.Config.Layers)[0]);
        Golden.Close(found.narrow(0, 0, 3), stack([wanted[last - 2], wanted[last], wanted[last + 3]]), 1e-4);
        Tensor second = decoder.Blocks(decoder.Embed(_rows.Row(4)[..4], 1), 0, block).clone();
        second[0].narrow(0, 1, 3).copy_(written.narrow(0, last, 3));
        Golden.Close(found[3], decoder.Head(decoder.Blocks(second, block, decoder.Config.Layers)[0])[3], 1e-4);
    }

    [Fact]
    public void Losses_and_gradients_are_those_of_the_plain_way()
    {
        const int block = 1;
        using RunnableActivity activity = _network.Record(_rows, At(block));
        var rows = new TargetRows([1, Time + 1], [9, Time + 5], TokenRows.From([[3], [4]]));
        var places = new TargetPlaces([0, 0, 1, 1], [-3, 0, -2, 0]);
        long[] labels = [7, 11, 400, 2];
        double[] shares = [0.5, 1, -0.25, 2];
        using PreparedTargets prepared = activity.Prepare(rows);
        Tensor first = randn(14L, _network.Decoder.Config.Width).requires_grad_(true), second = first.detach().clone().requires_grad_(true);
        ScoredRun run = prepared.Score((latents, entries) => latents + first.Rows(entries), places, labels, shares)!;
        run.Surrogate!.backward();
        Tensor logits = prepared.Resume((latents, entries) => latents + second.Rows(entries), new TargetReads(places)).Logits!;
        Tensor losses = nn.functional.cross_entropy(logits, tensor(labels), reduction: nn.Reduction.None);
        (losses * tensor(shares).to_type(ScalarType.Float32)).sum().backward();
        Golden.Close(tensor(run.Losses), losses, 1e-5);
        Golden.CloseToLargest(first.grad!, second.grad!, 1e-4);
    }

    // One pass answers for every position at which an intervention may end; each is an outcome of its own.
    [Fact]
    public void An_engine_counts_every_prediction_within_the_replaced_positions()
    {
        using RunnableActivity activity = _network.Record(_rows, At(1));
        int last = Time - 3;
        long[] own = activity.Logits([.. Enumerable.Range(0, Texts * Time)]).argmax(1).ToArray<long>();
        int Label(int row, int at) => (int)own[row * Time + at];
        Intervention Pair(int source, int target) => new([new Donor(0, source, last)], target, 0, last, [Label(source, last)], [true])
        {
            Earlier = ([-4, -1], [Label(source, last - 4), Label(source, last - 1)]),
            IsCut = true,
        };
        var data = new InterchangeData([activity], [_rows], [new Route(0, 0)], [[Pair(0, 1), Pair(2, 3)]]);
        var engine = new InterchangeEngine(data, threads: 1);
        RouteOutcome floor = engine.Evaluate(null)[0];
        Assert.Equal((6, 6), (floor.Tokens, floor.TrialsRight.Length));
        var whole = new InterchangeEngine(data with { ReplacesAll = true }, threads: 1);
        RouteOutcome full = whole.Evaluate(new StepMaps([new WholeLatent(_network.Decoder.Config.Width)]))[0];
        Assert.Equal([true, true, true, true, true, true], full.TrialsRight);
        Assert.Equal(1, full.TrialIia);
    }

    public void Dispose()
    {
        _network.Dispose();
        _scope.Dispose();
    }
}

using Mas.Interchange;
using Mas.Language;
using Mas.Networks;
using Mas.Networks.Pretrained;
using Mas.Results.Records;
using Mas.Tensors;
using Mas.Tests.Experiments;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Language;

/// <summary>What pairs of texts say without any alignment, on two small models.</summary>
public sealed class UnalignedTextsTests : IDisposable
{
    private const int Texts = 6, Time = 32, Block = 1;

    private static readonly Direction[] s_all = [new(0, 0), new(0, 1), new(1, 0), new(1, 1)];

    private readonly DisposeScope _scope;
    private readonly DecoderNetwork[] _networks;
    private readonly TextSite _site;

    public UnalignedTextsTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
        string folder = Golden.Path("language-models", "llama-tiny");
        _networks = [new(PretrainedFolder.Open(folder, null)),
            new(PretrainedFolder.Open(folder, Golden.Path("language-models", "adapters", "llama-tiny-qv")))];
        _site = new TextSite(
            ["layer.1", "layer.1"], [.. _networks.Select(Pool)], new Dictionary<string, int[]> { [Metrics.Test] = [0, 1, 2, 3, 4, 5] },
            TextWindow.Of(Time, exchangesFirst: true), 5);
    }

    private static TextPool Pool(DecoderNetwork network)
    {
        using var frozen = no_grad();
        var random = new SeededRandom(3);
        var rows = new int[Texts][];
        for (int row = 0; row < Texts; row++)
        {
            rows[row] = new int[Time];
            for (int at = 0; at < Time; at++)
                rows[row][at] = random.Next(network.Decoder.Config.Vocabulary);
        }
        TokenRows tokens = TokenRows.From(rows);
        RunnableActivity activity = network.Record(tokens, [network.Sites[Block]])[0];
        long[] said = activity.Logits([.. Enumerable.Range(0, Texts * Time)]).argmax(1).data<long>().ToArray();
        return new(tokens, Array.ConvertAll(said, word => (int)word), new float[Texts * Time], activity);
    }

    private UnalignedTexts Found(params string[] controls)
    {
        using ExperimentFile file = new ExperimentFile("""
            name: pair
            task: { text: texts.jsonl, context: 16, length: 32 }
            site: layer.1
            networks:
              - { name: a, path: models/base }
              - { name: b, path: models/base }
            alignment: { size: 8, steps: 10, test: 9 }
            """).WithCopy("models/base/config.json", Golden.Path("language-models", "smollm2.json"));
        return UnalignedTexts.Of(_site, s_all, file.Read(), controls, new TextPasses(threads: 1), laterFloor: null);
    }

    [Fact]
    public void The_floor_comes_from_what_is_stored_and_is_what_a_pass_through_the_target_gives()
    {
        UnalignedTexts found = Found(Metrics.NoSwap);
        Intervention[][] pairs = [.. s_all.Select(one => _site.Pairs(Metrics.Test, one, 9).ToArray())];
        RouteOutcome[] passed = new InterchangeEngine(_site.Data(s_all, pairs), 1).Evaluate(null);
        Assert.Equal(
            passed.Select(outcome => TextOutcome.Of(outcome, 9).Shares), found.Controls[Metrics.NoSwap].Select(one => one!.Shares));
        // A text that comes out as source and target of one pair is all right within a network.
        Assert.Contains(found.Controls[Metrics.NoSwap][0]!.Shares, share => share == 1);
        Assert.Contains(found.Controls[Metrics.NoSwap][0]!.Shares, share => share < 0.5);
    }

    [Fact]
    public void The_whole_latent_exchanged_is_right_within_a_network_and_the_rival_of_an_alignment_between()
    {
        UnalignedTexts found = Found(Metrics.FullExchange, Metrics.IdentityMap);
        Assert.Equal([1, null, null, 1], found.Controls[Metrics.FullExchange].Select(one => one?.Mean));
        double?[] raw = [.. found.Controls[Metrics.IdentityMap].Select(one => one?.Mean)];
        Assert.True(raw is [null, > 0 and < 1, > 0 and < 1, null]);
        Assert.Equal((raw[1] + raw[2]) / 2, found.MeanBetween(Metrics.IdentityMap));
        Assert.Null(found.MeanBetween(Metrics.NoSwap));
    }

    // The model run plainly on the target's text up to p and the source's after it.
    [Fact]
    public void The_floor_with_later_tokens_is_the_unchanged_target_on_its_own_text_and_then_the_source_s()
    {
        using var frozen = no_grad();
        UnalignedTexts found = Found();
        foreach ((int i, Direction one) in s_all.Index())
        {
            (TextPool source, TextPool target) = (_site.Pools[one.Source], _site.Pools[one.Target]);
            Decoder decoder = _networks[one.Target].Decoder;
            int right = 0, all = 0;
            foreach (Intervention pair in _site.Later(Metrics.Test, one, 9))
            {
                (int from, int p) = (pair.Donors[0].Sequence, pair.TargetPosition);
                int[] ids = [.. target.Rows.Row(pair.TargetSequence)[..(p + 1)], .. source.Rows.Row(from)[(p + 1)..]];
                Tensor end = decoder.Blocks(decoder.Embed(ids, 1), 0, decoder.Config.Layers)[0];
                long[] said = decoder.Head(end).argmax(1).data<long>().ToArray();
                right += Enumerable.Range(p, Time - p).Count(at => said[at] == source.Label(from, at));
                all += Time - p;
            }
            Assert.Equal(right / (double)all, found.LaterFloor[i], 1e-12);
        }
    }

    // Means of parts, weighed by what they have of all that is scored, are the mean of all: also where pairs score different numbers.
    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public void A_step_in_parts_has_the_losses_and_the_gradient_of_a_step_in_one(int together, bool later)
    {
        IReadOnlyList<Intervention>[] pairs = [.. s_all.Select(one => (IReadOnlyList<Intervention>)(later
            ? _site.Later(Metrics.Test, one, 7) : _site.Pairs(Metrics.Test, one, 7, scored: 3)))];
        int width = _networks[0].Decoder.Config.Width;
        StepMaps Maps() => new([.. Enumerable.Range(0, 2).Select(k => new Mas.Alignments.LinearMap(
            Device.Cpu.From([.. Enumerable.Range(0, width * 8).Select(i => Math.Sin(i * (k + 1)) / 9)], width, 8).requires_grad_(true)))]);
        int[][] batch = [[0, 1, 2, 3, 4], [2, 6], [], [5]];
        var weights = new LossWeights([0.5, 2, 1, 0.25]);
        (RouteOutcome[] whole, StepGradients all) = new InterchangeEngine(_site.Data(s_all, pairs), 1).Step(Maps(), batch, weights);
        (RouteOutcome[] parts, StepGradients sum) =
            new InterchangeEngine(_site.Data(s_all, pairs), 2, stepBatch: together).Step(Maps(), batch, weights);
        foreach ((RouteOutcome one, RouteOutcome other) in whole.Zip(parts))
        {
            Assert.Equal((one.Tokens, one.TokensRight), (other.Tokens, other.TokensRight));
            Assert.Equal(one.TrialsRight, other.TrialsRight);
            Assert.Equal(one.Loss, other.Loss, 1e-4);
        }
        foreach ((IReadOnlyList<Tensor?> one, IReadOnlyList<Tensor?> other) in all.Maps.Zip(sum.Maps))
            foreach ((Tensor? expected, Tensor? found) in one.Zip(other))
                Golden.Close(found!, expected!.to_type(ScalarType.Float64), 1e-5);
    }

    [Fact]
    public void Some_directions_are_picked_in_their_own_order()
    {
        UnalignedTexts found = Found(Metrics.NoSwap), some = found.Only([s_all[3], s_all[1]]);
        Assert.Equal([found.LaterFloor[3], found.LaterFloor[1]], some.LaterFloor);
        Assert.Equal([found.Agreement[3], found.Agreement[1]], some.Agreement);
        Assert.Equal([found.Controls[Metrics.NoSwap][3], found.Controls[Metrics.NoSwap][1]], some.Controls[Metrics.NoSwap]);
    }

    public void Dispose()
    {
        _site.Dispose();
        foreach (DecoderNetwork network in _networks)
            network.Dispose();
        _scope.Dispose();
    }
}

using Mas.Interchange;
using Mas.Language;
using Mas.Networks;
using Mas.Networks.Pretrained;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Pretrained;

/// <summary>Interventions between a real model and its fine-tune, with later tokens, against the library's values.</summary>
public sealed class SmolLm2ExchangeTests(SmolLm2 model) : IDisposable
{
    private const double Loss = 1e-4, Slope = 1e-3;

    private readonly DisposeScope _scope = NewDisposeScope();

    // Some of the twelve, which all hold, because each takes a second or more.
    [Theory]
    [InlineData(1, "0-1")]
    [InlineData(15, "0-0", "1-0")]
    [InlineData(25, "1-1")]
    public void Losses_predictions_and_gradients_are_the_library_s(int block, params string[] directions)
    {
        SmolLm2.Require();
        using SafetensorsFile values = SmolLm2.Expected("exchange");
        using Decoder first = PretrainedFolder.Open(model.Folder, null);
        using Decoder second = PretrainedFolder.Open(model.Folder, SmolLm2.Adapter("formal-1"));
        TextPool[] pools = [Pool(first, "base", block), Pool(second, "formal-1", block)];
        Tensor[] maps = [.. pools.Select((_, k) => values.Double($"map.{k}").to_type(ScalarType.Float32))];
        foreach (string direction in directions)
        {
            (int s, int t) = (direction[0] - '0', direction[^1] - '0');
            Require(values, $"{direction}.layer.{block}", pools[s], pools[t], maps, s, t);
        }
    }

    private static void Require(SafetensorsFile values, string name, TextPool source, TextPool target, Tensor[] maps, int s, int t)
    {
        Tensor[] leaves = [.. maps.Select(map => map.detach().clone().requires_grad_(true))];
        Intervention[] pairs = [.. values.Int32s("source_rows").Zip(values.Int32s("target_rows"), values.Int32s("points"))
            .Select(one => LaterPredictions.At(source, one.First, one.Second, first: 0, one.Third))];
        int[] read = [.. pairs.SelectMany(one => Enumerable.Range(one.Donors[0].Sequence * source.Length, one.TargetPosition + 1))];
        Tensor Replaced(Tensor natural, int[] entries) =>
            natural + (source.Activity.Latents(read).mm(leaves[s]) - natural.mm(leaves[t])).mm(leaves[t].t());
        TargetRows rows = TargetBatch.RowsOf(pairs, target.Rows.Offsets);
        using var targets = new ScoredTargets(target.Activity.Prepare(rows), [.. pairs.SelectMany(one => one.Scored)],
            [.. pairs.SelectMany(one => one.Labels!)]);
        ScoredRun run = targets.Run(Replaced, [.. targets.Labels.Select(_ => 1.0 / targets.Labels.Length)]);
        run.Surrogate!.backward();

        float[] losses = values.ReadSingles($"loss.{name}");
        int[] predicted = values.Int32s($"argmax.{name}");
        foreach ((int row, Intervention one) in pairs.Index())
        {
            int[] own = [.. Enumerable.Range(0, targets.Labels.Length).Where(i => targets.Owners[i] == row)];
            Assert.Equal(losses[row], own.Average(i => run.Losses[i]), Loss);
            Assert.Equal(predicted[(row * target.Length + one.TargetPosition)..((row + 1) * target.Length)],
                own.Select(i => (int)run.Predicted[i]));
            Assert.All(predicted[(row * target.Length)..(row * target.Length + one.TargetPosition)], word => Assert.Equal(-1, word));
        }
        foreach (int k in new[] { s, t }.Distinct())
        {
            Tensor expected = values.Double($"gradient.{k}.{name}");
            Golden.Close(leaves[k].grad!, expected, Slope * expected.abs().max().item<double>());
        }
    }

    private static TextPool Pool(Decoder decoder, string file, int block)
    {
        using SafetensorsFile values = SmolLm2.Expected(file);
        int length = (int)values["greedy_ids"].Shape[1];
        TokenRows rows = TokenRows.From([.. values.Int32s("greedy_ids").Chunk(length)]);
        // The decoder stays the test's own.
        var network = new DecoderNetwork(decoder);
        return new TextPool(rows, values.Int32s("predicted_ids"), values.ReadSingles("margins"),
            network.Record(rows, [network.Sites[block]])[0]);
    }

    public void Dispose() => _scope.Dispose();
}

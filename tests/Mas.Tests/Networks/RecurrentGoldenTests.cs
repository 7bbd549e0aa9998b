using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Recurrent;
using Mas.Oracles.Networks;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>The stored recurrent networks against PyTorch.</summary>
public class RecurrentGoldenTests
{
    [Theory]
    [InlineData("gru-a", ScalarType.Float32)]
    [InlineData("gru-b", ScalarType.Float32)]
    [InlineData("lstm-random", ScalarType.Float32)]
    [InlineData("lstm-random", ScalarType.Float64)] // of the GRUs, the float32 output of the program that trained them is stored
    public void States_and_logits_are_those_of_PyTorch(string name, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile expected = Golden.Tensors("networks", name, "expected.safetensors");
        using RecurrentNetwork network = Golden.Recurrent(name, type);
        TokenRows rows = Rows(expected, "input_ids");
        using RunnableActivity recording = network.Record(rows, network.State);
        int[] all = [.. Enumerable.Range(0, rows.Tokens.Length)];
        Golden.Close(recording.Latents(all), Flat(expected.Double("state"), rows), type == ScalarType.Float64 ? 1e-10 : 2e-5);
        Golden.Close(recording.Logits(all), Flat(expected.Double("logits"), rows), type == ScalarType.Float64 ? 1e-10 : 5e-5);
    }

    [Theory]
    [InlineData("gru-a")]
    [InlineData("gru-b")]
    public void Loss_and_gradients_of_the_weights_are_those_of_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile expected = Golden.Tensors("networks", name, "expected.safetensors");
        using RecurrentNetwork network = Golden.Recurrent(name, ScalarType.Float64);
        RecurrentWeights weights = network.Weights;
        foreach (Tensor weight in weights.Named.Values)
            weight.requires_grad_(true);
        TokenRows rows = Rows(expected, "input_ids");
        Tensor loss = RecurrentOracle.NextTokenLoss(weights, rows);
        loss.backward();
        double wanted = Golden.Json("networks", name, "expected.json").GetProperty("next_token_loss").GetProperty("value").GetDouble();
        Assert.Equal(wanted, loss.item<double>(), 1e-10);
        string[] stored = [.. expected.Entries.Select(entry => entry.Name)
            .Where(entry => entry.StartsWith("next_token_loss.gradient.", StringComparison.Ordinal))];
        Assert.Equal(6, stored.Length);
        foreach (string entry in stored)
            Golden.CloseToLargest(weights.Named[entry["next_token_loss.gradient.".Length..]].grad!, expected.Double(entry), 1e-10);
    }

    [Theory]
    [InlineData("gru-a", ScalarType.Float64, 1e-10, 1e-10)]
    [InlineData("gru-b", ScalarType.Float64, 1e-10, 1e-10)]
    [InlineData("gru-a", ScalarType.Float32, 5e-5, 1e-4)]
    [InlineData("gru-b", ScalarType.Float32, 5e-5, 1e-4)]
    [InlineData("lstm-random", ScalarType.Float64, 1e-10, 1e-10)]
    [InlineData("lstm-random", ScalarType.Float32, 5e-5, 1e-4)]
    public void Resuming_from_a_replaced_state_gives_the_logits_and_the_gradient_of_PyTorch(
        string name, ScalarType type, double logitTolerance, double gradientTolerance)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile expected = Golden.Tensors("networks", name, "expected.safetensors");
        using RecurrentNetwork network = Golden.Recurrent(name, type);
        TokenRows rows = Rows(expected, "input_ids");
        int[] positions = expected.Int32s("patched.position");
        bool[] scored = expected.ReadBools("patched.scored");
        int time = (int)expected["input_ids"].Shape[1];
        using RunnableActivity recording = network.Record(rows, network.State);
        int[] flat = [.. positions.Select((position, row) => rows.Offsets[row] + position)];
        using var targets = new ScoredTargets(
            recording.Prepare(new TargetRows(flat, flat,
                TokenRows.From([.. positions.Select((position, row) => rows.Row(row)[(position + 1)..].ToArray())]))),
            [.. positions.SelectMany((position, row) => Enumerable.Range(position, rows.Length(row) - 1 - position)
                .Select(t => scored[row * time + t]))]);
        Tensor latents = expected.Double("patched.latents").to_type(type).requires_grad_(true);

        Tensor logits = targets.Logits((_, entries) => latents.index_select(0, Device.Cpu.Indices(entries)));
        Tensor wanted = expected.Double("patched.logits").flatten(0, 1).index_select(0, tensor(Scored(scored)));
        Golden.Close(logits, wanted, logitTolerance);
        Tensor loss = nn.functional.cross_entropy(logits, tensor(targets.Labels));
        loss.backward();
        Assert.Equal(Golden.Json("networks", name, "expected.json").GetProperty("patched").GetProperty("loss").GetDouble(),
            loss.to_type(ScalarType.Float64).item<double>(), logitTolerance);
        Golden.CloseToLargest(latents.grad!, expected.Double("patched.gradient"), gradientTolerance);
    }

    [Theory]
    [InlineData("gru-a")]
    [InlineData("gru-b")]
    public void Free_running_repeats_every_token_wrong_counts_included(string name)
    {
        using SafetensorsFile expected = Golden.Tensors("networks", name, "expected.safetensors");
        using RecurrentNetwork network = Golden.Recurrent(name);
        int[] tokens = expected.Int32s("free.tokens"), prompts = expected.Int32s("free.prompt_length"),
            lengths = expected.Int32s("free.length");
        int time = (int)expected["free.tokens"].Shape[1];
        for (int row = 0; row < prompts.Length; row++)
        {
            int[] wanted = tokens[(row * time)..(row * time + lengths[row])];
            Assert.Equal(wanted, RecurrentOracle.RunFreely(network, wanted[..prompts[row]], time));
        }
    }

    [Theory]
    [InlineData("gru-a-permuted")]
    [InlineData("gru-a-null")]
    public void Planted_copies_behave_exactly_as_their_original(string name)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile expected = Golden.Tensors("planted", name, "expected.safetensors");
        TokenRows rows = Rows(expected, "input_ids");
        int[] all = [.. Enumerable.Range(0, rows.Tokens.Length)];
        foreach ((ScalarType type, double tolerance) in new[] { (ScalarType.Float64, 1e-12), (ScalarType.Float32, 1e-4) })
        {
            using RecurrentNetwork network = Golden.Recurrent(name, type, "planted");
            using RunnableActivity recording = network.Record(rows, network.State);
            Golden.Close(recording.Logits(all), Flat(expected.Double("logits"), rows), tolerance);
        }
    }

    private static TokenRows Rows(SafetensorsFile file, string name)
    {
        int[] ids = file.Int32s(name);
        int time = (int)file[name].Shape[1];
        return TokenRows.From([.. Enumerable.Range(0, ids.Length / time)
            .Select(row => ids[(row * time)..((row + 1) * time)].TakeWhile(id => id != 0).ToArray())]);
    }

    private static Tensor Flat(Tensor padded, TokenRows rows) =>
        cat([.. Enumerable.Range(0, rows.Count).Select(row => padded[row].narrow(0, 0, rows.Length(row)))], 0);

    private static long[] Scored(bool[] scored) => [.. Enumerable.Range(0, scored.Length).Where(i => scored[i]).Select(i => (long)i)];
}

using System.Text.Json.Nodes;
using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Bridged;

/// <summary>One GRU of PyTorch, which starts where it has learned to, in Python and natively.</summary>
public sealed class TwoGrus : IDisposable
{
    private const string Gru = """
        import json
        import torch
        from torch import nn
        from mas_bridge import Model, load_safetensors

        class Gru(Model):
            vocabulary = json.load(open("vocabulary.json"))
            sites = {"embedding": 16, "state": 48}
            handed_on = inner = ["state"]

            def __init__(self):
                weights = {name.replace("_orig_mod.", ""): value for name, value in load_safetensors("weights.safetensors").items()}
                self.words, self.cell, self.head = nn.Embedding(8, 16), nn.GRUCell(16, 48), nn.Linear(48, 8)
                self.start = weights["h0"].reshape(1, 48)
                self.words.weight.data = weights["words.weight"]
                self.head.load_state_dict({name: weights["head." + name] for name in ("weight", "bias")})
                self.cell.load_state_dict({name: weights[f"gru.{name}_l0"] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")})

            def run(self, ids, lengths, at):
                x, state, logits = at("embedding", self.words(ids)), self.start.expand(len(ids), 48), []
                for position in range(ids.shape[1]):
                    state = at("state", self.cell(x[:, position], state), position)
                    logits.append(self.head(state))
                return torch.stack(logits, 1)

        """;

    private readonly PythonFolder _folder = new();
    private readonly OpenedSource _bridged;

    public TwoGrus()
    {
        PythonHere.Require("torch");
        foreach (string file in (string[])["vocabulary.json", "weights.safetensors"])
            File.Copy(Golden.Path("foreign", "gru-learned-start", file), Path.Combine(_folder.Root, file));
        _bridged = _folder.Open(Gru);
        string stored = Directory.CreateDirectory(Path.Combine(_folder.Root, "native")).FullName;
        File.Copy(Path.Combine(_folder.Root, "weights.safetensors"), NetworkFolder.WeightsPath(stored));
        string[] words = [.. Golden.Json("foreign", "gru-learned-start", "vocabulary.json").EnumerateObject().Select(word => word.Name)];
        File.WriteAllText(Path.Combine(stored, "config.json"), new JsonObject
        {
            ["architecture"] = "gru",
            ["width"] = 48,
            ["embedding_width"] = 16,
            ["head"] = "linear",
            ["task"] = "multi-object",
            ["vocabulary"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]),
            ["names"] = new JsonObject { ["embedding.weight"] = "words.weight" },
        }.ToJsonString());
        Native = NetworkFolder.Load(stored, Golden.MultiObject.Vocabulary);
    }

    public Network Bridged => _bridged.Network;

    public Network Native { get; }

    public void Dispose()
    {
        _bridged.Dispose();
        Native.Dispose();
        _folder.Dispose();
    }
}

/// <summary>A GRU in Python does what the native one does.</summary>
public sealed class BridgedGruTests : IClassFixture<TwoGrus>
{
    private const double Rounding = 1e-5;

    private readonly Network _bridged, _native;
    private readonly TokenRows _rows;

    public BridgedGruTests(TwoGrus both)
    {
        (_bridged, _native) = (both.Bridged, both.Native);
        var random = new SeededRandom(5);
        _rows = Golden.MultiObject.Rows(12, Mas.Tasks.QuantityChoice.All, ref random);
    }

    [Fact]
    public void It_has_the_same_sites_and_number_of_weights()
    {
        Assert.Equal(_native.Sites.Select(site => (site.Name, site.Width, site.IsHandedOn, site.IsInner)),
            _bridged.Sites.Select(site => (site.Name, site.Width, site.IsHandedOn, site.IsInner)));
        Assert.Equal(_native.ParameterCount, _bridged.ParameterCount); // the start, which is in no module, counts too
    }

    [Theory, InlineData("embedding"), InlineData("state")]
    public void Its_latents_and_logits_are_those_of_the_native_one(string site)
    {
        using var scope = NewDisposeScope();
        int[] all = [.. Enumerable.Range(0, _rows.Tokens.Length)];
        using RunnableActivity bridged = Recorded(_bridged, site), native = Recorded(_native, site);
        Golden.Close(bridged.Latents(all), native.Latents(all), Rounding);
        Golden.Close(bridged.Logits(all), native.Logits(all), Rounding * 10); // of logits up to 8
    }

    [Theory]
    [InlineData("embedding", false)]
    [InlineData("state", false)]
    [InlineData("embedding", true)]
    public void Losses_predictions_and_the_gradient_of_an_alignment_step_are_those_of_the_native_one(string site, bool isStepwise)
    {
        using var scope = NewDisposeScope();
        (double[] bridged, long[] predicted, Tensor gradient) = Step(_bridged, site, isStepwise);
        (double[] native, long[] wanted, Tensor exact) = Step(_native, site, isStepwise);
        Assert.Equal(wanted, predicted);
        Assert.All(native.Zip(bridged), pair => Assert.Equal(pair.First, pair.Second, Rounding));
        Golden.CloseToLargest(gradient, exact, Rounding);
    }

    [Fact]
    public void What_follows_a_replaced_state_is_that_of_the_native_one()
    {
        using var scope = NewDisposeScope();
        Tensor Later(Network network)
        {
            using RunnableActivity activity = Recorded(network, "state");
            (TargetRows rows, _) = Targets(isStepwise: false);
            using PreparedTargets targets = activity.Prepare(rows);
            var places = new TargetPlaces([0, 0, 2], [1, 2, 1]);
            return targets.Resume((latents, _) => latents.neg(), new TargetReads(Latents: places)).Latents!;
        }
        Golden.Close(Later(_bridged), Later(_native), Rounding);
    }

    // One step of gradient descent of a rotation: h' = h + (source − h) M.
    private (double[] Losses, long[] Predicted, Tensor Gradient) Step(Network network, string site, bool isStepwise)
    {
        using RunnableActivity activity = Recorded(network, site);
        (TargetRows rows, bool[] scored) = Targets(isStepwise);
        using var targets = new ScoredTargets(activity.Prepare(rows), scored);
        int width = activity.Width;
        Tensor map = Device.Cpu.From([.. Enumerable.Range(0, width * width).Select(i => 0.3f * MathF.Sin(i))], width, width)
            .requires_grad_(true);
        Tensor sources = activity.Latents([.. Enumerable.Range(0, rows.EntryOffsets[^1]).Select(entry => entry * 7 % _rows.Tokens.Length)]);
        double[] shares = [.. Enumerable.Repeat(1.0 / targets.Labels.Length, targets.Labels.Length)];
        ScoredRun run = targets.Run((latents, entries) => latents + (sources.Rows(entries) - latents).mm(map), shares);
        run.Surrogate!.backward();
        return (run.Losses, run.Predicted, map.grad!);
    }

    // Each sequence from some position on, followed by the rest of the next one.
    private (TargetRows Rows, bool[] Scored) Targets(bool isStepwise)
    {
        int[] rows = [.. Enumerable.Range(0, _rows.Count)];
        int[] last = Array.ConvertAll(rows, row => _rows.Offsets[row] + 1 + row % (_rows.Length(row) - 2));
        int[] first = isStepwise ? _rows.Offsets[..^1] : last;
        var continuations = TokenRows.From([.. rows.Select(row => _rows.Row((row + 1) % _rows.Count)[2..].ToArray())]);
        return (new TargetRows(first, last, continuations), [.. continuations.Tokens.Select(token => token != 0)]);
    }

    private RunnableActivity Recorded(Network network, string site) => network.Record(_rows, network.FindSite(site)!);
}

using System.Text.Json.Nodes;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Networks.Recurrent;
using Mas.Networks.Transformers;
using Mas.Oracles.Files;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>Networks as others bring them from PyTorch, under their own names and words, with what PyTorch computes of them in float64:
/// nothing is added but what their weights do not show.</summary>
public sealed class ForeignNetworkTests : IDisposable
{
    private const string Transformer = "four-head-transformer";

    private static readonly Dictionary<string, string> s_networks = new()
    {
        ["tanh-rnn"] = "rnn",
        ["two-layer-gru"] = "gru",
        ["gru-learned-start"] = "gru",
        ["small-lstm"] = "lstm",
        [Transformer] = "transformer",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public static TheoryData<string, ScalarType> Networks { get; } = new MatrixTheoryData<string, ScalarType>(
        s_networks.Keys, [ScalarType.Float32, ScalarType.Float64]);

    public static TheoryData<string, string, ScalarType> Patched { get; } =
        new(from name in s_networks.Keys
            from site in name == Transformer ? (string[])["layer.1"] : name == "two-layer-gru" ? ["state.0", "state"] : ["state"]
            from type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64]
            select (name, site, type));

    [Theory]
    [MemberData(nameof(Networks))]
    public void Latents_and_logits_are_those_of_PyTorch(string name, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile expected = Golden.Tensors("foreign", name, "expected.safetensors");
        using Network network = Open(name, type);
        TokenRows rows = Rows(name, expected, "input_ids", "length");
        int[] all = [.. Enumerable.Range(0, rows.Tokens.Length)];
        string[] stored = [.. network.Sites.Select(site => site.Name).Where(site => expected.Contains($"latents.{site}"))];
        Assert.Equal(name == Transformer ? ["layer.0", "layer.1", "layer.2"]
            : name == "two-layer-gru" ? ["embedding", "state.0", "state.1"] : ["embedding", "state"], stored);
        IReadOnlyList<RunnableActivity> recorded = network.Record(rows, [.. stored.Select(site => network.FindSite(site)!)]);
        for (int k = 0; k < stored.Length; k++)
        {
            Alike(recorded[k].Latents(all), expected.Double($"latents.{stored[k]}"), type);
            Golden.Close(recorded[k].Logits(all), InOrder(name, expected.Double("logits"), 1), type == ScalarType.Float64 ? 1e-10 : 1e-4);
            recorded[k].Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Patched))]
    public void Going_on_from_a_replaced_state_gives_the_logits_and_the_gradient_of_PyTorch(string name, string site, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile expected = Golden.Tensors("foreign", name, "expected.safetensors");
        using Network network = Open(name, type);
        TokenRows rows = Rows(name, expected, "input_ids", "length"),
            patched = Rows(name, expected, $"patched.{site}.input_ids", $"patched.{site}.length");
        int[] owners = expected.Int32s($"patched.{site}.row"), positions = expected.Int32s($"patched.{site}.position"),
            sources = expected.Int32s($"patched.{site}.source_row"), read = expected.Int32s($"patched.{site}.source_position");
        int[] flat = [.. owners.Select((row, i) => rows.Offsets[row] + positions[i])];
        var continuations = TokenRows.From([.. positions.Select((position, i) => patched.Row(i)[(position + 1)..].ToArray())]);
        using RunnableActivity activity = network.Record(rows, network.FindSite(site)!),
            narrowed = activity.Only([.. flat.Distinct().Order()]);
        Tensor latents = expected.Double($"patched.{site}.latents").to_type(type).requires_grad_(true);
        Alike(activity.Latents([.. sources.Select((row, i) => rows.Offsets[row] + read[i])]), latents, type);

        using PreparedTargets targets = narrowed.Prepare(new TargetRows(flat, flat, continuations));
        (int Row, int Step)[] places = [.. from row in Enumerable.Range(0, owners.Length)
            from step in Enumerable.Range(0, continuations.Length(row)) select (row, step)];
        Tensor logits = targets.Resume((_, entries) => latents.index_select(0, Device.Cpu.Indices(entries)),
            new TargetReads(new TargetPlaces([.. places.Select(one => one.Row)], [.. places.Select(one => one.Step)]))).Logits!;

        Tensor wanted = InOrder(name, expected.Double($"patched.{site}.logits"), 2); // [rows, time, words]
        long[] labels = expected.ReadInt64s($"patched.{site}.labels");
        int time = (int)wanted.size(1);
        long[] at = [.. places.Select(one => (long)one.Row * time + positions[one.Row] + one.Step)];
        Golden.Close(logits, wanted.flatten(0, 1).index_select(0, tensor(at)), type == ScalarType.Float64 ? 1e-10 : 1e-4);
        int[] order = Order(name);
        (int Place, long Label)[] scored = [.. at.Select((place, i) => (i, labels[place])).Where(one => one.Item2 >= 0)
            .Select(one => (one.i, (long)Array.IndexOf(order, (int)one.Item2)))];
        Assert.NotEmpty(scored);
        Tensor probabilities = nn.functional.log_softmax(logits, 1)
            .index_select(0, tensor(scored.Select(one => (long)one.Place).ToArray()))
            .gather(1, tensor(scored.Select(one => one.Label).ToArray()).unsqueeze(1));
        probabilities.sum().backward();
        Golden.CloseToLargest(latents.grad!, expected.Double($"patched.{site}.gradient"), type == ScalarType.Float64 ? 1e-9 : 5e-4);
    }

    [Fact]
    public void A_network_that_has_learned_where_it_starts_does_not_start_from_zero()
    {
        using var scope = NewDisposeScope();
        using Network network = Open("gru-learned-start", ScalarType.Float32);
        Assert.True(((RecurrentNetwork)network).Weights.Start(2).abs().sum().item<float>() > 0.1);
    }

    // From the files as they lie there: sizes, names and words are not written.
    private Network Open(string name, ScalarType type)
    {
        var config = new JsonObject { ["architecture"] = s_networks[name], ["task"] = "multi-object" };
        if (name == Transformer)
            (config["heads"], config["positions"], config["norm"], config["activation"]) = (4, "learned", "post", "relu");
        string path = Path.Combine(_folder, $"{name}.json");
        File.WriteAllText(path, config.ToJsonString());
        Network network = NetworkFolder.Load(Golden.Path("foreign", name), Golden.MultiObject.Vocabulary, null, path);
        if (type == ScalarType.Float32)
            return network;
        using (network)
            return network is TransformerNetwork transformer ? new TransformerNetwork(transformer.Weights.To(type))
                : new RecurrentNetwork(((RecurrentNetwork)network).Weights.To(type));
    }

    // They were computed in float64 and stored in float32: of a cell of 20 the last digit is 1e-6.
    private static void Alike(Tensor latents, Tensor wanted, ScalarType type)
    {
        if (type == ScalarType.Float64)
            Golden.CloseToLargest(latents, wanted, 1e-7);
        else
            Golden.Close(latents, wanted, 5e-5);
    }

    // Of the network's own ids.
    private static string[] Words(string name) => [.. Golden.Json("foreign", name, "vocabulary.json").EnumerateObject()
        .OrderBy(word => word.Value.GetInt32()).Select(word => word.Name)];

    // The network's id of each of the task's words, then of its other ones.
    private static int[] Order(string name)
    {
        string[] words = Words(name);
        return [.. Golden.MultiObject.Vocabulary.Words.Union(words).Select(word => Array.IndexOf(words, word))];
    }

    private static Tensor InOrder(string name, Tensor logits, int dimension) =>
        logits.index_select(dimension, tensor(Order(name).Select(id => (long)id).ToArray()));

    private static TokenRows Rows(string name, SafetensorsFile file, string ids, string lengths)
    {
        int[] tokens = file.Int32s(ids), order = Order(name);
        int time = (int)file[ids].Shape[1];
        return TokenRows.From([.. file.Int32s(lengths).Select((length, row) =>
            tokens[(row * time)..(row * time + length)].Select(id => Array.IndexOf(order, id)).ToArray())]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

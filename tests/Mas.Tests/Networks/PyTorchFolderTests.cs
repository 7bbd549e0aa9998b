using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Networks.Recurrent;
using Mas.Oracles.Networks;
using Mas.Oracles.Sources;
using Mas.Results.Files;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>Folders as a user of PyTorch writes them: tensors under the names of torch.nn, a map in config.json.</summary>
public sealed partial class PyTorchFolderTests : IDisposable
{
    private const int Words = 8, Embedding = 16, Hidden = 24;

    private static readonly string s_page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "from-pytorch.md"));

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Theory]
    [InlineData("gru", 3)]
    [InlineData("lstm", 4)]
    public void The_recurrent_network_of_the_page_is_read_and_computes_what_its_weights_say(string architecture, int gates)
    {
        using var scope = NewDisposeScope();
        TensorData[] tensors = Tensors(gates);
        Write(tensors, config =>
        {
            config["architecture"] = architecture;
            config["width"] = architecture == "lstm" ? 2 * Hidden : Hidden;
        });
        using Network network = Load();
        RecurrentWeights weights = ((RecurrentNetwork)network).Weights;
        Assert.Equal(["embedding", "state"], network.Sites.Select(site => site.Name));
        Assert.Equal([Embedding, architecture == "lstm" ? 2 * Hidden : Hidden], network.Sites.Select(site => site.Width));
        foreach ((string ours, string theirs) in (ReadOnlySpan<(string, string)>)[("cell.weight_ih", "rnn.weight_ih_l0"),
            ("cell.weight_hh", "rnn.weight_hh_l0"), ("cell.bias_ih", "rnn.bias_ih_l0"), ("cell.bias_hh", "rnn.bias_hh_l0")])
            Golden.Close(weights.Named[ours], FileTensors.Value(tensors, theirs), 0);
        // The page's ids: R 0, T 1, P 2, D0 3, D1 4, D2 5, B 6, E 7; the task's: P B E D0 D1 D2 R T.
        Tensor order = tensor(new long[] { 2, 6, 7, 3, 4, 5, 0, 1 });
        Golden.Close(weights.Embedding, FileTensors.Value(tensors, "emb.weight").index_select(0, order), 0);
        Golden.Close(weights.Named["head.weight"], FileTensors.Value(tensors, "fc.weight").index_select(0, order), 0);
        Golden.Close(weights.Named["head.bias"], FileTensors.Value(tensors, "fc.bias").index_select(0, order), 0);

        int[] tokens = [1, 3, 4, 5, 7, 6];
        using RunnableActivity recording = network.Record(TokenRows.From([tokens]), network.FindSite("state")!);
        Tensor state = RecurrentOracle.Start(weights);
        for (int t = 0; t < tokens.Length; t++)
        {
            state = RecurrentOracle.Cell(weights, tokens[t], state);
            Golden.Close(recording.Logits([t]), RecurrentOracle.Head(weights, state), 1e-5);
        }
    }

    [Fact]
    public void The_names_of_the_page_are_those_that_its_module_gives()
    {
        string[] given = [.. PartPattern().Matches(s_page).SelectMany(match => (string[])(match.Groups["kind"].Value switch
        {
            "Embedding" => [".weight"],
            "Linear" => [".weight", ".bias"],
            _ => [".weight_ih_l0", ".weight_hh_l0", ".bias_ih_l0", ".bias_hh_l0"],
        }), (match, end) => match.Groups["name"].Value + end)];
        Assert.Equal(given.Order(), Tensors(3).Select(one => one.Name).Order());
    }

    [Fact]
    public void Cells_without_biases_and_heads_without_one_count_them_as_zero()
    {
        using var scope = NewDisposeScope();
        Write([.. Tensors(3).Where(one => !one.Name.Contains("bias", StringComparison.Ordinal))],
            config => config["names"]!["head.bias"] = null);
        using Network network = Load();
        RecurrentWeights weights = ((RecurrentNetwork)network).Weights;
        foreach (string name in (string[])["cell.bias_ih", "cell.bias_hh", "head.bias"])
            Golden.Close(weights.Named[name], zeros_like(weights.Named[name]), 0);
    }

    [Theory]
    [InlineData("rnn.bias_ih_l0", "rnn.bias_hh_l0", "cell.bias_ih")]
    [InlineData("rnn.bias_hh_l0", "rnn.bias_ih_l0", "cell.bias_hh")]
    public void One_bias_of_a_cell_without_the_other_is_refused_unless_the_map_says_so(string lost, string kept, string name)
    {
        TensorData[] tensors = [.. Tensors(3).Where(one => one.Name != lost)];
        Write(tensors);
        Assert.Equal($"the weight file has '{kept}' and no '{lost}', which is '{name}' here; a module has both or neither: add it, "
            + $"or write \"{name}\": null under 'names' of config.json to count it as 0", Assert.Single(Wrong().Errors).Message);
        Write(tensors, config => config["names"]![name] = null);
        using Network network = Load();
        Golden.Close(((RecurrentNetwork)network).Weights.Named[name], zeros(3 * Hidden), 0);
    }

    [Fact]
    public void Biases_that_count_as_zero_are_told()
    {
        Write([.. Tensors(3).Where(one => !one.Name.Contains("rnn.bias", StringComparison.Ordinal))]);
        NativeTorch.Load();
        using OpenedSource opened = new SavedNetwork("here", _folder).Open(
            new NetworkRequest { Name = "here", Task = Golden.MultiObject });
        Assert.Equal("cell.bias_ih and cell.bias_hh are not in the weight file and count as 0", Assert.Single(opened.Notices));
        Write(Tensors(3));
        using OpenedSource whole = new SavedNetwork("here", _folder).Open(
            new NetworkRequest { Name = "here", Task = Golden.MultiObject });
        Assert.Empty(whole.Notices);
    }

    [Theory]
    [InlineData("width", "config.json has 'width' twice; leave one of them out")]
    [InlineData("head.bias", "config.json has 'head.bias' twice; leave one of them out")]
    public void A_key_that_comes_twice_is_refused(string key, string message)
    {
        Write(Tensors(3));
        string path = Path.Combine(_folder, "config.json"), config = File.ReadAllText(path);
        int place = config.IndexOf($"\"{key}\":", StringComparison.Ordinal), end = config.IndexOfAny([',', '}'], place);
        File.WriteAllText(path, config.Insert(place, config[place..end] + ","));
        Assert.Equal((message, key), (Assert.Single(Wrong().Errors).Message, Wrong().Errors[0].Key));
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over_and_other_encodings_are_named()
    {
        Write(Tensors(3));
        string path = Path.Combine(_folder, "config.json"), config = File.ReadAllText(path);
        File.WriteAllText(path, config, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Load().Dispose();
        foreach (bool isBig in new[] { true, false })
            foreach (bool isMarked in new[] { true, false })
            {
                File.WriteAllText(path, config, new System.Text.UnicodeEncoding(isBig, isMarked));
                Assert.Equal("the file is UTF-16; save it as UTF-8", Assert.Single(Wrong().Errors).Message);
            }
    }

    [Theory]
    [InlineData("old.weight_ih_l0", "the weight file has several tensors that may be 'cell.weight_ih': old.weight_ih_l0, rnn.weight_ih_l0; "
        + "say in 'names' which one it is, and list the others in 'ignore'")]
    [InlineData("norm.weight", "tensor 'norm.weight' does not belong to this architecture; it has emb.weight, rnn.weight_ih_l0, "
        + "rnn.weight_hh_l0, rnn.bias_ih_l0, rnn.bias_hh_l0, fc.weight, fc.bias")]
    public void A_tensor_that_is_not_understood_is_refused_unless_it_is_ignored(string name, string message)
    {
        TensorData[] tensors = [.. Tensors(3), TensorData.Of(name, [2], [1f, 2f])];
        Write(tensors);
        Assert.Equal(message, Assert.Single(Wrong().Errors).Message);
        Write(tensors, config => config["ignore"] = new JsonArray(name[..4] + "*", "unused"));
        Load().Dispose();
    }

    [Theory]
    [InlineData("gru", "rnn.weight_ih_l1",
        "tensor 'rnn.weight_ih_l1' belongs to layer 2 of the gru, and config.json gives it 1; write \"layers\": 2")]
    [InlineData("gru", "rnn.bias_hh_l0_reverse", "tensor 'rnn.bias_hh_l0_reverse' belongs to the backward direction of a bidirectional "
        + "gru; only networks that read from left to right are supported")]
    [InlineData("lstm", "rnn.weight_hr_l0",
        "tensor 'rnn.weight_hr_l0' is the projection of an lstm with proj_size; only an lstm whose output is its h is supported")]
    public void Part_of_the_module_that_is_read_is_refused_even_where_it_is_ignored(string architecture, string name, string message)
    {
        TensorData[] tensors = [.. Tensors(architecture == "gru" ? 3 : 4), TensorData.Of(name, [2], [1f, 2f])];
        void Written(string? ignored) => Write(tensors, config =>
        {
            config["architecture"] = architecture;
            config["width"] = architecture == "lstm" ? 2 * Hidden : Hidden;
            config["ignore"] = ignored is null ? null : new JsonArray(ignored);
            if (ignored is null)
                ((JsonObject)config).Remove("ignore");
        });
        Written(null);
        Assert.Equal(message, Assert.Single(Wrong().Errors).Message);
        Written(name);
        Assert.Equal($"{message}, and without it this would be another network: 'ignore' cannot leave it out",
            Assert.Single(Wrong().Errors).Message);
    }

    [Theory]
    [InlineData("module.")]
    [InlineData("_orig_mod.")]
    [InlineData("module._orig_mod.")]
    [InlineData("_orig_mod.module.")]
    public void What_wrappers_of_the_whole_network_put_before_names_is_passed_over(string prefix)
    {
        using var scope = NewDisposeScope();
        TensorData[] tensors = Tensors(3);
        Write(tensors);
        using Network wanted = Load();
        Write([.. tensors.Select(one => one with { Name = prefix + one.Name })]);
        using Network network = Load();
        Golden.Close(((RecurrentNetwork)network).Weights.Embedding, ((RecurrentNetwork)wanted).Weights.Embedding, 0);
        foreach ((string name, Tensor weight) in ((RecurrentNetwork)wanted).Weights.Named)
            Golden.Close(((RecurrentNetwork)network).Weights.Named[name], weight, 0);
    }

    [Theory]
    [InlineData("gru", 3)]
    [InlineData("lstm", 4)]
    public void Names_of_a_single_cell_are_recognised(string architecture, int gates)
    {
        using var scope = NewDisposeScope();
        TensorData[] tensors =
            [.. Tensors(gates).Select(one => one with { Name = one.Name.Replace("_l0", "", StringComparison.Ordinal) })];
        Write(tensors, config =>
        {
            config["architecture"] = architecture;
            config["width"] = architecture == "lstm" ? 2 * Hidden : Hidden;
        });
        using Network network = Load();
        Golden.Close(((RecurrentNetwork)network).Weights.Named["cell.weight_hh"], FileTensors.Value(tensors, "rnn.weight_hh"), 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("module.")]
    public void A_tensor_that_is_stored_once_for_two_names_is_found_by_the_other(string prefix)
    {
        using var scope = NewDisposeScope();
        TensorData[] tensors = [.. FileTensors.Random(
            ("emb.weight", [Words, Hidden]), ("rnn.weight_ih_l0", [3 * Hidden, Hidden]), ("rnn.weight_hh_l0", [3 * Hidden, Hidden]))
            .Select(one => one with { Name = prefix + one.Name })];
        void Written(int width) => Write(tensors, config =>
        {
            config["embedding_width"] = width;
            config["names"]!["head.bias"] = null;
        }, new() { [$"{prefix}fc.weight"] = $"{prefix}emb.weight", ["format"] = "pt" });
        Written(Hidden);
        using Network network = Load();
        RecurrentWeights weights = ((RecurrentNetwork)network).Weights;
        Golden.Close(weights.Named["head.weight"], weights.Embedding, 0);
        Written(Embedding);
        Assert.StartsWith($"the weight file gives '{prefix}emb.weight' for 'embedding.weight' and for 'head.weight', whose shapes differ",
            Assert.Single(Wrong().Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "embeding.weight": "emb.weight" }""", "'names' has 'embeding.weight', which is no tensor of this architecture; its "
        + "tensors are embedding.weight, cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh, head.weight, head.bias")]
    [InlineData("""{ "head.weight": null }""", "'names' leaves 'head.weight' out; only a bias may be null")]
    [InlineData("""{ "head.weight": 3 }""",
        "'names' has 3 for 'head.weight'; the name of a tensor, or null for a bias that is not there, is wanted")]
    [InlineData("""{ "head.weight": "fc.weight", "embedding.weight": "fc.weight" }""",
        "'names' gives 'fc.weight' for 'head.weight' and for 'embedding.weight', whose shapes differ; give each its own tensor")]
    [InlineData("[1]", "'names' is Array; an object from this program's names of tensors to those of the file is wanted")]
    public void A_wrong_map_of_names_says_what_is_wanted(string names, string message)
    {
        Write(Tensors(3));
        string path = Path.Combine(_folder, "config.json");
        string config = File.ReadAllText(path);
        File.WriteAllText(path, config.Replace(JsonNode.Parse(config)!["names"]!.ToJsonString(), names, StringComparison.Ordinal));
        InputException error = Wrong();
        Assert.Equal(message, Assert.Single(error.Errors).Message);
        Assert.Equal(("names", path), (error.Errors[0].Key, error.Errors[0].File));
    }

    [Theory]
    [InlineData("width", 25, "the width 25 is odd; the state of an lstm is [h; c], twice hidden_size: an even number is wanted")]
    [InlineData("layers", 0, "'layers' is 0; a whole number from 1 to 1024 is wanted")]
    [InlineData("head", "mlp", "'head' is 'mlp'; wanted is 'linear' or 'mlp-gelu'")]
    [InlineData("head", "mlp-gelu", "config.json lacks 'head_width'")]
    [InlineData("architecture", "elman", "the architecture 'elman' is unknown; available are gru, lstm, rnn")]
    public void A_configuration_that_no_network_can_have_is_refused(string key, object value, string message)
    {
        Write(Tensors(4), config =>
        {
            config["architecture"] = "lstm";
            config[key] = JsonSerializer.SerializeToNode(value);
        });
        Assert.StartsWith(message, Assert.Single(Wrong().Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("widht", "unknown key 'widht'; did you mean 'width'?")]
    [InlineData("hidden", "unknown key 'hidden'; allowed are architecture, pad, bos, eos, head, head_width, width, layers, "
        + "embedding_width, vocabulary, task, names, ignore")]
    public void An_unknown_key_is_refused_with_the_nearest_one_unless_another_program_wrote_the_file(string key, string message)
    {
        Write(Tensors(3), config => config[key] = 24);
        InputError error = Assert.Single(Wrong().Errors);
        Assert.Equal((message, key), (error.Message, error.Key));
        foreach (string foreign in (string[])["model_type", "architectures"])
        {
            Write(Tensors(3), config => (config[key], config[foreign]) = (24, "x"));
            Load().Dispose();
        }
    }

    [Theory]
    [InlineData("24.0")]
    [InlineData("2.4e1")]
    public void A_whole_number_of_a_configuration_may_have_a_point(string width)
    {
        Write(Tensors(3), config => config["width"] = JsonNode.Parse(width));
        Load().Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_head_whose_form_is_not_said_is_known_by_its_tensors(bool isMapped)
    {
        using var scope = NewDisposeScope();
        TensorData[] tensors = Tensors(3);
        Write(tensors, config =>
        {
            ((JsonObject)config).Remove("head");
            if (!isMapped)
                config["names"] = new JsonObject { ["embedding.weight"] = "emb.weight" };
        });
        using Network linear = Load();
        Assert.Equal([Words, Hidden], ((RecurrentNetwork)linear).Weights.Named["head.weight"].shape);
        TensorData[] two = [.. tensors.Where(one => !one.Name.StartsWith("fc.", StringComparison.Ordinal)), .. FileTensors.Random(
            ("head.0.weight", [40, Hidden]), ("head.0.bias", [40]), ("head.3.weight", [Words, 40]), ("head.3.bias", [Words]))];
        Write(two, config =>
        {
            ((JsonObject)config).Remove("head");
            config["names"] = new JsonObject { ["embedding.weight"] = "emb.weight" };
        });
        using Network layered = Load();
        Assert.Equal([40, Hidden], ((RecurrentNetwork)layered).Weights.Named["head.0.weight"].shape);
        Write([.. tensors, .. FileTensors.Random(("other.weight", [Words, Hidden]))], config =>
        {
            ((JsonObject)config).Remove("head");
            config["names"] = new JsonObject { ["embedding.weight"] = "emb.weight" };
        });
        Assert.StartsWith("config.json lacks 'head_width', and no tensor of the weight file is its head: write \"head\": \"linear\"",
            Assert.Single(Wrong().Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_width_of_an_lstm_is_told_from_its_hidden_size()
    {
        Write(Tensors(4), config => config["architecture"] = "lstm");
        InputError error = Assert.Single(Wrong().Errors);
        Assert.Equal(("'width' is 24, and the weights have hidden_size 24; the state of an lstm is [h; c], so that its width is twice "
            + "hidden_size: write 48", "width"), (error.Message, error.Key));
    }

    [Fact]
    public void A_pickle_in_place_of_the_weights_is_named_with_the_lines_that_convert_it()
    {
        Write(Tensors(3));
        File.Move(Path.Combine(_folder, "model.safetensors"), Path.Combine(_folder, "pytorch_model.bin"));
        Assert.Equal("there is no such file; pytorch_model.bin beside it is a pickle, which is never read: "
            + ForeignFile.Conversion("pytorch_model.bin"), Assert.Single(Wrong().Errors).Message);
        Assert.Equal("this is a file; wanted is the folder of a network, which holds config.json and model.safetensors; "
            + ForeignFile.Conversion("pytorch_model.bin"), Assert.Single(Assert.Throws<InputException>(() =>
                NetworkFolder.ReadConfig(Path.Combine(_folder, "pytorch_model.bin"))).Errors).Message);
        File.WriteAllText(Path.Combine(_folder, "config.json"), "version https://git-lfs.github.com/spec/v1\n");
        Assert.StartsWith("this is a pointer of Git LFS", Assert.Single(Wrong().Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e300, "tensor 'fc.bias' contains 1e+300, which float32 cannot hold, and networks compute in float32; scale its weights "
        + "down or train it again")]
    [InlineData(double.PositiveInfinity, "tensor 'fc.bias' contains NaN or infinite numbers; train or export the network again")]
    [InlineData(double.NaN, "tensor 'fc.bias' contains NaN or infinite numbers; train or export the network again")]
    public void A_number_beyond_float32_is_told_apart_from_none(double value, string message)
    {
        TensorData bias = new("fc.bias", Dtype.F64, [Words],
            System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>([0, value, 0, 0, 0, 0, 0, 0]).ToArray());
        Write([.. Tensors(3).Where(one => one.Name != "fc.bias"), bias]);
        Assert.Equal(message, Assert.Single(Wrong().Errors).Message);
    }

    // The first pattern is the one of glob-config.json, which once took minutes.
    [Fact]
    public void Patterns_of_ignored_tensors_are_bounded_in_number_length_and_cost()
    {
        TensorData[] tensors = [.. Tensors(3), .. FileTensors.Random([.. Enumerable.Range(0, 300)
            .Select(i => ($"extra.{i}.{new string('a', 20_000)}", (long[])[1]))])];
        string costly = string.Concat(Enumerable.Repeat("*a", 120)) + "*b";
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Write(tensors, config => config["ignore"] = new JsonArray([.. Enumerable.Range(0, 99).Select(i => $"{i}{costly}"), "extra.*"]));
        Load().Dispose();
        Write(tensors, config => config["ignore"] = new JsonArray(costly));
        Assert.Equal(51, Wrong().Errors.Count);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
        Ignoring(Enumerable.Repeat("x", 257), "'ignore' has a word twice");
        Ignoring([new string('x', 257)], "'ignore' has an entry of 257 characters; at most 256 are possible");
        const string most = "of them with *; at most 10000 are possible, 100 of them with *";
        Ignoring(Enumerable.Range(0, 101).Select(i => $"{i}*"), $"'ignore' has 101 entries, 101 {most}");
        Ignoring(Enumerable.Range(0, 10_001).Select(i => $"{i}"), $"'ignore' has 10001 entries, 0 {most}");
        void Ignoring(IEnumerable<string> patterns, string message)
        {
            Write(Tensors(3), config => config["ignore"] = new JsonArray([.. patterns.Select(one => JsonValue.Create(one))]));
            Assert.Equal(message, Assert.Single(Wrong().Errors).Message);
        }
    }

    [Fact]
    public void A_network_that_is_saved_is_read_back_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        Write(Tensors(3));
        using Network network = Load();
        IReadOnlyDictionary<string, Tensor> weights = ((RecurrentNetwork)network).Weights.Named;
        NetworkConfig config = NetworkFolder.ReadConfig(_folder);
        config = config with { Names = new Dictionary<string, string?>(), Vocabulary = Golden.MultiObject.Vocabulary.Words };
        string saved = Path.Combine(_folder, "saved");
        NetworkFolder.Save(saved, config, weights);
        using Network again = NetworkFolder.Load(saved, Golden.MultiObject.Vocabulary);
        Assert.Equal(weights.Values.Select(weight => weight.bytes.ToArray()),
            ((RecurrentNetwork)again).Weights.Named.Values.Select(weight => weight.bytes.ToArray()));
        Assert.Equal(config.ToJson(), NetworkFolder.ReadConfig(saved).ToJson());
    }

    private static TensorData[] Tensors(int gates) => FileTensors.Random(
        ("emb.weight", [Words, Embedding]),
        ("rnn.weight_ih_l0", [gates * Hidden, Embedding]), ("rnn.weight_hh_l0", [gates * Hidden, Hidden]),
        ("rnn.bias_ih_l0", [gates * Hidden]), ("rnn.bias_hh_l0", [gates * Hidden]),
        ("fc.weight", [Words, Hidden]), ("fc.bias", [Words]));

    // With the configuration that the page shows.
    private void Write(TensorData[] tensors, Action<JsonNode>? change = null, Dictionary<string, string>? metadata = null)
    {
        JsonNode config = JsonNode.Parse(ConfigPattern().Match(s_page).Groups[1].Value)!;
        change?.Invoke(config);
        File.WriteAllText(Path.Combine(_folder, "config.json"), config.ToJsonString());
        SafetensorsWriter.Save(Path.Combine(_folder, "model.safetensors"), tensors, metadata);
    }

    private Network Load()
    {
        NativeTorch.Load();
        return NetworkFolder.Load(_folder, Golden.MultiObject.Vocabulary);
    }

    // What loading refuses, checking without libtorch refuses in the same words.
    private InputException Wrong()
    {
        var error = Assert.Throws<InputException>(() => NetworkFolder.Check(_folder, Golden.MultiObject.Vocabulary));
        Assert.Equal(error.Message, Assert.Throws<InputException>(Load).Message);
        return error;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GeneratedRegex(@"json\.dumps\((\{.*?^\})\)\)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ConfigPattern();

    [GeneratedRegex(@"self\.(?<name>\w+) = torch\.nn\.(?<kind>\w+)\(")]
    private static partial Regex PartPattern();
}

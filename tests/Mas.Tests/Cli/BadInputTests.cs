using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Tensors.Safetensors;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Whatever is wrong with what a user gives: one clear sentence, the right exit code, nothing left behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Workplace _here = new();

    [Theory]
    [InlineData("alignment.sise=3", "alignment.sise: unknown key 'sise'; did you mean 'size'? (in the override 'alignment.sise=3')")]
    [InlineData("foo", "this is no key=value; wanted is for example alignment.steps=500 (in the override 'foo')")]
    [InlineData("--thread", "--thread is no option of mas run; did you mean '--threads'?")]
    [InlineData("--tread=2", "--tread is no option of mas run; did you mean '--threads'?")]
    [InlineData("--figure", "--figure is no option of mas run; 'mas run --help' lists them")]
    [InlineData("--threads=0", "--threads 0 is not possible; give a whole number from 1 to 1024")]
    [InlineData("--threads=many", "--threads many is not possible; give a whole number from 1 to 1024")]
    [InlineData("--seed=1.5", "--seed 1.5 is not possible; give a whole number from 0 to 2147483647")]
    [InlineData("--cache=", "--cache has no value; give one: --cache FOLDER")]
    [InlineData("", "an argument is empty; was a variable of the shell not set?")]
    [InlineData("--device=gpu", "--device gpu is unknown; use cpu, or cuda:0 for a graphics card")]
    [InlineData("--device=cuda:x", "--device cuda:x is unknown; use cpu, or cuda:0 for a graphics card")]
    [InlineData("alignment.size=129", "alignment.size: 129 dimensions are more than the width 128 of network 'gru-a'; the limit for all "
        + "variables together is the smallest width, which is also written full (in the override 'alignment.size=129')")]
    [InlineData("networks.1.path=networks/none",
        "HERE/networks/none: networks.1.path: there is no such network folder; it should hold config.json and model.safetensors")]
    public void A_wrong_word_on_the_command_line_is_one_sentence(string word, string sentence) =>
        Assert.Equal("mas: " + sentence.Replace("HERE", _here.Root, StringComparison.Ordinal), Wrong(_here.Experiment(), word));

    [Fact]
    public void A_typo_in_the_file_is_named_with_its_place_as_json_too()
    {
        string file = _here.Experiment("stepps: 4");
        Ended ended = _here.Mas("run", file, "--output", "run", "--json");
        Assert.Equal(2, ended.Code);
        Assert.Matches(@"^mas: small\.yaml:7:\d+: alignment\.stepps: unknown key 'stepps'; did you mean 'steps'\?$",
            Assert.Single(ended.ErrorLines));
        JsonElement error = JsonDocument.Parse(ended.Output).RootElement.GetProperty("error");
        Assert.Equal(["message", "file", "line", "column", "key"], error.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal("alignment.stepps", error.GetProperty("key").GetString());
        Assert.Equal("small.yaml", error.GetProperty("file").GetString());
        Assert.Equal(7, error.GetProperty("line").GetInt32());
        Assert.False(Directory.Exists(_here.Path("run")));
    }

    [Theory]
    [InlineData("there is no command 'mas rnu'; did you mean 'run'?", "rnu", "small.yaml", "--quiet")]
    [InlineData("there is no command 'mas compare'; 'mas --help' lists them", "compare")]
    [InlineData("there is no command 'mas cache lst'; did you mean 'list'?", "cache", "lst")]
    [InlineData("there is no script for the shell 'bahs'; did you mean 'bash'?", "completion", "bahs")]
    [InlineData("--jsn is no option of mas inspect; did you mean '--json'?", "inspect", "--jsn", "networks/gru-a")]
    [InlineData("--oder-than is no option of mas cache prune; did you mean '--older-than'?", "cache", "prune", "--oder-than=3")]
    public void A_mistyped_command_or_option_is_told_with_the_one_that_was_meant(string sentence, params string[] arguments)
    {
        Ended ended = _here.Mas(arguments);
        Assert.Equal((2, $"mas: {sentence}\n"), (ended.Code, ended.Error));
    }

    [Fact]
    public void After_two_dashes_a_word_is_no_option() =>
        Assert.Equal("mas: --sed.yaml: there is no such file", Assert.Single(_here.Mas("run", "--", "--sed.yaml").ErrorLines));

    [Fact]
    public void A_missing_file_a_folder_and_a_missing_argument_are_told_apart()
    {
        Assert.Equal("mas: none.yaml: there is no such file", Wrong("none.yaml"));
        Assert.Equal("mas: networks: this is a folder; a file is wanted", Wrong("networks"));
        Ended ended = _here.Mas("run", "--json");
        Assert.Equal(2, ended.Code);
        Assert.Equal("mas: EXPERIMENT is missing; wanted is the experiment file (YAML or JSON)", ended.ErrorLines[0]);
        Assert.StartsWith("""{"error":{"message":"EXPERIMENT is missing""", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json", "{ \"architecture\": ", "config.json: networks.0.path: config.json is not valid JSON")]
    [InlineData("config.json", "{ \"architecture\": \"\\ud800\" }",
        "config.json: networks.0.path: config.json has a text with half a surrogate pair, which is no Unicode")]
    [InlineData("config.json", null,
        "config.json: networks.0.path: there is no config.json in this network's folder; it needs config.json and model.safetensors")]
    [InlineData("model.safetensors", null, "model.safetensors: networks.0.path: there is no such file")]
    [InlineData("model.safetensors", "short", "model.safetensors: networks.0.path: ")]
    public void A_broken_network_folder_is_named(string name, string? content, string sentence)
    {
        string path = _here.Path("networks", "gru-a", name);
        File.Delete(path);
        if (content is not null)
            File.WriteAllText(path, content);
        string error = Wrong(_here.Experiment());
        Assert.Contains(sentence, error.Replace("config.json:1:19:", "config.json:", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("architecture", "lstm", "tensor 'cell.weight_hh' has shape [384, 128]; config.json asks for [256, 64]")]
    [InlineData("architecture", "grue",
        "architecture: the architecture 'grue' is unknown; available are gru, lstm, rnn, transformer, mlp, torchscript")]
    [InlineData("vocabulary", null,
        "vocabulary: the network does not know the words R, T of its task; its vocabulary is P B E D0 D1 D2 X Y")]
    [InlineData("width", null, "tensor 'cell.bias_hh' has shape [384]; config.json asks for [192]")]
    public void A_configuration_of_a_network_that_does_not_fit_says_what_is_wanted(string key, string? word, string sentence)
    {
        string path = _here.Path("networks", "gru-a", "config.json");
        JsonNode config = JsonNode.Parse(File.ReadAllText(path))!;
        config[key] = word is not null ? word : key == "width" ? 64 : new JsonArray("P", "B", "E", "D0", "D1", "D2", "X", "Y");
        File.WriteAllText(path, config.ToJsonString());
        Ended ended = WrongRun(_here.Experiment());
        Assert.Contains(ended.ErrorLines, line => line.EndsWith(sentence, StringComparison.Ordinal));
        // What a run refuses, inspection and a dry run refuse in the same words.
        foreach (string[] command in (string[][])[["inspect", "networks/gru-a"], ["run", _here.Experiment(), "--dry-run"]])
        {
            ended = _here.Mas(command);
            Assert.Equal(2, ended.Code);
            Assert.Contains(ended.ErrorLines,
                line => line.EndsWith(sentence[(sentence.IndexOf(": ", StringComparison.Ordinal) + 1)..], StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Everything_that_is_wrong_with_the_weights_of_two_networks_is_told_at_once()
    {
        Rewrite("gru-a", tensors => [.. tensors.Where(one => one.Name != "head.3.bias"), Data("extra", [2], [0, 0])]);
        Rewrite("gru-b",
            tensors => [.. tensors.Select(one => one.Name == "head.3.bias" ? Data(one.Name, [8], [0, 0, 0, float.NaN, 0, 0, 0, 0]) : one)]);
        string[] lines = WrongRun(_here.Experiment()).ErrorLines;
        Assert.Equal(3, lines.Length);
        Assert.EndsWith("gru-a/model.safetensors: networks.0.path: tensor 'head.3.bias' of shape [8] is missing", lines[0],
            StringComparison.Ordinal);
        Assert.Contains("networks.0.path: tensor 'extra' does not belong to this architecture; it has ", lines[1],
            StringComparison.Ordinal);
        Assert.EndsWith("gru-b/model.safetensors: networks.1.path: tensor 'head.3.bias' contains NaN or infinite numbers; train or export "
            + "the network again", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small.yaml/run", "cannot be written to; give a folder that you may write to with --output")]
    [InlineData("small.yaml", "this is a file; a run needs a folder: give another one with --output")]
    [InlineData("networks", "the folder holds other files and no run.json; give an empty or new folder with --output")]
    public void An_output_folder_that_cannot_be_one_is_refused(string output, string sentence)
    {
        string file = _here.Experiment();
        Dictionary<string, string> before = _here.Snapshot("networks");
        Ended ended = _here.Mas("run", file, "--output", output);
        Assert.Equal(2, ended.Code);
        Assert.Equal($"mas: {_here.Path(output)}: {sentence}", Assert.Single(ended.ErrorLines));
        Assert.Equal(before, _here.Snapshot("networks"));
    }

    [Fact]
    public void Two_runs_do_not_share_a_folder()
    {
        // It learns nothing, so that it cannot reach the target before the second one has been refused.
        string file = _here.Experiment(
            "start: random, learning_rate: 0.000000001, steps: 100000, stop: { patience: 100000, hopeless_after: 100000 }");
        using Tool first = _here.Start("run", file, "--output", "run");
        Assert.True(first.WaitUntil(() => File.Exists(_here.Path("run", "run.json"))));
        Ended second = _here.Mas("run", file, "--output", "run", "--resume");
        Assert.Equal(2, second.Code);
        Assert.Equal($"mas: {_here.Path("run")}: another run is using this folder; wait for it to end or give another folder with --output",
            Assert.Single(second.ErrorLines));
        Assert.Equal(130, first.Signal("INT").Code);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_told_before_training()
    {
        string file = _here.Experiment(
            networks: "  - { name: one, train: { architecture: gru } }\n  - { name: two, path: networks/gru-b }");
        Assert.Matches(@"^mas: .*small\.yaml/cache: the cache folder for trained networks cannot be written \(.*\); name another one with "
            + @"--cache or MAS_CACHE$", Wrong(file, "--cache", "small.yaml/cache", "--quiet"));
    }

    [Theory]
    [InlineData("report", "networks", "this is no run folder: it has no run.json; give a folder that 'mas run' has written")]
    [InlineData("inspect", "none", "there is no such network folder; it should hold config.json and model.safetensors")]
    public void Commands_other_than_run_say_what_they_want_of_a_folder(string command, string folder, string sentence)
    {
        Ended ended = _here.Mas(command, folder);
        Assert.Equal(2, ended.Code);
        Assert.EndsWith($"{folder}: {sentence}", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    // Exit code 2, no folder left behind, nothing on standard output.
    private Ended WrongRun(string file, params string[] more)
    {
        Ended ended = _here.Mas(["run", file, "--output", "runs/one", .. more]);
        Assert.True(ended.Code == 2, $"exit code {ended.Code}: {ended.Error}");
        Assert.Empty(ended.Output);
        Assert.All(ended.ErrorLines,
            line => Assert.StartsWith("mas: ", line, StringComparison.Ordinal));
        Assert.False(Directory.Exists(_here.Path("runs")));
        return ended;
    }

    private string Wrong(string file, params string[] more) =>
        Assert.Single(WrongRun(file, more).ErrorLines, line => line.StartsWith("mas: ", StringComparison.Ordinal));

    private void Rewrite(string network, Func<IReadOnlyList<TensorData>, IReadOnlyList<TensorData>> change)
    {
        string path = _here.Path("networks", network, "model.safetensors");
        TensorData[] tensors;
        using (SafetensorsFile file = SafetensorsFile.Open(path))
            tensors = [.. file.Entries.Select(
                entry => Data(entry.Name, entry.Shape, [.. file.ReadDoubles(entry.Name).Select(value => (float)value)]))];
        SafetensorsWriter.Save(path, change(tensors));
    }

    private static TensorData Data(string name, long[] shape, float[] values) => TensorData.Of(name, shape, values);

    public void Dispose() => _here.Dispose();
}

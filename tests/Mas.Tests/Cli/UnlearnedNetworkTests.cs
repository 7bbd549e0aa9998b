using System.Text.Json;
using Mas.Results.Files;
using Mas.Tensors.Safetensors;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Networks that have not learned their task are not compared, unless the experiment insists.</summary>
public sealed class UnlearnedNetworkTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void A_stored_network_that_has_not_learned_is_wrong_input_unless_the_file_insists()
    {
        // They have learned to count to 20.
        string file = _here.Experiment("steps: 0");
        const string more = "task.quantities=[1, 24]";
        string[] lines = WrongRun(file, more, "--quiet").ErrorLines;
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^mas: networks/gru-b: networks\.1: network 'gru-b' has not learned multi-object: it gets \d+\.\d % of natural "
            + @"sequences right, at least 99 % are wanted; no usual mistake of an export explains it "
            + @"\('mas check' shows what it answers\): train it further, or write 'insist: true' beside it to compare it all the same$",
            lines[1]);
        Assert.Single(WrongRun(file, more, "networks.0.insist=true", "--quiet").ErrorLines);
        _here.Finish(file, "run", more, "networks.0.insist=true", "networks.1.insist=true");
    }

    [Fact]
    public void A_network_trained_here_that_does_not_get_there_is_a_failed_run()
    {
        string file = _here.Experiment(networks: """
              - { name: one, train: { architecture: gru, width: 16, steps: 40 } }
              - { name: two, path: networks/gru-b }
            """);
        Ended ended = _here.Mas("run", file, "--output", "run", "--json", "--quiet");
        Assert.Equal(1, ended.Code);
        Assert.Contains("give it another seed or more steps (networks.0.train), or write 'insist: true' beside it",
            Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("network 'one' has not learned multi-object",
            JsonDocument.Parse(ended.Output).RootElement.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("\"status\": \"failed\"", File.ReadAllText(_here.Path("run", "run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_sequence_is_right_there_is_nothing_to_compare()
    {
        string file = _here.Experiment(networks: """
              - { name: one, insist: true, train: { architecture: gru, width: 16, steps: 1 } }
              - { name: two, path: networks/gru-b }
            """);
        Assert.Matches(@"^mas: no eligible interventions: of \d+ sequences of the task multi-object in the split (train|validation|test) "
            + @"the (source|target) network gets none right; use a network that has learned the task; one that has not can be a source, "
            + @"with 'insist: true', where no direction into it is trained or tested$", Wrong(file, "--quiet"));
    }

    [Theory]
    [InlineData("unidirectional-mas", "")]
    [InlineData("custom", ", directions: [[none, gru-b], [gru-b, gru-b]]")]
    [InlineData("stitching", "")]
    [InlineData("linear-stitching", "")]
    public void A_stored_network_that_gets_nothing_right_can_be_a_source_as_a_null_control(string method, string directions)
    {
        Rewrite("none");
        const string networks = """
              - { name: none, insist: true, path: networks/none }
              - { name: gru-b, path: networks/gru-b }
            """;
        string file = _here.Experiment(
            $"method: {method}, steps: 20{directions}", networks, more: "evaluation: { directions: trained }");
        _here.Finish(file, "run");
        JsonElement network = JsonDocument.Parse(File.ReadAllText(_here.Path("run", "run.json"))).RootElement.GetProperty("networks")[0];
        Assert.InRange(network.GetProperty("accuracy").GetDouble(), 0, 0.2);
        Assert.Equal(network.GetProperty("sequences").GetInt32(), network.GetProperty("usable").GetInt32());
        _here.Holds("run");
        // Where it is a target too, it is asked to be right; a map of one direction is tested in that one alone.
        if (method != "linear-stitching")
            Assert.Throws<InputException>(() => _here.Finish(file, "all", "evaluation.directions=all"));
    }

    // A copy of gru-a whose every answer is the same word, as of weights that were never trained.
    private void Rewrite(string name)
    {
        _here.Copy("networks/gru-a", name);
        string path = _here.Path("networks", name, "model.safetensors");
        TensorData[] tensors;
        using (SafetensorsFile file = SafetensorsFile.Open(path))
            tensors = [.. file.Entries.Select(entry => TensorData.Of<float>(entry.Name, entry.Shape,
                [.. file.ReadSingles(entry.Name).Select(value => entry.Name == "head.3.weight" ? 0 : value)]))];
        SafetensorsWriter.Save(path, tensors);
    }

    // Exit code 2, no folder left behind, nothing on standard output.
    private Ended WrongRun(string file, params string[] more)
    {
        Ended ended = _here.Mas(["run", file, "--output", "runs/one", .. more]);
        Assert.True(ended.Code == 2, $"exit code {ended.Code}: {ended.Error}");
        Assert.Empty(ended.Output);
        Assert.False(Directory.Exists(_here.Path("runs")));
        return ended;
    }

    private string Wrong(string file, params string[] more) => Assert.Single(WrongRun(file, more).ErrorLines);

    public void Dispose() => _here.Dispose();
}

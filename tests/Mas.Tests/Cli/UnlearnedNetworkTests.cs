using System.Text.Json;
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
        const string more = "task.quantities=[1, 60]";
        string[] lines = WrongRun(file, more, "--quiet").ErrorLines;
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^mas: networks/gru-b: networks\.1: network 'gru-b' has not learned multi-object: it gets \d+\.\d % of natural "
            + @"sequences right, at least 99 % are wanted; train it further, or write 'insist: true' beside it to compare it all the same$",
            lines[1]);
        Assert.Single(WrongRun(file, more, "networks.0.insist=true", "--quiet").ErrorLines);
        _here.Done("run", file, more, "networks.0.insist=true", "networks.1.insist=true", "--output", "run", "--quiet");
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
        Assert.Matches(@"^mas: no eligible interventions: of \d+ sequences of the task multi-object in the split (train|validation) the "
            + @"(source|target) network gets none right; use a network that has learned the task$", Wrong(file, "--quiet"));
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

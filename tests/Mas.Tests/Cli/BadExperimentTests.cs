using Mas.Tests.Experiments;
using Mas.Tests.Tasks;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Settings that do not fit together: exit code 2, one sentence for each, before anything runs.</summary>
public sealed class BadExperimentTests : IDisposable
{
    private readonly Workplace _here = new();

    [Theory]
    [InlineData("directions: [[gru-a, gru-c]]", "alignment.directions.0: there is no network 'gru-c'; did you mean 'gru-a'?")]
    [InlineData("variables: [counts]", "alignment.variables.0: 'counts' is not a variable of the task multi-object; did you mean 'count'?")]
    [InlineData("method: clmas", "alignment.method: method clmas is for a network that is not accessible, and all are; write 'accessible: "
        + "false' beside one, or use mas")]
    [InlineData("method: linear-stitching, mask: fixed",
        "alignment.mask: method linear-stitching has no inverse that could keep the target's other coordinates; its mask is replace-all")]
    [InlineData("held_out: all", "alignment.held_out: no direction of method mas is left to be trained; hold fewer out")]
    [InlineData("variables: [count, phase], size: 65", "alignment.size: 130 dimensions are more than the width 128 of network 'gru-a'; the "
        + "limit for all variables together is the smallest width, which is also written full")]
    [InlineData("family: reversible, start: random",
        "alignment.start: the family reversible has a start of its own, neither aligned nor random; leave this key out")]
    [InlineData("extend: networks", "alignment.extend: there is no run in 'networks'; wanted is the folder of a finished run")]
    public void A_setting_that_does_not_fit_is_told_in_one_sentence(string alignment, string sentence) =>
        Assert.Matches($@"^mas: small\.yaml:7:\d+: {System.Text.RegularExpressions.Regex.Escape(sentence)}$",
            Assert.Single(Wrong(_here.Experiment(alignment))));

    [Fact]
    public void A_variable_that_does_not_exist_is_told_whatever_analyses_would_do_with_it()
    {
        string file = _here.Experiment("variables: [cuont]");
        string path = _here.Path(file);
        File.WriteAllText(path, File.ReadAllText(path).Replace("analyses: false",
            "analyses: [wrong-variable, untrained, random-start, null-space, leakage, cycles, off-manifold, disagreement]",
            StringComparison.Ordinal));
        Assert.EndsWith("alignment.variables.0: 'cuont' is not a variable of the task multi-object; did you mean 'count'?",
            Assert.Single(Wrong(file)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_that_needs_access_is_refused_where_there_is_none() =>
        Assert.Equal(
            ["mas: alignment.method: method mas would run network 'gru-b' from an intervention, and it is not accessible; use clmas or "
                + "latent-stitching, or list only directions into accessible networks"],
            Wrong(_here.Experiment(), "networks.1.accessible=false")
                .Select(line => line.Replace("small.yaml:7:12: ", "", StringComparison.Ordinal)));

    [Fact]
    public void Errors_of_the_experiment_and_of_its_task_file_come_together()
    {
        File.WriteAllLines(_here.Path("trials.jsonl"),
            [Recall.Lines[0], "{}", Recall.Lines[1].Replace("\"colour\"", "\"hue\"", StringComparison.Ordinal)]);
        string file = _here.Experiment("stepps: 4");
        File.WriteAllText(_here.Path(file), File.ReadAllText(_here.Path(file)).Replace(
            "task: { name: multi-object, quantities: [1, 3], held_out: [] }", "task: { file: trials.jsonl }", StringComparison.Ordinal));
        string[] lines = Wrong(file);
        Assert.Contains("alignment.stepps: unknown key 'stepps'; did you mean 'steps'?", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("trials.jsonl:2:", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("trials.jsonl:3:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_with_other_networks_is_not_extended()
    {
        Directory.CreateDirectory(_here.Path("old"));
        File.WriteAllText(_here.Path("old", "run.json"), FinishedRun.Json(["one", "two"], [1]));
        Assert.EndsWith("alignment.extend: the run in 'old' aligned one, two; these must come first among the networks, in this order, and "
            + "new ones after them", Assert.Single(Wrong(_here.Experiment("extend: old"))), StringComparison.Ordinal);
    }

    private string[] Wrong(string file, params string[] more)
    {
        Ended ended = _here.Mas(["run", file, "--output", "runs/one", .. more]);
        Assert.True(ended.Code == 2, $"exit code {ended.Code}: {ended.Error}");
        Assert.Empty(ended.Output);
        Assert.False(Directory.Exists(_here.Path("runs")));
        return ended.ErrorLines;
    }

    public void Dispose() => _here.Dispose();
}

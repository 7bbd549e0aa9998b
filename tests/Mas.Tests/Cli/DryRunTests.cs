using Xunit;

namespace Mas.Tests.Cli;

/// <summary>What a dry run says of an experiment: its variables, directions and sites.</summary>
public sealed class DryRunTests : IDisposable
{
    private const string Three = """
          - { name: a, path: networks/gru-a }
          - { name: b, path: networks/gru-b }
          - { name: c, path: networks/gru-a }
        """;

    private readonly Workplace _here = new();

    [Fact]
    public void Few_directions_are_named_with_the_sites_and_the_variable()
    {
        string[] lines = Lines(_here.Experiment(more: Workplace.DefaultControls));
        Assert.Contains("  gru-a: from networks/gru-a, site state (width 128) of embedding and state", lines);
        Assert.Contains("  variable: full", lines);
        Assert.Contains("    trained and tested: within gru-a, gru-b → gru-a, gru-a → gru-b, within gru-b", lines);
        Assert.DoesNotContain(lines, line => line.Contains("held out", StringComparison.Ordinal));
    }

    [Fact]
    public void Many_directions_are_counted() => Assert.Contains(
        "    trained and tested: 3 within a network, 6 between two",
        Lines(_here.Experiment(networks: Three, more: Workplace.DefaultControls)));

    [Fact]
    public void Directions_that_are_held_out_are_tested_and_not_trained()
    {
        string[] lines = Lines(_here.Experiment("held_out: [[a, b], [b, c]]", Three, more: Workplace.DefaultControls));
        Assert.Contains("    trained: within a, b → a, c → a, within b, c → b, a → c, within c", lines);
        Assert.Contains("    tested: 3 within a network, 6 between two", lines);
        Assert.Contains("    held out: a → b, b → c", lines);
    }

    [Fact]
    public void Several_variables_are_told_with_how_they_are_exchanged()
    {
        string file = _here.Experiment("variables: [count, phase], size: 8");
        Assert.Contains("  variables: count, phase, each in a subspace of its own", Lines(file));
        Assert.Contains("  variables: count, phase, all at once", Lines(file, "alignment.joint=true"));
    }

    private string[] Lines(params string[] words) => _here.Done(["run", .. words, "--dry-run"]).Output.TrimEnd().Split('\n');

    public void Dispose() => _here.Dispose();
}

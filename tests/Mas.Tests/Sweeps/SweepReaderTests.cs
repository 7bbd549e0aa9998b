using Mas.Results.Files;
using Mas.Sweeps;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Sweeps;

/// <summary>What varies is read strictly, and becomes every combination that is not excluded.</summary>
public sealed class SweepReaderTests : IDisposable
{
    private readonly Workplace _here = new();

    public SweepReaderTests() => _here.Experiment();

    [Fact]
    public void Axes_are_crossed_rows_of_a_zip_move_together_and_what_is_excluded_is_left_out()
    {
        Sweep sweep = Read("""
            base: small.yaml
            axes:
              alignment.size: [2, 4]
              alignment.method: [mas, das]
            zip:
              - { networks.0.path: networks/gru-a, seed: 1 }
              - { networks.0.path: networks/gru-b, seed: 2 }
            exclude:
              - { alignment.method: das, alignment.size: 2 }
              - { seed: [1], alignment.size: [4] }
            """);
        Assert.Equal(["alignment.size", "alignment.method", "networks.0.path", "seed"], sweep.Keys);
        Assert.Equal(
        [
            "size=2_method=mas_path=gru-a_seed=1", "size=2_method=mas_path=gru-b_seed=2", "size=4_method=mas_path=gru-b_seed=2",
            "size=4_method=das_path=gru-b_seed=2",
        ], sweep.Combinations().Select(StepLabels.Cell));
    }

    [Theory]
    [InlineData("base: small.yaml", "nothing varies; wanted are keys of the experiment with lists of values")]
    [InlineData("axes: { alignment.size: [2] }", "base: this key is missing; wanted is an experiment file")]
    [InlineData("base: other.yaml\naxes: { alignment.size: [2] }", "base: there is no file other.yaml")]
    [InlineData("base: small.yaml\naxes: { alignment.size: 2 }",
        "axes.alignment.size: a list of values is wanted, one or more, found the number 2")]
    [InlineData("base: small.yaml\naxes: { alignment.size: [] }", "found an empty list")]
    [InlineData("base: small.yaml\naxes: [1]", "axes: a mapping of dotted keys to lists of values is wanted, found a list")]
    [InlineData("base: small.yaml\naxes: { alignment.size: [2, 4, 2] }", "2 comes twice; the values must differ")]
    [InlineData("base: small.yaml\naxes: { seed: [1] }\nexclude: [{ sede: 1 }]", "'sede' is no axis; did you mean 'seed'?")]
    [InlineData("base: small.yaml\naxes: { seed: [1, 2] }\nexclude: [{ seed: 3 }]", "3 is none of the values of this axis; it has 1, 2")]
    [InlineData("base: small.yaml\naxes: { seed: [1, 2] }\nexclude: [1]",
        "exclude.0: a mapping of axes to values is wanted, found the number 1")]
    [InlineData("base: small.yaml\nzip: [{ seed: 1 }, { name: b }]",
        "zip.1: every row has the same keys in the same order; the first has seed")]
    [InlineData("base: small.yaml\nzip: [{ seed: 1 }, { seed: 1 }]", "this row comes twice; the rows must differ")]
    [InlineData("base: small.yaml\naxes: { seed: [1] }\nzip: [{ seed: 1 }]", "'seed' is one of the axes too; name it once")]
    [InlineData("base: small.yaml\naxes: { seed: [1] }\nnetworks_once: [-1]", "networks_once.0: -1 is out of range")]
    [InlineData("base: small.yaml\naxes: { seed: [1] }\nrepeat: 3", "unknown key 'repeat'")]
    public void What_is_wrong_is_told(string text, string part) =>
        Assert.Contains(part, Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Too_many_combinations_are_refused_before_any_is_made()
    {
        string values = $"[{string.Join(", ", Enumerable.Range(1, 400))}]";
        string message = Assert.Throws<InputException>(() => Read(
            $"base: small.yaml\naxes: {{ seed: {values}, alignment.steps: {values} }}")).Message;
        Assert.Contains("these are 160,000 combinations, and 100,000 is the most", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_look_alike_in_a_folders_name_are_told_apart_and_a_later_one_renames_none()
    {
        string[] Names(string values) => [.. Read($"base: small.yaml\naxes: {{ networks.0.path: [{values}] }}").Combinations()
            .Select(StepLabels.Cell)];
        string[] two = Names("a/net, b/net"), three = Names("a/net, b/net, c/net");
        Assert.Equal("path=net", two[0]);
        Assert.StartsWith("path=net-", two[1], StringComparison.Ordinal);
        Assert.Equal(two, three[..2]);
        Assert.Equal(3, three.Distinct().Count());
    }

    [Fact]
    public void Long_and_hostile_values_make_safe_names()
    {
        string[] names = [.. Read(
            "base: small.yaml\naxes: { name: [\"../../x\", \"a b\\u001b[31m\", \"" + new string('y', 300) + "\", \"-\"] }")
            .Combinations().Select(StepLabels.Cell)];
        Assert.All(names, name => Assert.True(Results.Sweeps.SweepCellName.IsSafe(name), name));
        Assert.Equal(4, names.Distinct().Count());
    }

    private Sweep Read(string text)
    {
        File.WriteAllText(_here.Path("sweep.yaml"), text);
        return SweepReader.Read(_here.Path("sweep.yaml"));
    }

    public void Dispose() => _here.Dispose();
}

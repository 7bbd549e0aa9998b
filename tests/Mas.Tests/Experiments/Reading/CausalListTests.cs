using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.NetworkTraining;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

/// <summary>Which of several algorithms a network implements is one YAML list.</summary>
public sealed class CausalListTests
{
    private const string Text = """
        task: { name: multi-object, causal: [up-down, up-up, up-increment] }
        site: state
        networks:
          - { name: a, train: { architecture: gru } }
          - { name: b, train: { architecture: gru, width: 64 } }
        alignment: { method: das }
        """;

    [Fact]
    public void A_network_takes_part_once_for_each_causal_model()
    {
        Experiment read = ExperimentFile.Read(Text);
        Assert.Null(read.Task);
        Assert.Equal(["a.up-down", "a.up-up", "a.up-increment", "b.up-down", "b.up-up", "b.up-increment"],
            read.Networks.Select(network => network.Name));
        Assert.Equal([null, "up-up", "up-increment", null, "up-up", "up-increment"],
            read.Networks.Select(network => ((NamedTask)read.TaskOf(network)).Causal));
        Assert.Equal([1, 1, 1, 2, 2, 2], read.Networks.Select(network => ((NetworkToTrain)network.Source).Seed));
        Assert.All(read.Alignment.Variables, variable => Assert.Equal(6, variable.Names.Count));
    }

    [Fact]
    public void The_resolved_copy_writes_out_the_networks_of_a_list_of_causal_models()
    {
        Experiment read = ExperimentFile.Read(Text);
        Assert.Contains("""  - { name: "b.up-up", train: { architecture: gru, width: 64, seed: 2 }, task: { name: multi-object, """
            + """quantities: [1, 20], held_out: [4, 9, 14, 17], void: 0, causal: up-up, eligible: all }, accessible: true""",
            ExperimentWriter.Write(read), StringComparison.Ordinal);
        Assert.Equal(ExperimentWriter.Write(read),
            ExperimentWriter.Write(ExperimentFile.Read(ExperimentWriter.Write(read), "name=experiment")));
    }

    [Fact]
    public void A_list_of_causal_models_may_be_one_networks_own()
    {
        Experiment read = ExperimentFile.Read("""
            task: modulo
            site: state
            networks: [{ name: a, path: x, task: { name: multi-object, causal: [up-up, up-down] } }, { name: b, path: y }]
            alignment: { method: das }
            """);
        Assert.Equal(["a.up-up", "a.up-down", "b"], read.Networks.Select(network => network.Name));
        Assert.Equal(new NamedTask { Name = "modulo" }, read.Task);
    }

    [Fact]
    public void Directions_may_stay_within_a_causal_model() =>
        Assert.Equal(4,
            ExperimentFile.Read(Text.Replace("[up-down, up-up, up-increment]", "[up-down, up-increment]", StringComparison.Ordinal).Replace(
                "method: das", "method: custom, variables: [count], directions: [[a.up-down, b.up-down], [a.up-increment, a.up-increment], "
                    + "[b.up-increment, b.up-increment], [a.up-down, a.up-down]]", StringComparison.Ordinal)).Alignment.Directions!.Count);

    [Theory]
    [InlineData("alignment: { method: das }", "alignment: {}", "6:12 alignment.method: method mas would train a.up-up→a.up-down, between "
        + "different causal models of a list; use das, or custom with directions between networks of one causal model")]
    [InlineData("method: das", "method: das, variables: [count]", "6:39 alignment.variables.0: 'count' is not a variable of the task "
        + "multi-object under its causal model up-up; allowed are full, phase, demo_count, resp_count")]
    [InlineData("up-up, up-inc", "up-up, up-up, up-inc", "1:54 task.causal.2: 'up-up' comes twice")]
    [InlineData("[up-down, up-up, up-increment]", "[]", "1:37 task.causal: the list is empty; at least one is wanted")]
    [InlineData("up-up,", "up-op,", "1:47 task.causal.1: unknown word 'up-op'; did you mean 'up-up'?")]
    [InlineData("name: b,", "name: A.up-down,", "")]
    public void What_is_wrong_with_a_list_of_causal_models_is_told(string old, string fresh, string error)
    {
        string text = Text.Replace(old, fresh, StringComparison.Ordinal);
        if (error == "")
            Assert.Equal(6, ExperimentFile.Read(text).Networks.Count);
        else
            Assert.Equal([error], ExperimentFile.Errors(text));
    }

    [Fact]
    public void Names_must_be_unique_and_names_with_the_causal_model_too()
    {
        const string clash = """
            site: state
            networks:
              - { name: a, path: x, task: { name: multi-object, causal: [up-up, up-down] } }
              - { name: A.up-up, path: y, task: multi-object }
            alignment: { method: das }
            """;
        Assert.Equal(["4:13 networks.1.name: two networks are called 'A.up-up', letter case aside; names must be unique"],
            ExperimentFile.Errors(clash));
        string longName = new('x', 98);
        Assert.Equal(2, ExperimentFile.Errors(clash.Replace("name: a,", $"name: {longName},", StringComparison.Ordinal)).Count(error =>
            error.EndsWith("the network's name with that of the causal model, cannot be a name; give the network a shorter one",
                StringComparison.Ordinal)));
    }
}

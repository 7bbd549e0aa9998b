using Mas.Experiments;
using Mas.Tests.Tasks;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

/// <summary>Tasks and sites, of all networks or of each.</summary>
public sealed class TaskReaderTests
{
    private const string Own = """
        networks:
          - { name: a, task: multi-object, site: embedding, train: { architecture: gru } }
          - { name: b, task: { name: square, quantities: [1, 6] }, site: layer.2, train: { architecture: transformer } }
        alignment: { variables: [count] }
        """;

    [Fact]
    public void Each_network_may_have_a_task_and_a_site_of_its_own()
    {
        Experiment read = ExperimentFile.Read(Own);
        Assert.Null(read.Task);
        Assert.Null(read.Site);
        Assert.Equal([new NamedTask { Name = "multi-object" }, new NamedTask { Name = "square", Largest = 6, HeldOut = [4] }],
            read.Networks.Select(read.TaskOf));
        Assert.Equal(["embedding", "layer.2"], read.Networks.Select(read.SiteOf));
    }

    [Fact]
    public void A_task_and_site_of_one_network_win_over_those_of_all()
    {
        Experiment read = ExperimentFile.Read("task: modulo\nsite: state\n"
            + Own.Replace("task: multi-object, site: embedding, ", "", StringComparison.Ordinal));
        Assert.Equal(["modulo", "square"], read.Networks.Select(network => ((NamedTask)read.TaskOf(network)).Name));
        Assert.Equal(["state", "layer.2"], read.Networks.Select(read.SiteOf));
    }

    [Fact]
    public void Held_out_quantities_follow_the_range_where_nothing_is_said() =>
        Assert.Equal([4], Assert.IsType<NamedTask>(ExperimentFile.Read(Own.Replace("task: multi-object",
            "task: { name: multi-object, quantities: [1, 6] }", StringComparison.Ordinal)).Networks[0].Task).HeldOut);

    [Fact]
    public void The_causal_model_that_a_task_has_anyway_may_be_written_out()
    {
        const string task = "task: { name: multi-object, causal: [up-down] }";
        Experiment read = ExperimentFile.Read(Own.Replace("task: multi-object", task, StringComparison.Ordinal));
        Assert.Equal(ExperimentFile.Read(Own), read with { Networks = ExperimentFile.Read(Own).Networks });
    }

    [Fact]
    public void A_task_may_come_from_a_file_beside_the_experiment()
    {
        using ExperimentFile file = new ExperimentFile("task: { file: data/recall.jsonl }\nsite: state\nnetworks: [{ name: a, path: x }]\n"
            + "alignment: { method: das, variables: [colour] }\n")
            .With("data/recall.jsonl", Recall.Lines);
        RecordedTask task = Assert.IsType<RecordedTask>(file.Read().Task);
        Assert.Equal("data/recall.jsonl", task.Path);
        Assert.True(File.Exists(task.FullPath));
    }

    [Fact]
    public void What_is_wrong_with_a_task_file_is_told_together_with_the_rest()
    {
        using ExperimentFile file = new ExperimentFile(
            "task: { file: recall.jsonl }\nsite: state\nnetworks: [{ name: a, path: x }]\nalignment: { method: das, sise: 3 }\n")
            .With("recall.jsonl", [Recall.Lines[0], Recall.Line("red", 1).Replace("\"colour\"", "\"hue\"", StringComparison.Ordinal),
                """{"tokens": ["B", "red"], "scored": [1]}"""]);
        string[] errors = file.Errors();
        Assert.Equal("4:27 alignment.sise: unknown key 'sise'; did you mean 'size'?", errors[0]);
        Assert.True(errors.Length >= 3);
        Assert.All(errors[1..], error => Assert.Matches(@"^recall\.jsonl: [23]:", error));
    }

    [Fact]
    public void A_task_file_that_is_not_there_is_named() =>
        Assert.Equal(["none.jsonl: there is no such file"], ExperimentFile.Errors(
            "task: { file: none.jsonl }\nsite: state\nnetworks: [{ name: a, path: x }]\nalignment: { method: das }\n"));

    [Fact]
    public void A_variable_that_a_task_file_lacks_is_told_with_the_nearest_one()
    {
        using ExperimentFile file = new ExperimentFile(
            "task: { file: recall.jsonl }\nsite: state\nnetworks: [{ name: a, path: x }]\nalignment: { method: das, variables: [color] }\n")
            .With("recall.jsonl", Recall.Lines);
        Assert.Equal(["4:39 alignment.variables.0: 'color' is not a variable of the task recall.jsonl; did you mean 'colour'?"],
            file.Errors());
    }
}

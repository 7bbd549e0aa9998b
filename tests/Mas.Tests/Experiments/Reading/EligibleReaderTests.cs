using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Tests.Tasks;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

/// <summary>Where interventions write and read, and what the causal model recount asks of an experiment.</summary>
public sealed class EligibleReaderTests
{
    private const string Rest = "\nsite: state\nnetworks: [{ name: a, path: x }]\nalignment: { method: das, variables: [count] }\n";

    [Theory]
    [InlineData("", null)]
    [InlineData(", eligible: all", null)]
    [InlineData(", eligible: response", "response")]
    [InlineData(", eligible: [response, demo]", "demo response")]
    public void Roles_are_read_in_the_order_of_a_sequence_and_written_again(string written, string? expected)
    {
        Experiment read = ExperimentFile.Read($"task: {{ name: modulo{written} }}{Rest}");
        NamedTask task = Assert.IsType<NamedTask>(read.Task);
        Assert.Equal(expected, task.Eligible is null ? null : string.Join(' ', task.Eligible));
        Assert.Equal(expected?.Split(' '), task.ToTask().Options.Eligible);
        Assert.Equal(expected is null, !task.Description.Contains("eligible", StringComparison.Ordinal));
        Assert.Equal(task, ExperimentFile.Read(ExperimentWriter.Write(read)).Task);
    }

    [Theory]
    [InlineData("{ name: modulo, eligible: demos }", "1:33 task.eligible: unknown word 'demos'; did you mean 'demo'?")]
    [InlineData("{ name: modulo, eligible: [demo, responce] }",
        "1:40 task.eligible.1: unknown word 'responce'; did you mean 'response'?")]
    [InlineData("{ name: modulo, eligible: [demo, demo] }", "1:40 task.eligible.1: 'demo' comes twice")]
    [InlineData("{ name: modulo, eligible: [] }", "1:33 task.eligible: the list is empty; at least one is wanted")]
    [InlineData("{ name: modulo, eligible: [demo, equals] }",
        "1:40 task.eligible.1: 'equals' is a role of another kind of task; here they are demo, trigger, response")]
    [InlineData("{ name: modulo, eligible: comma }",
        "1:33 task.eligible: 'comma' is a role of another kind of task; here they are demo, trigger, response")]
    [InlineData("{ file: recall.jsonl, eligible: demo }",
        "1:39 task.eligible: a task file says for each of its sequences what is eligible; leave this key out")]
    public void What_is_wrong_with_roles_is_told_with_its_place(string task, string error)
    {
        using ExperimentFile file = new ExperimentFile($"task: {task}{Rest}").With("recall.jsonl", Recall.Lines);
        Assert.Contains(error, file.Errors());
    }

    [Fact]
    public void A_task_of_one_position_has_no_roles() => Assert.Equal(
        ["1:33 task.eligible: the task and-or has one position and no roles; leave this key out"],
        ExperimentFile.Errors("task: { name: and-or, eligible: all }\nsite: layer.1\nnetworks: [{ name: a, path: x }]\n"
            + "alignment: { method: das }\n"));

    [Theory]
    [InlineData("multi-object", "alignment: { method: das, variables: [full] }", "4:39 alignment.variables.0: the causal model recount "
        + "overwrites one variable alone, so that full is not offered; name demo_count or resp_count")]
    [InlineData("multi-object", "alignment: { method: das }", "4:12 alignment.variables: the causal model recount overwrites one variable "
        + "alone, so that full is not offered; name demo_count or resp_count")]
    [InlineData("arithmetic", "alignment: { method: das, variables: [{ a: full }] }", "4:44 alignment.variables.0.a: the causal model "
        + "recount overwrites one variable alone, so that full is not offered; name cumulative_value or op or operand")]
    [InlineData("arithmetic", "alignment: { method: das, variables: [op, operand], sizes: [2, 2], joint: true }",
        "4:75 alignment.joint: joint overwrites several variables at once, and the causal model recount overwrites one alone; "
        + "leave joint out")]
    [InlineData("modulo", "alignment: { method: das, variables: [phase] }", "4:39 alignment.variables.0: 'phase' is not a variable of the "
        + "task modulo under its causal model recount; allowed are demo_count, resp_count")]
    public void Recount_overwrites_one_variable_alone(string task, string alignment, string error) =>
        Assert.Contains(error, ExperimentFile.Errors(
            $"task: {{ name: {task}, causal: recount }}\nsite: state\nnetworks: [{{ name: a, path: x }}]\n{alignment}\n"));

    [Fact]
    public void Recount_has_values_at_some_roles_alone()
    {
        const string rest = "\nsite: state\nnetworks: [{ name: a, path: x }]\nalignment: { method: das, variables: [demo_count] }\n";
        Assert.Equal(
            ["1:50 task.eligible: the causal model recount has values at trigger and response alone; name that, or leave eligible out"],
            ExperimentFile.Errors($"task: {{ name: modulo, causal: recount, eligible: [demo] }}{rest}"));
        Assert.Equal(["trigger"], ExperimentFile.Read($"task: {{ name: modulo, causal: recount, eligible: trigger }}{rest}")
            .Task!.ToTask().Options.Eligible);
    }
}

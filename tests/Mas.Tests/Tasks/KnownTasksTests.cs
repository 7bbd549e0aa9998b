using Mas.Results.Files;
using Mas.Tasks;
using Xunit;

namespace Mas.Tests.Tasks;

public sealed class KnownTasksTests
{
    [Fact]
    public void A_name_that_no_task_has_gives_nothing()
    {
        Assert.Null(KnownTasks.Named("multi-objects"));
        Assert.Empty(KnownTasks.CausalModels("multi-objects"));
        Assert.Empty(KnownTasks.Variables("multi-objects"));
    }

    [Fact]
    public void All_tasks_of_the_study_have_names() => Assert.Equal(
        ["multi-object", "single-object", "same-object", "modulo", "rounding", "square", "arithmetic", "hierarchical-equality", "and-or"],
        KnownTasks.Names);

    [Theory]
    [InlineData("square", null, "phase count")]
    [InlineData("modulo", "up-up", "phase demo_count resp_count")]
    [InlineData("modulo", "up-increment", "phase count incr")]
    [InlineData("arithmetic", null, "remaining_ops cumulative_value op operand")]
    [InlineData("square", "recount", "demo_count resp_count")]
    [InlineData("arithmetic", "recount", "cumulative_value op operand")]
    [InlineData("hierarchical-equality", null, "left_equal right_equal")]
    [InlineData("and-or", null, "p1_and_p2 p2_and_p3")]
    [InlineData("and-or", "and-or", "p2 p1_or_p3")]
    public void A_causal_model_names_its_variables(string task, string? causal, string expected) =>
        Assert.Equal(expected, string.Join(' ', KnownTasks.Variables(task, causal)));

    [Fact]
    public void The_first_causal_model_is_the_default()
    {
        Assert.Equal(["up-down", "up-up", "up-increment", "recount"], KnownTasks.CausalModels("rounding"));
        Assert.Equal(["arithmetic", "recount"], KnownTasks.CausalModels("arithmetic"));
        Assert.Equal(["and-or-and", "and-or"], KnownTasks.CausalModels("and-or"));
    }

    [Fact]
    public void A_causal_model_that_does_not_fit_the_task_is_refused_beside_those_that_do()
    {
        InputException error = Assert.Throws<InputException>(() => KnownTasks.Named("and-or", new() { Causal = "up-down" }));
        Assert.Equal("task.causal: the causal model 'up-down' does not fit the task and-or; those that do are and-or-and, and-or",
            error.Message);
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(1, 2_000_000_000)]
    [InlineData(1, -5)]
    public void Quantities_out_of_range_are_refused_before_anything_is_made_of_that_size(int smallest, int largest)
    {
        TaskOptions options = new() { SmallestQuantity = smallest, LargestQuantity = largest };
        Assert.Equal("task.quantities", Assert.Throws<InputException>(() => KnownTasks.Named("square", options)).Errors.Single().Key);
    }
}

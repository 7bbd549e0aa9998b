using Mas.Results.Files;
using Mas.Tasks;
using Xunit;

namespace Mas.Tests.Tasks;

/// <summary>Roles of tokens name where interventions write and read.</summary>
public sealed class EligibleRolesTests
{
    private const string Objects = "B D0 U D1 T R R E", Sum = "B 2 3 + 4 = 7 , - 2 = 5 E";

    [Theory]
    [InlineData("multi-object", Objects, null, "1 2 3 5 6", null)]
    [InlineData("multi-object", Objects, "demo", "1 2 3", null)]
    [InlineData("multi-object", Objects, "trigger", "4", null)]
    [InlineData("multi-object", Objects, "response", "5 6", null)]
    [InlineData("multi-object", Objects, "response demo trigger", "1 2 3 4 5 6", null)]
    [InlineData("arithmetic", Sum, null, "5 6 7 10 11", "1 2 3 4 5 6 7 8 9 10 11")]
    [InlineData("arithmetic", Sum, "equals", "5 10", null)]
    [InlineData("arithmetic", Sum, "comma result", "6 7 11", null)]
    [InlineData("arithmetic", Sum, "equals result comma", "5 6 7 10 11", null)]
    public void Interventions_write_and_read_where_the_roles_are(
        string name, string tokens, string? roles, string eligible, string? readable)
    {
        SequenceTask task = Task(name, roles);
        TaskTrace trace = task.Trace(task.Vocabulary.Parse(tokens));
        Assert.Equal(eligible, string.Join(' ', trace.Eligible));
        Assert.Equal(readable, trace.Readable is null ? null : string.Join(' ', trace.Readable));
    }

    [Fact]
    public void After_the_trigger_up_down_has_the_count_that_is_due()
    {
        SequenceTask task = Task("modulo", "trigger");
        Assert.Equal([1, 2], task.Trace(task.Vocabulary.Parse("B D0 D0 D0 D0 D0 D0 T R R E")).Values[14..16].Select(value => value.Number));
    }

    [Fact]
    public void Tasks_of_other_positions_are_told_apart_and_draw_the_same_sequences()
    {
        SequenceTask all = Task("multi-object", null), some = Task("multi-object", "response");
        Assert.NotEqual(all.Identity, some.Identity);
        Assert.Equal(all.DataKey, some.DataKey);
    }

    [Theory]
    [InlineData("multi-object", "demos", "'demos' is no role; here they are demo, trigger, response")]
    [InlineData("multi-object", "equals", "'equals' is a role of another kind of task; here they are demo, trigger, response")]
    [InlineData("arithmetic", "response", "'response' is a role of another kind of task; here they are equals, result, comma")]
    [InlineData("arithmetic", "", "no role is named; they are equals, result, comma")]
    [InlineData("and-or", "demo", "the task and-or has one position and no roles; leave eligible out")]
    public void A_role_that_the_task_lacks_is_refused(string name, string roles, string message) =>
        Assert.Equal($"task.eligible: {message}", Assert.Throws<InputException>(() => Task(name, roles)).Message);

    private static SequenceTask Task(string name, string? roles) => KnownTasks.Named(name, new()
    {
        Void = name == "multi-object" ? 0.2 : 0,
        Eligible = roles?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    })!;
}

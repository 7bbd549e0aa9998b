using Mas.Causal;
using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Tasks;

/// <summary>The causal model recount: what is due at the intervened position changes, and nothing after it.</summary>
public sealed class RecountTaskTests
{
    private static readonly TaskOptions Asked = new() { Causal = "recount" };

    [Theory]
    [InlineData("multi-object", "B D0 D1 D2 T R R R E", 4, "demo_count", 0, "R R R E", "E R R E")] // T: 0 of 0
    [InlineData("multi-object", "B D0 D1 D2 T R R R E", 4, "demo_count", 2, "R R R E", "R R R E")]
    [InlineData("multi-object", "B D0 D1 D2 T R R R E", 6, "demo_count", 2, "R E", "E E")]         // 2 of 2
    [InlineData("multi-object", "B D0 D1 D2 T R R R E", 5, "resp_count", 3, "R R E", "E R E")]     // 3 of 3
    [InlineData("multi-object", "B D0 D1 D2 T R R R E", 7, "resp_count", 0, "E", "R")]             // 0 of 3
    [InlineData("multi-object", "B D0 D1 D2 T R R R E", 7, "demo_count", 9, "E", "R")]             // 3 of 9
    [InlineData("same-object", "B D D T D D E", 4, "demo_count", 1, "D E", "E E")]                 // 1 of 1
    [InlineData("modulo", "B D0 D1 D2 D0 T E", 5, "demo_count", 3, "E", "R")]                      // 0 of 3
    [InlineData("arithmetic", "B 2 3 + 4 = 7 , - 2 = 5 E", 5, "operand", 9, "7 , - 2 = 5 E", "12 , - 2 = 5 E")]          // 3 + 9
    [InlineData("arithmetic", "B 2 3 + 4 = 7 , - 2 = 5 E", 5, "cumulative_value", 9, "7 , - 2 = 5 E", "13 , - 2 = 5 E")] // 9 + 4
    [InlineData("arithmetic", "B 2 3 + 4 = 7 , - 2 = 5 E", 10, "op", 0, "5 E", "9 E")]                                   // 7 + 2
    public void The_target_goes_on_and_the_label_at_the_position_is_what_is_due_there(
        string name, string target, int position, string variable, int value, string fed, string labels)
    {
        SequenceTask task = KnownTasks.Named(name, Asked)!;
        SeededRandom random = new(1);
        int[] tokens = task.Vocabulary.Parse(target);
        Continuation made = task.Counterfactual(tokens, position, [new(Index(task, variable), new(value))], ref random)!;
        Assert.Equal((fed, labels), (task.Vocabulary.Print(made.Tokens), task.Vocabulary.Print(made.Labels)));
        Assert.Equal(task.Trace(tokens).TaskTokens[(position + 1)..], made.Scored);
        Assert.True(made.Scored[0]);
        Assert.Equal(value, made.ValuesAfter[Index(task, variable)].Number);
    }

    [Theory]
    [InlineData("multi-object", "B D0 D1 D2 T R R R E", 3, "demo_count", 1)]            // a demonstration token
    [InlineData("multi-object", "B D0 D1 D2 T R R R E", 5, "demo_count", 21)]           // no response is so long
    [InlineData("arithmetic", "B 2 3 + 4 = 7 , - 2 = 5 E", 5, "op", 1)]                 // 3 - 4
    [InlineData("arithmetic", "B 2 3 + 4 = 7 , - 2 = 5 E", 5, "operand", 18)]           // 3 + 18
    [InlineData("arithmetic", "B 2 3 + 4 = 7 , - 2 = 5 E", 6, "cumulative_value", 1)]   // a result
    public void An_intervention_elsewhere_or_outside_the_range_is_drawn_again(
        string name, string target, int position, string variable, int value)
    {
        SequenceTask task = KnownTasks.Named(name, Asked)!;
        SeededRandom random = new(1);
        Assert.Null(task.Counterfactual(task.Vocabulary.Parse(target), position, [new(Index(task, variable), new(value))], ref random));
    }

    [Fact]
    public void The_example_of_the_method_is_telling()
    {
        SequenceTask task = KnownTasks.Named("multi-object", Asked)!;
        int[] source = task.Vocabulary.Parse("B D0 D0 D0 T R R R E"), target =
            task.Vocabulary.Parse($"B {string.Join(' ', Enumerable.Repeat("D1", 10))} T {string.Join(' ', Enumerable.Repeat("R", 10))} E");
        const int afterOne = 5, afterFive = 16;
        CausalValue three = task.Trace(source).Values[afterOne * 2];
        Assert.Equal(new(3), three);
        SeededRandom random = new(1);
        Continuation made = task.Counterfactual(target, afterFive, [new(0, three)], ref random)!;
        Assert.Equal("E", task.Vocabulary.Word(made.Labels![0]));
        Assert.Equal("R", task.Vocabulary.Word(target[afterFive + 1]));
        Assert.Equal("R", task.Vocabulary.Word(source[afterOne + 1]));
        Assert.Equal(target[(afterFive + 1)..], made.Tokens);
        Assert.Equal(made.Tokens[1..], made.Labels[1..]);
    }

    [Theory]
    [InlineData("multi-object", "B D0 D1 T R R E", new[] { 3, 4, 5 })]
    [InlineData("arithmetic", "B 2 3 + 4 = 7 , - 2 = 5 E", new[] { 5, 10 })]
    public void Positions_are_the_trigger_and_responses_or_equals(string name, string tokens, int[] positions)
    {
        SequenceTask task = KnownTasks.Named(name, Asked)!;
        TaskTrace trace = task.Trace(task.Vocabulary.Parse(tokens));
        Assert.Equal(positions, trace.Eligible);
        Assert.Null(trace.Readable);
        for (int t = 0; t < trace.TaskTokens.Length - 1; t++)
            Assert.Equal(!positions.Contains(t), trace.Values[t * task.Variables.Count].IsNone);
    }

    [Fact]
    public void Gone_through_again_the_written_value_is_gone_one_token_later()
    {
        SequenceTask task = KnownTasks.Named("multi-object", Asked)!;
        int[] target = task.Vocabulary.Parse("B D0 D1 D2 T R R R E");
        TaskTrace natural = task.Trace(target), replayed = task.Replay(target, 5, [new(0, new(9))], target.AsSpan(6));
        Assert.Equal(new(9), replayed.Values[5 * 2]);
        Assert.Equal(natural.Values[(6 * 2)..], replayed.Values[(6 * 2)..]);
        Assert.Equal(natural.Eligible, replayed.Eligible);
    }

    [Fact]
    public void Roles_that_have_no_values_cannot_be_the_only_ones() => Assert.Equal(
        "task.eligible: the causal model recount has values at trigger and response alone; name that, or leave eligible out",
        Assert.Throws<InputException>(() => KnownTasks.Named("modulo", Asked with { Eligible = ["demo"] })).Message);

    private static int Index(SequenceTask task, string variable) => task.Variables.ToList().FindIndex(known => known.Name == variable);
}

using Mas.Causal;
using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Tasks;

public sealed class NumericTaskTests
{
    public static TheoryData<string, double> Family
    {
        get
        {
            TheoryData<string, double> family = [];
            foreach (string name in NumericRule.All.Select(rule => rule.Name))
                foreach (double probability in new[] { 0, 0.2 })
                    family.Add(name, probability);
            return family;
        }
    }

    [Theory]
    [MemberData(nameof(Family))]
    public void Replaying_a_sampled_sequence_gives_its_quantity_and_response_length(string name, double probability)
    {
        SequenceTask task = KnownTasks.Named(name, new() { Void = probability })!;
        NumericRule rule = NumericRule.All.Single(rule => rule.Name == name);
        SeededRandom random = new(7);
        for (int q = 0; q < 300; q++)
        {
            TaskTrace trace = task.Trace(task.Sample(ref random));
            Assert.InRange(trace.Quantity, 1, 20);
            Assert.Equal(rule.Respond(trace.Quantity) + 1, trace.TaskTokens.Count(isTaskToken => isTaskToken));
        }
    }

    [Theory]
    [InlineData(QuantityChoice.All, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20")]
    [InlineData(QuantityChoice.Trained, "1 2 3 5 6 7 8 10 11 12 13 15 16 18 19 20")]
    [InlineData(QuantityChoice.HeldOut, "4 9 14 17")]
    public void Quantities_are_drawn_from_the_chosen_ones_and_all_of_them(QuantityChoice choice, string expected)
    {
        SequenceTask task = KnownTasks.Named("multi-object")!;
        SeededRandom random = new(3);
        SortedSet<int> seen = [];
        for (int q = 0; q < 1000; q++)
            seen.Add(task.Trace(task.Sample(ref random, choice)).Quantity);
        Assert.Equal(expected, string.Join(' ', seen));
    }

    [Fact]
    public void What_follows_an_intervention_can_be_gone_through_again()
    {
        SequenceTask task = KnownTasks.Named("multi-object")!;
        int phase = task.Variables.ToList().FindIndex(variable => variable.Name == "phase"), count = 1 - phase;
        SeededRandom random = new(3);
        int[] target = task.Vocabulary.Parse("B D0 D1 D2 T R R R E");
        Overwrite[] one = [new Overwrite(count, new CausalValue(1, IsRaw: true))];
        int[] continuation = task.Counterfactual(target, 2, one, ref random)!.Tokens;
        TaskTrace trace = task.Replay(target, 2, one, continuation);
        Assert.Equal([0, 1, 1, 2, 3, 3, 2, 1, 0],
            Enumerable.Range(0, trace.TaskTokens.Length - 1).Select(t => (int)trace.Values[(t * 2) + count].Number));
        Assert.Equal([1, 2, 3, 4, 6, 7, 8], trace.Eligible);
        Assert.Throws<ArgumentException>(() => task.Replay(target, 2, [new Overwrite(count, new CausalValue(77))], continuation));
    }

    [Theory]
    [MemberData(nameof(Family))]
    public void Without_an_intervention_going_through_again_is_the_trace(string name, double probability)
    {
        SequenceTask task = KnownTasks.Named(name, new() { Void = probability })!;
        SeededRandom random = new(8);
        int[] tokens = task.Sample(ref random);
        TaskTrace natural = task.Trace(tokens), again = task.Replay(tokens, 1, [], tokens.AsSpan(2));
        Assert.Equal(natural.Values, again.Values);
        Assert.Equal(natural.Eligible, again.Eligible);
        Assert.Equal((natural.Quantity, string.Join(' ', natural.TaskTokens)), (again.Quantity, string.Join(' ', again.TaskTokens)));
    }

    [Fact]
    public void Only_demonstration_void_and_response_tokens_are_eligible()
    {
        SequenceTask task = KnownTasks.Named("multi-object", new() { Void = 0.2 })!;
        Assert.Equal([1, 2, 3, 5, 6], task.Trace(task.Vocabulary.Parse("B D0 U D1 T R R E")).Eligible);
    }

    [Theory]
    [InlineData("B D0 T R R E", "R stands at position 4, where E is due")]
    [InlineData("B D0 D1 T R E", "E stands at position 5, where R is due")]
    [InlineData("B D0 D1 T R R", "it ends where E is due")]
    [InlineData("B D0 T R E E", "E at position 5 follows E")]
    [InlineData("D0 D1 T R E", "D0 stands at position 0, where B is due")]
    [InlineData("B D0 R D1 T R R E", "R stands at position 2, where D0 or D1 or D2 is due")]
    [InlineData("B T E", "its quantity is 0, and the task's are 1 to 20")]
    public void A_sequence_that_is_not_of_the_task_is_refused_with_the_reason(string text, string reason)
    {
        SequenceTask task = KnownTasks.Named("multi-object")!;
        InputException error = Assert.Throws<InputException>(() => task.Trace(task.Vocabulary.Parse(text)));
        Assert.Equal($"'{text}' is not a sequence of the task multi-object: {reason}", error.Message);
    }

    [Fact]
    public void Two_void_tokens_before_one_demonstration_token_are_refused()
    {
        SequenceTask task = KnownTasks.Named("multi-object", new() { Void = 0.2 })!;
        Assert.Throws<InputException>(() => task.Trace(task.Vocabulary.Parse("B U U D0 T R E")));
    }

    [Fact]
    public void An_inadmissible_intervention_has_no_continuation()
    {
        SequenceTask task = KnownTasks.Named("multi-object")!;
        SeededRandom random = new(1);
        Assert.Null(task.Counterfactual(task.Vocabulary.Parse("B D0 T R E"), 1, [new(1, new CausalValue(21))], ref random));
    }

    [Fact]
    public void All_errors_of_the_options_of_a_task_are_reported_at_once()
    {
        TaskOptions options = new() { SmallestQuantity = 3, LargestQuantity = 2, Void = 1 };
        Assert.Equal(["task.quantities", "task.void"],
            Assert.Throws<InputException>(() => KnownTasks.Named("modulo", options)).Errors.Select(error => error.Key));
        Assert.Equal(["task.held_out"], new TaskOptions { LargestQuantity = 2, HeldOut = [1, 2] }.Errors().Select(error => error.Key));
    }
}

using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Tasks;

public sealed class ArithmeticTaskTests
{
    private static readonly SequenceTask Task = KnownTasks.Named("arithmetic")!;

    [Fact]
    public void Interventions_write_at_equals_signs_results_and_commas_and_read_anywhere()
    {
        TaskTrace trace = Task.Trace(Task.Vocabulary.Parse("B 2 7 - 2 = 5 , + 4 = 9 E"));
        Assert.Equal([5, 6, 7, 10, 11], trace.Eligible);
        Assert.Equal(Enumerable.Range(1, 11), trace.Readable);
        Assert.Equal(2, trace.Quantity);
    }

    [Fact]
    public void All_numbers_of_operations_first_values_and_fair_operators_are_drawn()
    {
        SeededRandom random = new(3);
        SortedSet<int> operations = [];
        HashSet<int> first = [];
        int plus = 0, free = 0;
        for (int q = 0; q < 2_000; q++)
        {
            string[] words = Task.Vocabulary.Print(Task.Sample(ref random)).Split(' ');
            operations.Add(Number(words[1]));
            first.Add(Number(words[2]));
            for (int t = 3; t < words.Length; t += 5)
            {
                int before = Number(words[t - (t == 3 ? 1 : 2)]);
                Assert.False(before == 0 && words[t] == "-" || before == 20 && words[t] == "+");
                free += before is > 0 and < 20 ? 1 : 0;
                plus += before is > 0 and < 20 && words[t] == "+" ? 1 : 0;
                Assert.InRange(Number(words[t + 3]), 0, 20);
            }
        }
        Assert.Equal(Enumerable.Range(1, 20), operations);
        Assert.Equal(21, first.Count);
        Assert.InRange(plus / (double)free, 0.48, 0.52);
    }

    [Fact]
    public void The_task_arithmetic_holds_no_number_of_operations_out() => Assert.Empty(Task.Options.Quantities(QuantityChoice.HeldOut));

    [Theory]
    [InlineData("B 1 7 - 2 = 6 E", "6 stands at position 6, where 5 is due")]
    [InlineData("B 1 7 - 8 = 1 E", "8 stands at position 4, where a number that keeps the value in 0..20 is due")]
    [InlineData("B 1 20 + 0 = 20 E", "+ stands at position 3, where an operator that keeps the value in 0..20 is due")]
    [InlineData("B 2 7 - 2 = 5 E", "E stands at position 7, where , is due")]
    [InlineData("B 1 7 - 2 = 5", "it ends where E is due")]
    [InlineData("B 0 7 E", "its quantity is 0, and the task's are 1 to 20")]
    [InlineData("B = 7 E", "its quantity is -1, and the task's are 1 to 20")]
    public void A_calculation_that_does_not_work_out_is_refused_with_the_reason(string text, string reason)
    {
        InputException error = Assert.Throws<InputException>(() => Task.Trace(Task.Vocabulary.Parse(text)));
        Assert.Equal($"'{text}' is not a sequence of the task arithmetic: {reason}", error.Message);
    }

    [Fact]
    public void Options_that_the_task_arithmetic_has_no_words_for_are_refused()
    {
        Assert.Equal("task.quantities",
            Assert.Throws<InputException>(() => KnownTasks.Named("arithmetic", new() { LargestQuantity = 21 })).Errors.Single().Key);
        Assert.Equal("task.void",
            Assert.Throws<InputException>(() => KnownTasks.Named("arithmetic", new() { Void = 0.1 })).Errors.Single().Key);
    }

    private static int Number(string word) => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture);
}

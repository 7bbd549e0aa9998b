using System.Text.Json;
using Mas.Causal;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Tasks;

public sealed class NumericTaskGoldenTests
{
    [Fact]
    public void Replaying_gives_the_variables_and_task_tokens_of_all_68_independent_traces()
    {
        IReadOnlyList<GoldenTrace> rows = GoldenCausal.Traces;
        foreach (GoldenTrace row in rows)
        {
            SequenceTask task = GoldenCausal.Task(row.Task, row.Tokens);
            TaskTrace trace = task.Trace(task.Vocabulary.Parse(row.Tokens));
            Assert.Equal(row.Quantity, trace.Quantity);
            Assert.Equal(row.TaskTokens.Select(flag => flag == 1), trace.TaskTokens);
            for (int v = 0; v < task.Variables.Count; v++)
            {
                string[] expected = [.. row.Variables[task.Variables[v].Name].Select(value => value.ToString())];
                string[] found = [.. Enumerable.Range(0, expected.Length).Select(t => GoldenCausal.Print(task.Variables[v], trace.Values[t * task.Variables.Count + v]))];
                Assert.Equal(expected, found);
            }
        }
        Assert.Equal(68, rows.Count);
        Assert.Equal(34, rows.Count(row => row.Task == "multi-object"));
    }

    [Fact]
    public void Counterfactuals_continue_as_in_all_175_independent_rows()
    {
        IReadOnlyList<GoldenCounterfactual> rows = GoldenCausal.Counterfactuals;
        foreach (GoldenCounterfactual row in rows)
            Check(row);
        Assert.Equal(175, rows.Count);
        Assert.Equal(99, rows.Count(row => row.Target.Task == "multi-object"));
        Assert.Equal(18, rows.Count(row => row.Stepwise));
    }

    // Under the stepwise scheme the last swap, at the position itself, overwrites what earlier ones left in the causal model.
    private static void Check(GoldenCounterfactual row)
    {
        SequenceTask source = GoldenCausal.Task(row.Source.Task), target = GoldenCausal.Task(row.Target.Task);
        CausalValue[] sourceValues = Values(source, row.Source), targetValues = Values(target, row.Target);
        AssertValues(row.Source.Values, source, sourceValues);
        AssertValues(row.Target.Values, target, targetValues);

        Overwrite[] overwrites = [.. row.Variables.Select(pair => new Overwrite(IndexOf(target, pair.Target), sourceValues[IndexOf(source, pair.Source)]))];
        SeededRandom random = new(1);
        Continuation continuation = target.Counterfactual(target.Vocabulary.Parse(row.Target.Tokens), row.Target.Position, overwrites, ref random)!;

        AssertValues(row.ValuesAfter, target, continuation.ValuesAfter);
        string[] found = [.. target.Vocabulary.Print(continuation.Tokens).Split(' ').Select(word => AnyDemo(row, word))];
        string[] expected = [.. row.Counterfactual.Split(' ')[(row.Target.Position + 1)..].Select(word => AnyDemo(row, word))];
        Assert.Equal(expected, found);
        if (row.Continuation is not null)
            Assert.Equal(row.Continuation.Split(' ').Select(word => AnyDemo(row, word)), found);
        Assert.Equal(row.Scored, continuation.Scored.Index().Where(entry => entry.Item).Select(entry => row.Target.Position + entry.Index));
    }

    private static CausalValue[] Values(SequenceTask task, GoldenPlace place)
    {
        TaskTrace trace = task.Trace(task.Vocabulary.Parse(place.Tokens));
        Assert.Contains(place.Position, trace.Eligible);
        return trace.Values.AsSpan(place.Position * task.Variables.Count, task.Variables.Count).ToArray();
    }

    private static void AssertValues(Dictionary<string, JsonElement> expected, SequenceTask task, CausalValue[] values) =>
        Assert.Equal(
            expected.Select(entry => (entry.Key, entry.Value.ToString())).Order(),
            task.Variables.Select((variable, v) => (variable.Name, GoldenCausal.Print(variable, values[v]))).Order());

    // In same-object the word D also responds; there it is told apart by the scored positions.
    private static string AnyDemo(GoldenCounterfactual row, string word) =>
        word == "demo" ? row.Target.Task == "same-object" ? "D" : "demo" : word is "D0" or "D1" or "D2" ? "demo" : word;

    private static int IndexOf(SequenceTask task, string name) => task.Variables.Index().Single(entry => entry.Item.Name == name).Index;
}

using System.Text.Json;
using Mas.Causal;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Tasks;

public sealed class CausalGoldenTests
{
    [Fact]
    public void Replaying_gives_the_variables_and_task_tokens_of_all_128_independent_traces()
    {
        IReadOnlyList<GoldenTrace> rows = GoldenCausal.Traces;
        foreach (GoldenTrace row in rows)
        {
            SequenceTask task = GoldenCausal.Task(row.Task, row.Tokens, row.Model);
            TaskTrace trace = task.Trace(task.Vocabulary.Parse(row.Tokens));
            if (row.Task != "arithmetic")
                Assert.Equal(row.Quantity, trace.Quantity);
            Assert.Equal(row.TaskTokens.Select(flag => flag == 1), trace.TaskTokens);
            Assert.Equal(row.Variables.Keys.Order(), task.Variables.Select(variable => variable.Name).Order());
            for (int t = 0; t < trace.TaskTokens.Length - 1; t++)
                AssertValues(task, row.Variables.ToDictionary(entry => entry.Key, entry => entry.Value[t]), ValuesAt(task, trace, t));
        }
        Assert.Equal(
            [("arithmetic", null, 15), ("modulo", "up-down", 30), ("multi-object", "up-down", 34), ("multi-object", "up-increment", 15),
                ("multi-object", "up-up", 30), ("same-object", "up-down", 4)],
            rows.GroupBy(row => (row.Task, row.Model)).Select(group => (group.Key.Task, group.Key.Model, group.Count())).Order());
    }

    [Fact]
    public void Counterfactuals_continue_as_in_all_239_independent_rows()
    {
        IReadOnlyList<GoldenCounterfactual> rows = GoldenCausal.Counterfactuals;
        foreach (GoldenCounterfactual row in rows)
            Check(row);
        Assert.Equal(239, rows.Count);
        Assert.Equal(20, rows.Count(row => row.Target.Task == "arithmetic"));
        Assert.Equal(28, rows.Count(row => row.Source.Model == "up-up"));
        Assert.Equal(16, rows.Count(row => row.Source.Model == "up-increment"));
        Assert.Equal(18, rows.Count(row => row.Stepwise));
    }

    [Fact]
    public void Natural_positions_with_wanted_values_are_those_of_the_independent_search()
    {
        GoldenLatents golden = GoldenCausal.Latents;
        SequenceTask task = GoldenCausal.Task(golden.Task, "", golden.Model);
        TaskTrace[] traces = [.. golden.Sequences.Select(text => task.Trace(task.Vocabulary.Parse(text)))];
        foreach (GoldenWanted wanted in golden.Wanted)
        {
            CausalValue[] values = [.. task.Variables.Select(variable => GoldenCausal.Parse(variable, wanted.Values[variable.Name]))];
            int[][] found = [.. traces.SelectMany((trace, q) => trace.Eligible
                .Where(t => ValuesAt(task, trace, t).Zip(values).All(pair => GoldenCausal.Agree(pair.First, pair.Second)))
                .Select(t => new[] { q, t }))];
            Assert.Equal(wanted.Candidates, found);
        }
        Assert.Equal(14, golden.Wanted.Length);
    }

    // Under the stepwise scheme the last swap, at the position itself, overwrites what earlier ones left in the causal model.
    private static void Check(GoldenCounterfactual row)
    {
        SequenceTask source = GoldenCausal.Task(row.Source.Task, "", row.Source.Model),
            target = GoldenCausal.Task(row.Target.Task, "", row.Target.Model);
        TaskTrace read = source.Trace(source.Vocabulary.Parse(row.Source.Tokens)),
            written = target.Trace(target.Vocabulary.Parse(row.Target.Tokens));
        Assert.Contains(row.Source.Position, read.Readable ?? read.Eligible);
        Assert.Contains(row.Target.Position, written.Eligible);
        CausalValue[] sourceValues = ValuesAt(source, read, row.Source.Position);
        AssertValues(source, row.Source.Values, sourceValues);
        AssertValues(target, row.Target.Values, ValuesAt(target, written, row.Target.Position));

        Overwrite[] overwrites =
            [.. row.Variables.Select(pair => new Overwrite(IndexOf(target, pair.Target), sourceValues[IndexOf(source, pair.Source)]))];
        SeededRandom random = new(1);
        Continuation continuation = target.Counterfactual(target.Vocabulary.Parse(row.Target.Tokens), row.Target.Position,
            overwrites, ref random)!;
        AssertValues(target, row.ValuesAfter, continuation.ValuesAfter);
        if (row.Target.Task == "arithmetic")
            ArithmeticRows.AssertFollows(target, row, overwrites, continuation);
        else
            AssertSameWords(row, target, continuation);
    }

    private static void AssertSameWords(GoldenCounterfactual row, SequenceTask target, Continuation continuation)
    {
        string[] found = [.. target.Vocabulary.Print(continuation.Tokens).Split(' ').Select(word => AnyDemo(row, word))];
        string[] expected = [.. row.Counterfactual.Split(' ')[(row.Target.Position + 1)..].Select(word => AnyDemo(row, word))];
        Assert.Equal(expected, found);
        if (row.Continuation is not null)
            Assert.Equal(row.Continuation.Split(' ').Select(word => AnyDemo(row, word)), found);
        Assert.Equal(row.Scored, continuation.Scored.Index().Where(entry => entry.Item).Select(entry => row.Target.Position + entry.Index));
    }

    private static CausalValue[] ValuesAt(SequenceTask task, TaskTrace trace, int position) =>
        trace.Values.AsSpan(position * task.Variables.Count, task.Variables.Count).ToArray();

    private static void AssertValues(SequenceTask task, Dictionary<string, JsonElement> expected, CausalValue[] values)
    {
        Assert.Equal(expected.Count, values.Length);
        for (int v = 0; v < values.Length; v++)
            Assert.True(GoldenCausal.Agree(GoldenCausal.Parse(task.Variables[v], expected[task.Variables[v].Name]), values[v]),
                $"{task.Variables[v].Name} is {values[v]}");
    }

    // In same-object the word D also responds; there it is told apart by the scored positions.
    private static string AnyDemo(GoldenCounterfactual row, string word) =>
        word == "demo" ? row.Target.Task == "same-object" ? "D" : "demo" : word is "D0" or "D1" or "D2" ? "demo" : word;

    private static int IndexOf(SequenceTask task, string name) => task.Variables.Index().Single(entry => entry.Item.Name == name).Index;
}

using Mas.Causal;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Tasks;

/// <summary>What holds for every task with every causal model that fits it.</summary>
public sealed class EveryTaskTests
{
    public static TheoryData<string, string, double> All
    {
        get
        {
            TheoryData<string, string, double> all = [];
            foreach (string task in KnownTasks.Names)
                foreach (string causal in KnownTasks.CausalModels(task))
                    all.Add(task, causal, 0);
            foreach (string causal in KnownTasks.CausalModels("modulo"))
                all.Add("modulo", causal, 0.2);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_natural_sequence_is_replayed_from_its_tokens(string name, string causal, double probability)
    {
        SequenceTask task = Task(name, causal, probability);
        SeededRandom random = new(7);
        for (int q = 0; q < 200; q++)
        {
            Sample sample = Sample.Draw(task, ref random);
            TaskTrace trace = task.Trace(sample.Sequence);
            Assert.Equal(sample.Tokens.Length, trace.TaskTokens.Length);
            Assert.Equal((sample.Tokens.Length - 1) * task.Variables.Count, trace.Values.Length);
            Assert.True(trace.TaskTokens[^1]);
            Assert.All(trace.Eligible, t => Assert.Contains(t, trace.Readable ?? trace.Eligible));
            Assert.All(trace.Readable ?? trace.Eligible, t => Assert.InRange(t, 0, sample.Tokens.Length - 2));
            for (int i = 0; i < trace.Values.Length; i++)
                if (task.Variables[i % task.Variables.Count].Labels is { } labels && !trace.Values[i].IsNone)
                    Assert.NotNull(trace.Values[i].Whole(0, labels.Count - 1));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Without_overwritten_variables_a_continuation_is_natural(string name, string causal, double probability)
    {
        SequenceTask task = Task(name, causal, probability);
        SeededRandom random = new(11);
        for (int q = 0; q < 200; q++)
        {
            Sample sample = Sample.Draw(task, ref random);
            TaskTrace trace = task.Trace(sample.Sequence);
            int position = trace.Eligible[random.Next(trace.Eligible.Length)];
            Continuation continuation = task.Counterfactual(sample.Sequence, position, [], ref random)!;
            int[] rejoined = [.. sample.Tokens[..(position + 1)], .. continuation.Tokens];
            TaskTrace replayed = task.Trace(new TaskSequence(rejoined, sample.Features));
            Assert.Equal(trace.Quantity, replayed.Quantity);
            Assert.Equal(replayed.TaskTokens[(position + 1)..], continuation.Scored);
            Assert.Equal(ValuesAt(task, trace, position), continuation.ValuesAfter);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Overwriting_everything_with_the_values_that_an_intervention_left_gives_the_same_continuation(
        string name, string causal, double probability)
    {
        SequenceTask task = Task(name, causal, probability);
        SeededRandom random = new(13);
        int admissible = 0;
        for (int draw = 0; draw < 500; draw++)
        {
            Sample source = Sample.Draw(task, ref random), target = Sample.Draw(task, ref random);
            TaskTrace read = task.Trace(source.Sequence), written = task.Trace(target.Sequence);
            int[] readable = read.Readable ?? read.Eligible;
            CausalValue[] values = ValuesAt(task, read, readable[random.Next(readable.Length)]);
            int variable = random.Next(values.Length), position = written.Eligible[random.Next(written.Eligible.Length)];
            SeededRandom first = random, second = random;
            if (task.Counterfactual(target.Sequence, position, [new(variable, values[variable])], ref first) is not { } once)
                continue;
            Overwrite[] everything = [.. once.ValuesAfter.Index().Where(entry => !entry.Item.IsNone)
                .Select(entry => new Overwrite(entry.Index, entry.Item))];
            Continuation again = task.Counterfactual(target.Sequence, position, everything, ref second)!;
            Assert.Equal(once.ValuesAfter, again.ValuesAfter);
            Assert.Equal(once.Tokens, again.Tokens);
            Assert.Equal(once.Scored, again.Scored);
            Assert.Contains(true, once.Scored);
            admissible++;
        }
        Assert.InRange(admissible, 50, 500);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_that_is_not_a_number_can_be_written(string name, string causal, double probability)
    {
        SequenceTask task = Task(name, causal, probability);
        SeededRandom random = new(17);
        Sample sample = Sample.Draw(task, ref random);
        int position = task.Trace(sample.Sequence).Eligible[0];
        for (int v = 0; v < task.Variables.Count; v++)
            foreach (CausalValue value in new[] { CausalValue.None, new(double.PositiveInfinity), new(-1), new(1e300) })
                Assert.Null(task.Counterfactual(sample.Sequence, position, [new(v, value)], ref random));
    }

    [Fact]
    public void Causal_models_of_one_task_draw_the_same_sequences_and_share_a_key()
    {
        foreach (string name in KnownTasks.Names)
        {
            SequenceTask[] tasks = [.. KnownTasks.CausalModels(name).Select(causal => Task(name, causal, 0))];
            Assert.All(tasks, task => Assert.Equal(name, task.DataKey));
            SeededRandom seed = new(5);
            string[] drawn = [.. tasks.Select(task => { SeededRandom random = seed; return Sample.Draw(task, ref random).ToString(); })];
            Assert.Single(drawn.Distinct());
        }
    }

    [Fact]
    public void The_probability_of_void_tokens_is_part_of_the_key() =>
        Assert.Equal("multi-object/void=0.2", Task("multi-object", "up-down", 0.2).DataKey);

    private static SequenceTask Task(string name, string causal, double probability) =>
        KnownTasks.Named(name, new() { Causal = causal, Void = probability })!;

    private static CausalValue[] ValuesAt(SequenceTask task, TaskTrace trace, int position) =>
        trace.Values.AsSpan(position * task.Variables.Count, task.Variables.Count).ToArray();

    private sealed record Sample(int[] Tokens, float[] Features)
    {
        public TaskSequence Sequence => new(Tokens, Features);

        public static Sample Draw(SequenceTask task, ref SeededRandom random)
        {
            float[] features = new float[task.FeatureWidth];
            return new(task.Sample(ref random, QuantityChoice.All, features), features);
        }

        public override string ToString() => $"{string.Join(' ', Tokens)} | {string.Join(' ', Features)}";
    }
}

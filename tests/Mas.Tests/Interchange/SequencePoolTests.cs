using Mas.Causal;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Tasks;
using Xunit;

namespace Mas.Tests.Interchange;

public sealed class SequencePoolTests
{
    private static readonly SequenceTask Task = KnownTasks.Named("modulo", new() { Void = 0.2 })!;

    [Fact]
    public void A_sequence_is_decided_by_its_number_and_not_by_how_many_there_are()
    {
        SequencePool few = new(Task, 5, Metrics.Train, 20), many = new(Task, 5, Metrics.Train, 200);
        for (int q = 0; q < few.Count; q++)
            Assert.Equal(few.Tokens(q).ToArray(), many.Tokens(q).ToArray());
    }

    [Theory]
    [InlineData(6UL, Metrics.Train)]
    [InlineData(5UL, Metrics.Test)]
    public void Another_seed_or_split_gives_other_sequences(ulong seed, string split)
    {
        SequencePool one = new(Task, 5, Metrics.Train, 20), other = new(Task, seed, split, 20);
        Assert.NotEqual(Texts(one), Texts(other));
    }

    [Fact]
    public void What_is_stored_equals_the_trace_of_each_sequence()
    {
        SequencePool pool = new(Task, 5, Metrics.Validation, 300);
        for (int q = 0; q < pool.Count; q++)
        {
            TaskTrace trace = Task.Trace(pool.Tokens(q));
            Assert.Equal(trace.Quantity, pool.Quantity(q));
            Assert.Equal(trace.Eligible, pool.Eligible(q).ToArray());
            Assert.Equal(trace.TaskTokens, pool.TaskTokens(q).ToArray());
            Assert.Equal(trace.Values, ValuesOf(pool, q));
        }
    }

    [Fact]
    public void The_natural_intervention_reads_and_writes_the_same_place_and_keeps_the_sequence()
    {
        SequencePool pool = new(Task, 5, Metrics.Test, 50);
        for (int q = 0; q < pool.Count; q++)
        {
            int position = pool.Eligible(q)[^1];
            Intervention natural = pool.Natural(new Intervention([new Donor(0, 1, 2), new Donor(1, 3, 4)], q, position, position, [], [], NewPair: true));
            Assert.Equal([new Donor(0, q, position), new Donor(1, q, position)], natural.Donors);
            Assert.False(natural.NewPair);
            Assert.Equal((q, position), (natural.TargetSequence, natural.TargetPosition));
            int[] rejoined = [.. pool.Tokens(q)[..(position + 1)], .. natural.Continuation];
            Assert.Equal(pool.Tokens(q).ToArray(), rejoined);
            Assert.Equal(pool.TaskTokens(q)[(position + 1)..].ToArray(), natural.Scored);
        }
    }

    [Fact]
    public void Values_after_the_last_token_do_not_exist()
    {
        SequencePool pool = new(Task, 5, Metrics.Test, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Values(0, pool.Length(0) - 1).Length);
    }

    private static CausalValue[] ValuesOf(SequencePool pool, int q) =>
        [.. Enumerable.Range(0, pool.Length(q) - 1).SelectMany(t => pool.Values(q, t).ToArray())];

    private static IEnumerable<string> Texts(SequencePool pool) =>
        Enumerable.Range(0, pool.Count).Select(q => pool.Task.Vocabulary.Print(pool.Tokens(q)));
}

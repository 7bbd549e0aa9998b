using Mas.Causal;
using Mas.Interchange;
using Mas.Results.Files;
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
    public void What_a_pool_stores_equals_the_trace_of_each_sequence()
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
            Intervention natural =
                pool.Natural(new Intervention([new Donor(0, 1, 2), new Donor(1, 3, 4)], q, position, position, [], []));
            Assert.Equal([new Donor(0, q, position), new Donor(1, q, position)], natural.Donors);
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

    [Fact]
    public void Pools_of_one_task_seed_split_and_count_show_the_same_position_by_position_wherever_they_were_drawn()
    {
        SequencePool Pool(SequenceTask task, ulong seed = 5, string split = Metrics.Test, int count = 10) => new(task, seed, split, count);
        SequencePool pool = Pool(Task);
        Assert.True(Correspondence.IsPositionwise(pool, Pool(KnownTasks.Named("modulo", new() { Void = 0.2 })!)));
        SequencePool[] others =
        [
            Pool(Task, seed: 6), Pool(Task, split: Metrics.Train), Pool(Task, count: 11), Pool(KnownTasks.Named("modulo")!),
            Pool(KnownTasks.Named("same-object")!),
            Pool(KnownTasks.Named("modulo", new() { Void = 0.2, LargestQuantity = 19 })!),
            Pool(KnownTasks.Named("modulo", new() { Void = 0.2, Causal = "up-up" })!),
        ];
        Assert.All(others, other => Assert.False(Correspondence.IsPositionwise(pool, other)));
    }

    [Fact]
    public void Sequences_that_no_task_is_about_are_read_at_every_position_but_the_last_and_have_no_variables()
    {
        SequencePool pool = new(new RandomWords(), 5, Metrics.Test, 8);
        Assert.Equal(8, pool.Count);
        for (int q = 0; q < pool.Count; q++)
        {
            Assert.Equal(Enumerable.Range(0, pool.Length(q) - 1), pool.Readable(q).ToArray());
            Assert.DoesNotContain(true, pool.TaskTokens(q).ToArray());
            Assert.Empty(pool.Values(q, 0).ToArray());
        }
        Assert.Equal("words has no variables that could be exchanged; use a task, or measure similarity alone",
            Assert.Throws<InputException>(() => pool.Task).Message);
    }

    private sealed class RandomWords : SequenceSource
    {
        public override string Name => "words";

        public override Vocabulary Vocabulary { get; } = new(["a", "b"]);

        public override int[] Draw(ref Mas.Tensors.SeededRandom random, Span<float> features) =>
            [.. Enumerable.Repeat(Vocabulary.Id("a"), 2 + random.Next(4))];
    }

    private static CausalValue[] ValuesOf(SequencePool pool, int q) =>
        [.. Enumerable.Range(0, pool.Length(q) - 1).SelectMany(t => pool.Values(q, t).ToArray())];

    private static IEnumerable<string> Texts(SequencePool pool) =>
        Enumerable.Range(0, pool.Count).Select(q => pool.Task.Vocabulary.Print(pool.Tokens(q)));
}

using Mas.Causal;
using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Docs;

/// <summary>The new task of docs/reference/extending.md.</summary>
public class ExtendingTask
{
    private static readonly ParityTask s_task = new(new TaskOptions());

    [Fact]
    public void A_sequence_of_an_added_task_is_replayed_from_its_tokens()
    {
        TaskTrace trace = s_task.Trace(s_task.Vocabulary.Parse("B 1 0 1 1 T odd E"));
        Assert.Equal(4, trace.Quantity);
        Assert.Equal([0, 1, 1, 0, 1, 1, 1], trace.Values.Select(value => value.Number));
        Assert.Equal([1, 2, 3, 4, 5], trace.Eligible);
    }

    [Fact]
    public void Sequences_that_an_added_task_draws_are_its_own_and_go_on_as_they_do_where_nothing_is_written()
    {
        var random = new SeededRandom(1);
        for (int draw = 0; draw < 100; draw++)
        {
            int[] tokens = s_task.Sample(ref random);
            TaskTrace trace = s_task.Trace(tokens);
            Assert.Equal(trace.Quantity, tokens.Length - 4);
            int position = trace.Eligible[random.Next(trace.Eligible.Length)];
            Assert.Equal(tokens[(position + 1)..], s_task.Counterfactual(tokens, position, [], ref random)!.Tokens);
            Assert.Equal(tokens[(position + 1)..],
                s_task.Counterfactual(tokens, position, [new Overwrite(0, trace.Values[position])], ref random)!.Tokens);
        }
    }

    [Fact]
    public void Another_parity_written_in_an_added_task_gives_the_other_answer()
    {
        var random = new SeededRandom(1);
        Continuation changed = s_task.Counterfactual(s_task.Vocabulary.Parse("B 1 0 1 1 T odd E"), 2,
            [new Overwrite(0, new CausalValue(0))], ref random)!;
        Assert.Equal("1 1 T even E", s_task.Vocabulary.Print(changed.Tokens));
        Assert.Equal([false, false, false, true, true], changed.Scored);
        Assert.Null(s_task.Counterfactual(s_task.Vocabulary.Parse("B 1 T odd E"), 1, [new Overwrite(0, new CausalValue(2))], ref random));
    }

    [Theory]
    [InlineData("B 1 0 T even E")]
    [InlineData("B T even E")]
    [InlineData("B 1 T odd")]
    [InlineData("B E")]
    public void An_added_task_refuses_sequences_that_are_not_its_own(string words) =>
        Assert.Throws<InputException>(() => s_task.Trace(s_task.Vocabulary.Parse(words)));

    [Fact]
    public void Networks_are_aligned_on_an_added_task()
    {
        using Network first = ShortTraining.Network(KnownFormats.Find("gru")!, s_task, 1);
        using Network second = ShortTraining.Network(KnownFormats.Find("gru")!, s_task, 2);
        ShortTraining.Run(s_task, first, second, seed => ShortTraining.Cayley(3, seed),
            new FixedMask([3], [ShortTraining.Width]), "parity");
    }
}

// snippet
/// <summary><c>B</c>, bits, <c>T</c>, <c>even</c> or <c>odd</c>, <c>E</c>: the answer says how many ones there were.</summary>
/// <remarks>The variable <c>parity</c> is that of the ones so far. The bits of the target stay; only its answer can change.</remarks>
public sealed class ParityTask(TaskOptions options) : SequenceTask
{
    private const int AroundBits = 4; // B, T, the answer, E
    private static readonly string[] s_answers = ["even", "odd"];

    public override string Name => "parity";

    public override Vocabulary Vocabulary { get; } = new(["0", "1", "T", .. s_answers]);

    public override TaskOptions Options { get; } = options;

    public override IReadOnlyList<CausalVariable> Variables { get; } = [new("parity", s_answers)];

    public override int[] Sample(ref SeededRandom random, QuantityChoice quantities = QuantityChoice.All, Span<float> features = default)
    {
        int[] choices = Options.Quantities(quantities);
        var bits = new int[choices[random.Next(choices.Length)]];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = random.Next(2);
        return Tokens(bits);
    }

    public override TaskTrace Trace(TaskSequence sequence)
    {
        int[] tokens = sequence.Tokens.ToArray();
        int count = tokens.Length - AroundBits, one = Vocabulary.Id("1");
        int[] bits = [.. tokens.Skip(1).Take(count).Select(token => token == one ? 1 : 0)];
        if (count < Options.SmallestQuantity || count > Options.LargestQuantity || !tokens.SequenceEqual(Tokens(bits)))
            throw new InputException($"'{Vocabulary.Print(tokens)}' is not a sequence of the task {Name}");
        CausalValue[] values = [.. Enumerable.Range(0, tokens.Length - 1).Select(t => new CausalValue(bits.Take(t).Sum() % 2))];
        return new(count, values, [.. tokens.Select((_, t) => t > count + 1)], [.. Enumerable.Range(1, count + 1)]);
    }

    public override Continuation? Counterfactual(TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ref SeededRandom random)
    {
        TaskTrace trace = Trace(target);
        CausalValue parity = trace.Values[position];
        foreach (Overwrite overwrite in values)
            parity = overwrite.Value;
        if (parity.Whole(0, 1) is null)
            return null;
        int[] rest = target.Tokens[(position + 1)..].ToArray();
        bool changes = parity != trace.Values[position];
        rest[^2] = Answer((int)trace.Values[^1].Number ^ (changes ? 1 : 0));
        return new(rest, trace.TaskTokens[(position + 1)..], [parity]);
    }

    private int[] Tokens(int[] bits) =>
        [Vocabulary.Bos, .. bits.Select(bit => Vocabulary.Id(bit == 1 ? "1" : "0")), Vocabulary.Id("T"), Answer(bits.Sum() % 2),
            Vocabulary.Eos];

    private int Answer(int parity) => Vocabulary.Id(s_answers[parity]);
}
// end of snippet

using Mas.Causal;
using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Docs;

/// <summary>The new causal model of docs/reference/extending.md.</summary>
public class ExtendingCausalModel
{
    private static readonly NumericTask<BalanceState> s_modulo = Task("modulo"), s_multiObject = Task("multi-object");

    [Fact]
    public void An_added_causal_model_draws_the_sequences_of_the_tasks_own_causal_model()
    {
        SeededRandom own = new(1), other = new(1);
        SequenceTask known = KnownTasks.Named("modulo")!;
        for (int draw = 0; draw < 50; draw++)
            Assert.Equal(known.Sample(ref own), s_modulo.Sample(ref other));
    }

    [Fact]
    public void Without_overwritten_variables_an_added_causal_model_continues_naturally()
    {
        var random = new SeededRandom(1);
        for (int draw = 0; draw < 100; draw++)
        {
            int[] tokens = s_modulo.Sample(ref random);
            TaskTrace trace = s_modulo.Trace(tokens);
            int position = trace.Eligible[random.Next(trace.Eligible.Length)];
            Continuation continuation = s_modulo.Counterfactual(tokens, position, [], ref random)!;
            Assert.Equal(trace.Quantity, s_modulo.Trace((int[])[.. tokens[..(position + 1)], .. continuation.Tokens]).Quantity);
        }
    }

    [Fact]
    public void In_an_added_causal_model_the_phase_stays_the_targets_and_a_raw_count_becomes_the_response_to_it()
    {
        var random = new SeededRandom(1);
        int[] target = s_modulo.Vocabulary.Parse("B D0 D0 D0 T R R R E"); // 3 modulo 4
        string Continued(CausalValue value, int position) =>
            s_modulo.Vocabulary.Print(s_modulo.Counterfactual(target, position, [new Overwrite(0, value)], ref random)!.Tokens);
        Assert.Equal("R R E", Continued(new CausalValue(6, IsRaw: true), 5)); // 6 modulo 4
        Assert.Equal("R E", Continued(new CausalValue(1), 5));
        Assert.Equal("T R R E", Continued(new CausalValue(6, IsRaw: true), 2)); // more than the three that are shown
    }

    [Fact]
    public void A_value_that_no_sequence_of_an_added_causal_model_can_have_is_drawn_again()
    {
        var random = new SeededRandom(1);
        foreach (CausalValue value in (CausalValue[])[CausalValue.None, new(-1), new(21, IsRaw: true), new(0.5)])
            Assert.Null(s_modulo.Counterfactual(s_modulo.Vocabulary.Parse("B D0 T R E"), 1, [new Overwrite(0, value)], ref random));
    }

    [Fact]
    public void Networks_are_aligned_on_an_added_causal_model()
    {
        using Network first = ShortTraining.Network(KnownFormats.Find("gru")!, s_multiObject, 1);
        using Network second = ShortTraining.Network(KnownFormats.Find("gru")!, s_multiObject, 2);
        ShortTraining.Run(s_multiObject, first, second, seed => ShortTraining.Cayley(3, seed),
            new FixedMask([3], [ShortTraining.Width]), "balance");
    }

    private static NumericTask<BalanceState> Task(string name)
    {
        NumericRule rule = NumericRule.All.Single(rule => rule.Name == name);
        var options = new TaskOptions();
        return new(rule, new Balance(rule.Respond, options.LargestQuantity), options);
    }
}

// snippet
/// <summary>The state of <see cref="Balance"/>.</summary>
/// <param name="Phase">Of the sequence: environment, no variable.</param>
/// <param name="Count">Variable <c>balance</c>.</param>
/// <param name="Quantity">N of the sequence: environment too.</param>
internal readonly record struct BalanceState(Phase Phase, int Count, int Quantity);

/// <summary>Counts up and down as <see cref="UpDown"/> does, but <c>balance</c> is the only variable. No activity that can be exchanged
/// carries the phase: it stays the target's.</summary>
/// <param name="respond">g, from a raw count to the number of response tokens.</param>
/// <param name="largestQuantity">Largest N of the task.</param>
internal sealed class Balance(Func<int, int> respond, int largestQuantity) : CausalModel<NumericToken, BalanceState>
{
    private readonly PhaseCounts _counts = new(respond, largestQuantity);

    public override IReadOnlyList<CausalVariable> Variables { get; } = [new("balance")];

    public override BalanceState Start(int quantity) => new(Phase.Demo, 0, quantity);

    public override BalanceState Consume(BalanceState state, NumericToken token) => token switch
    {
        NumericToken.Demo => state with { Count = state.Count + 1 },
        NumericToken.Trigger => state with { Phase = Phase.Response, Count = _counts.Respond(state.Count) },
        NumericToken.Response => state with { Count = state.Count - 1 },
        _ => state,
    };

    public override NumericToken Due(BalanceState state) => state.Phase switch
    {
        Phase.Demo => state.Count < state.Quantity ? NumericToken.Demo : NumericToken.Trigger,
        _ => state.Count > 0 ? NumericToken.Response : NumericToken.End,
    };

    public override CausalValue Read(BalanceState state, int variable) => new(state.Count, state.Phase == Phase.Demo);

    public override BalanceState? Overwritten(BalanceState state, ReadOnlySpan<Overwrite> values)
    {
        Span<CausalValue> all = stackalloc CausalValue[1];
        Merge(state, values, all);
        return _counts.Landed(state.Phase, all[0]) is int count ? state with { Count = count } : null;
    }
}
// end of snippet

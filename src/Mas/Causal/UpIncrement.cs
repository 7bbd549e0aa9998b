namespace Mas.Causal;

/// <summary>The state of <see cref="UpIncrement"/>.</summary>
/// <param name="Count">Variable <c>count</c>: the raw quantity in the demo phase, progress from 0 to 20 in the response phase.</param>
/// <param name="Increment">Variable <c>incr</c>: the share of the whole progress that one token adds.</param>
/// <param name="Quantity">N of the sequence: environment, no variable.</param>
internal readonly record struct UpIncrementState(Phase Phase, double Count, double Increment, int Quantity);

/// <summary>The algorithm that counts up to one fixed end, in steps that the demonstration decides: <c>phase</c>, <c>count</c> and
/// <c>incr</c>. incr starts at 1/20 and each demonstration token adds 1 to count; the trigger sets incr = 1/g(count) and count = 0; each
/// response token adds 20·incr; the demo phase ends when count ≥ N, the response phase when count ≥ 20, within rounding.</summary>
/// <remarks>Where g(count) is 0 the trigger sets count = 20, so that the end is due at once, and leaves incr. A count that changes phase is
/// kept: it is progress there, and g has its place in incr. Admissible are counts that the phase they land in can have in some natural
/// sequence: whole ones up to the largest quantity in the demo phase, 20·k/m with k ≤ m in the response phase, where m is g of some
/// quantity. Admissible as incr, in either phase, are 1/20 and 1/m; the trigger replaces what was written before it. So every continuation
/// ends, after at most max(20, largest m) responses. Numbers are compared to 1e-9.</remarks>
/// <param name="respond">g, from a raw count to the number of response tokens.</param>
/// <param name="largestQuantity">Largest N of the task.</param>
internal sealed class UpIncrement(Func<int, int> respond, int largestQuantity) : CausalModel<NumericToken, UpIncrementState>
{
    private const int PhaseIndex = 0, CountIndex = 1, IncrementIndex = 2;
    private const double End = 20, FirstIncrement = 1 / End, Rounding = 1e-9;

    private readonly int[] _responses =
        [.. Enumerable.Range(1, largestQuantity).Select(respond).Where(response => response > 0).Distinct()];

    public override IReadOnlyList<CausalVariable> Variables { get; } = [PhaseCounts.PhaseVariable, new("count"), new("incr")];

    public override UpIncrementState Start(int quantity) => new(Phase.Demo, 0, FirstIncrement, quantity);

    public override UpIncrementState Consume(UpIncrementState state, NumericToken token) => token switch
    {
        NumericToken.Demo => state with { Count = state.Count + 1 },
        NumericToken.Trigger => Triggered(state),
        NumericToken.Response => state with { Count = state.Count + End * state.Increment },
        _ => state,
    };

    public override NumericToken Due(UpIncrementState state) => state.Phase switch
    {
        Phase.Demo => state.Count < state.Quantity ? NumericToken.Demo : NumericToken.Trigger,
        _ => state.Count < End - Rounding ? NumericToken.Response : NumericToken.End,
    };

    public override CausalValue Read(UpIncrementState state, int variable) => variable switch
    {
        PhaseIndex => new((int)state.Phase),
        // Progress that was reached by other steps differs in its last bits; rounded, equal values are found to be equal.
        CountIndex => new(Math.Round(state.Count, 12), state.Phase == Phase.Demo),
        IncrementIndex => new(state.Increment),
        _ => throw new ArgumentOutOfRangeException(nameof(variable), variable, "up-increment has three variables"),
    };

    public override UpIncrementState? Overwritten(UpIncrementState state, ReadOnlySpan<Overwrite> values)
    {
        Span<CausalValue> all = stackalloc CausalValue[3];
        Merge(state, values, all);
        double count = all[CountIndex].Number, increment = all[IncrementIndex].Number;
        return all[PhaseIndex].Whole(0, 1) is int phase && IsNaturalCount((Phase)phase, count) && IsNaturalIncrement(increment)
            ? state with { Phase = (Phase)phase, Count = phase == (int)Phase.Demo ? Math.Round(count) : count, Increment = increment }
            : null;
    }

    private UpIncrementState Triggered(UpIncrementState state)
    {
        int response = respond((int)state.Count);
        state = state with { Phase = Phase.Response };
        return response == 0 ? state with { Count = End } : state with { Count = 0, Increment = 1.0 / response };
    }

    private bool IsNaturalCount(Phase phase, double count) => phase == Phase.Demo
        ? IsWhole(count, largestQuantity) : Array.Exists(_responses, response => IsWhole(count * response / End, response));

    private bool IsNaturalIncrement(double increment) => Math.Abs(increment - FirstIncrement) <= Rounding
        || Array.Exists(_responses, response => Math.Abs(increment - 1.0 / response) <= Rounding);

    private static bool IsWhole(double number, int largest) =>
        Math.Abs(number - Math.Round(number)) <= Rounding && Math.Round(number) >= 0 && Math.Round(number) <= largest;
}

namespace Mas.Causal;

/// <summary>The state of <see cref="UpDown"/>.</summary>
/// <param name="Count">Variable <c>count</c>: the raw quantity in the demo phase, what is left of g(count) in the response phase.</param>
/// <param name="Quantity">N of the sequence: environment, no variable.</param>
internal readonly record struct UpDownState(Phase Phase, int Count, int Quantity);

/// <summary>The algorithm that counts the demonstration tokens up and the response tokens down: <c>phase</c> and <c>count</c>. The trigger
/// sets count = g(count); the demo phase ends when count ≥ N, the response phase when count = 0.</summary>
/// <remarks>Interventions: a demo count that ends in the response phase becomes g(count), whether the count was brought by the source or
/// the phase was; a response count is kept as it is wherever it lands. Admissible are counts that the phase they land in can have in some
/// natural sequence, so at most the largest quantity in the demo phase and at most the largest g(quantity) in the response phase.</remarks>
/// <param name="respond">g, from a raw count to the number of response tokens.</param>
/// <param name="largestQuantity">Largest N of the task.</param>
internal sealed class UpDown(Func<int, int> respond, int largestQuantity) : CausalModel<NumericToken, UpDownState>
{
    private const int PhaseIndex = 0, CountIndex = 1;

    private readonly PhaseCounts _counts = new(respond, largestQuantity);

    public override IReadOnlyList<CausalVariable> Variables { get; } = [PhaseCounts.PhaseVariable, new("count")];

    public override UpDownState Start(int quantity) => new(Phase.Demo, 0, quantity);

    public override UpDownState Consume(UpDownState state, NumericToken token) => token switch
    {
        NumericToken.Demo => state with { Count = state.Count + 1 },
        NumericToken.Trigger => state with { Phase = Phase.Response, Count = _counts.Respond(state.Count) },
        NumericToken.Response => state with { Count = state.Count - 1 },
        _ => state,
    };

    public override NumericToken Due(UpDownState state) => state.Phase switch
    {
        Phase.Demo => state.Count < state.Quantity ? NumericToken.Demo : NumericToken.Trigger,
        _ => state.Count > 0 ? NumericToken.Response : NumericToken.End,
    };

    public override CausalValue Read(UpDownState state, int variable) => variable switch
    {
        PhaseIndex => new((int)state.Phase),
        CountIndex => new(state.Count, state.Phase == Phase.Demo),
        _ => throw new ArgumentOutOfRangeException(nameof(variable), variable, "up-down has two variables"),
    };

    public override UpDownState? Overwritten(UpDownState state, ReadOnlySpan<Overwrite> values)
    {
        Span<CausalValue> all = stackalloc CausalValue[2];
        Merge(state, values, all);
        return all[PhaseIndex].Whole(0, 1) is int phase && _counts.Landed((Phase)phase, all[CountIndex]) is int count
            ? state with { Phase = (Phase)phase, Count = count } : null;
    }
}

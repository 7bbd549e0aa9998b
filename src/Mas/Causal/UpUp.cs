namespace Mas.Causal;

/// <summary>The state of <see cref="UpUp"/>.</summary>
/// <param name="DemoCount">Variable <c>demo_count</c>: the raw quantity in the demo phase, g of it in the response phase.</param>
/// <param name="ResponseCount">Variable <c>resp_count</c>: response tokens so far.</param>
/// <param name="Quantity">N of the sequence: environment, no variable.</param>
internal readonly record struct UpUpState(Phase Phase, int DemoCount, int ResponseCount, int Quantity);

/// <summary>The algorithm that counts the demonstration tokens and the response tokens up: <c>phase</c>, <c>demo_count</c> and
/// <c>resp_count</c>. The trigger sets demo_count = g(demo_count); the demo phase ends when demo_count ≥ N, the response phase when
/// resp_count ≥ demo_count.</summary>
/// <remarks>g is applied at the trigger, as in <see cref="UpDown"/>, so that one rule says what a count means in each phase: a demo count
/// that an intervention carries into the response phase becomes g(demo_count), a response-phase one is kept wherever it lands. Admissible
/// are demo counts that the phase they land in can have in some natural sequence, so at most the largest quantity in the demo phase and the
/// largest g(quantity) in the response phase, and in either phase a resp_count up to the latter. The trigger does not touch resp_count: one
/// that was written in the demo phase shortens the response. Above demo_count it ends the response.</remarks>
/// <param name="respond">g, from a raw count to the number of response tokens.</param>
/// <param name="largestQuantity">Largest N of the task.</param>
internal sealed class UpUp(Func<int, int> respond, int largestQuantity) : CausalModel<NumericToken, UpUpState>
{
    private const int PhaseIndex = 0, DemoIndex = 1, ResponseIndex = 2;

    private readonly PhaseCounts _counts = new(respond, largestQuantity);

    public override IReadOnlyList<CausalVariable> Variables { get; } = [PhaseCounts.PhaseVariable, new("demo_count"), new("resp_count")];

    public override UpUpState Start(int quantity) => new(Phase.Demo, 0, 0, quantity);

    public override UpUpState Consume(UpUpState state, NumericToken token) => token switch
    {
        NumericToken.Demo => state with { DemoCount = state.DemoCount + 1 },
        NumericToken.Trigger => state with { Phase = Phase.Response, DemoCount = _counts.Respond(state.DemoCount) },
        NumericToken.Response => state with { ResponseCount = state.ResponseCount + 1 },
        _ => state,
    };

    public override NumericToken Due(UpUpState state) => state.Phase switch
    {
        Phase.Demo => state.DemoCount < state.Quantity ? NumericToken.Demo : NumericToken.Trigger,
        _ => state.ResponseCount < state.DemoCount ? NumericToken.Response : NumericToken.End,
    };

    public override CausalValue Read(UpUpState state, int variable) => variable switch
    {
        PhaseIndex => new((int)state.Phase),
        DemoIndex => new(state.DemoCount, state.Phase == Phase.Demo),
        ResponseIndex => new(state.ResponseCount),
        _ => throw new ArgumentOutOfRangeException(nameof(variable), variable, "up-up has three variables"),
    };

    public override UpUpState? Overwritten(UpUpState state, ReadOnlySpan<Overwrite> values)
    {
        Span<CausalValue> all = stackalloc CausalValue[3];
        Merge(state, values, all);
        return all[PhaseIndex].Whole(0, 1) is int phase
            && _counts.Landed((Phase)phase, all[DemoIndex]) is int demo
            && all[ResponseIndex].Whole(0, _counts.LargestResponse) is int response
            ? state with { Phase = (Phase)phase, DemoCount = demo, ResponseCount = response } : null;
    }
}

namespace Mas.Causal;

/// <summary>The part of a numeric sequence that an algorithm is in.</summary>
public enum Phase
{
    /// <summary>Up to the trigger.</summary>
    Demo,

    /// <summary>From the trigger on.</summary>
    Response,
}

/// <summary>The state of <see cref="UpDown"/>.</summary>
/// <param name="Phase">Variable <c>phase</c>.</param>
/// <param name="Count">Variable <c>count</c>: the raw quantity in the demo phase, what is left of g(count) in the response phase.</param>
/// <param name="Quantity">N of the sequence: environment, no variable.</param>
public readonly record struct UpDownState(Phase Phase, int Count, int Quantity);

/// <summary>
/// The algorithm that counts the demonstration tokens up and the response tokens down: <c>phase</c> and <c>count</c>.
/// The trigger sets count = g(count); the demo phase ends when count ≥ N, the response phase when count = 0.
/// </summary>
/// <remarks>
/// Interventions: a demo count that ends in the response phase becomes g(count), whether the count was brought by the source
/// or the phase was; a response count is kept as it is wherever it lands. Admissible are counts that the phase
/// they land in can have in some natural sequence, so at most the largest quantity in the demo phase
/// and at most the largest g(quantity) in the response phase.
/// </remarks>
public sealed class UpDown : CausalModel<NumericToken, UpDownState>
{
    private const int PhaseIndex = 0, CountIndex = 1;

    private readonly Func<int, int> _respond;
    private readonly int _largestDemo, _largestResponse;

    /// <summary>The algorithm for the task whose response to N is <paramref name="respond"/>(N).</summary>
    /// <param name="respond">g, from a raw count to the number of response tokens.</param>
    /// <param name="largestQuantity">Largest N of the task.</param>
    public UpDown(Func<int, int> respond, int largestQuantity)
    {
        _respond = respond;
        _largestDemo = largestQuantity;
        _largestResponse = Enumerable.Range(0, largestQuantity + 1).Max(respond);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CausalVariable> Variables { get; } = [new("phase", ["demo", "response"]), new("count")];

    /// <inheritdoc/>
    public override UpDownState Start(int quantity) => new(Phase.Demo, 0, quantity);

    /// <inheritdoc/>
    public override UpDownState Consume(UpDownState state, NumericToken token) => token switch
    {
        NumericToken.Demo => state with { Count = state.Count + 1 },
        NumericToken.Trigger => state with { Phase = Phase.Response, Count = _respond(state.Count) },
        NumericToken.Response => state with { Count = state.Count - 1 },
        _ => state,
    };

    /// <inheritdoc/>
    public override NumericToken Due(UpDownState state) => state.Phase switch
    {
        Phase.Demo => state.Count < state.Quantity ? NumericToken.Demo : NumericToken.Trigger,
        _ => state.Count > 0 ? NumericToken.Response : NumericToken.End,
    };

    /// <inheritdoc/>
    public override CausalValue Read(UpDownState state, int variable) => variable switch
    {
        PhaseIndex => new((int)state.Phase),
        CountIndex => new(state.Count, state.Phase == Phase.Demo),
        _ => throw new ArgumentOutOfRangeException(nameof(variable), variable, "up-down has two variables"),
    };

    /// <inheritdoc/>
    public override UpDownState? Overwritten(UpDownState state, ReadOnlySpan<Overwrite> values)
    {
        Phase phase = state.Phase;
        CausalValue count = Read(state, CountIndex);
        foreach (Overwrite overwrite in values)
        {
            if (overwrite.Variable == PhaseIndex)
                phase = (Phase)overwrite.Value.Number;
            else
                count = overwrite.Value;
        }
        return Admissible(phase, count) is int landed ? state with { Phase = phase, Count = landed } : null;
    }

    private int? Admissible(Phase phase, CausalValue count)
    {
        if (!Enum.IsDefined(phase) || !double.IsInteger(count.Number) || count.Number < 0)
            return null;
        if (phase == Phase.Demo)
            return count.Number <= _largestDemo ? (int)count.Number : null;
        if (count.IsRaw)
            return count.Number <= _largestDemo ? _respond((int)count.Number) : null;
        return count.Number <= _largestResponse ? (int)count.Number : null;
    }
}

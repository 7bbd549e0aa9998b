namespace Mas.Causal;

/// <summary>The algorithm of a network that works every result out anew from what it reads: <c>cumulative_value</c>, <c>op</c> and
/// <c>operand</c>, all of them at <c>=</c> alone, where the result of the three is due.</summary>
/// <remarks>cumulative_value is the value before the operation, for it is one of the three that the result is made of. An intervention
/// changes the result that is due at once and nothing after it. Admissible is what leaves the result in 0..20.</remarks>
/// <param name="largestOperations">Largest number n of operations.</param>
internal sealed class ArithmeticRecount(int largestOperations = Arithmetic.Largest) : CausalModel<ArithmeticToken, ArithmeticState>
{
    private const int ValueIndex = 0, OperatorIndex = 1, OperandIndex = 2;

    private readonly Arithmetic _arithmetic = new(largestOperations);

    public override IReadOnlyList<CausalVariable> Variables { get; } =
        [new("cumulative_value"), new("op", ["+", "-"]), new("operand")];

    public override bool IsCarried => false;

    public override ArithmeticState Start(int quantity) => _arithmetic.Start(quantity);

    public override ArithmeticState Consume(ArithmeticState state, ArithmeticToken token) => _arithmetic.Consume(state, token);

    public override ArithmeticToken Due(ArithmeticState state) => _arithmetic.Due(state);

    public override CausalValue Read(ArithmeticState state, int variable)
    {
        int? value = variable switch
        {
            ValueIndex => state.Operator == 0 ? state.Value - state.Operand : state.Value + state.Operand,
            OperatorIndex => state.Operator,
            OperandIndex => state.Operand,
            _ => throw new ArgumentOutOfRangeException(nameof(variable), variable, "recount has three variables in arithmetic"),
        };
        return state.Part == ArithmeticPart.Equals && value is int number ? new(number) : CausalValue.None;
    }

    public override ArithmeticState? Overwritten(ArithmeticState state, ReadOnlySpan<Overwrite> values)
    {
        if (values.IsEmpty)
            return state;
        if (state.Part != ArithmeticPart.Equals)
            return null;
        Span<CausalValue> all = stackalloc CausalValue[3];
        Merge(state, values, all);
        if (all[ValueIndex].Whole(0, Arithmetic.Largest) is not int value || all[OperatorIndex].Whole(0, 1) is not int operation
            || all[OperandIndex].Whole(0, Arithmetic.Largest) is not int operand)
            return null;
        int result = operation == 0 ? value + operand : value - operand;
        return result is >= 0 and <= Arithmetic.Largest
            ? state with { Value = result, Operator = operation, Operand = operand } : null;
    }
}

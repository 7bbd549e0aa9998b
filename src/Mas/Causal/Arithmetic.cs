namespace Mas.Causal;

/// <summary>The state of <see cref="Arithmetic"/>; a variable that is not known, or not known any more, is null.</summary>
/// <param name="Part">Place of the last token: environment, no variable.</param>
/// <param name="Operator">0 for <c>+</c>, 1 for <c>-</c>.</param>
/// <param name="Operations">Number of operations of the sequence: environment, no variable.</param>
internal readonly record struct ArithmeticState(
    ArithmeticPart Part, int? Remaining, int? Value, int? Operator, int? Operand, int Operations);

/// <summary>The algorithm that works out <c>B n v0 op a = v1 , op a = v2 , … E</c>: <c>remaining_ops</c>, <c>cumulative_value</c>,
/// <c>op</c>, <c>operand</c>. remaining_ops is known after n and falls at the comma; cumulative_value is known after v0 and changes at
/// <c>=</c>; op and operand live from their token to the result. All values are in 0..20.</summary>
/// <remarks>An intervention is admissible where the variables that are written live, each value is one that it can have in some natural
/// sequence (remaining_ops from 1 to the largest n, the others 0..20), and an operation that is still to be worked out stays in 0..20.
/// Writing op or operand after <c>=</c> is admissible and changes nothing that follows.</remarks>
/// <param name="largestOperations">Largest number n of operations.</param>
internal sealed class Arithmetic(int largestOperations = Arithmetic.Largest) : CausalModel<ArithmeticToken, ArithmeticState>
{
    /// <summary>Largest value, and largest number of operations.</summary>
    public const int Largest = 20;

    private const int RemainingIndex = 0, ValueIndex = 1, OperatorIndex = 2, OperandIndex = 3;

    public override IReadOnlyList<CausalVariable> Variables { get; } =
        [new("remaining_ops"), new("cumulative_value"), new("op", ["+", "-"]), new("operand")];

    public override ArithmeticState Start(int quantity) => new(ArithmeticPart.Begin, null, null, null, null, quantity);

    public override ArithmeticState Consume(ArithmeticState state, ArithmeticToken token)
    {
        state = state with { Part = token.Part };
        return token.Part switch
        {
            ArithmeticPart.Operations => state with { Remaining = token.Value },
            ArithmeticPart.First => state with { Value = token.Value },
            ArithmeticPart.Operator => state with { Operator = token.Value },
            ArithmeticPart.Operand => state with { Operand = token.Value },
            ArithmeticPart.Equals => state with { Value = Result(state) },
            ArithmeticPart.Result => state with { Operator = null, Operand = null },
            ArithmeticPart.Comma => state with { Remaining = state.Remaining - 1 },
            _ => state,
        };
    }

    /// <remarks>The value of the first number, of operators and of operands is free: see <see cref="Allows"/>.</remarks>
    public override ArithmeticToken Due(ArithmeticState state) => state.Part switch
    {
        ArithmeticPart.Begin => new(ArithmeticPart.Operations, state.Operations),
        ArithmeticPart.Equals => new(ArithmeticPart.Result, state.Value),
        ArithmeticPart.Result => new(state.Remaining > 1 ? ArithmeticPart.Comma : ArithmeticPart.End),
        ArithmeticPart.First or ArithmeticPart.Comma => new(ArithmeticPart.Operator),
        _ => new(state.Part + 1),
    };

    /// <summary>Whether a free value leaves every later value in 0..20: at 20 only <c>-</c>, at 0 only <c>+</c>, and operands
    /// accordingly.</summary>
    public static bool Allows(ArithmeticState state, ArithmeticToken token) => token.Part switch
    {
        ArithmeticPart.Operator => token.Value == 0 ? state.Value < Largest : state.Value > 0,
        ArithmeticPart.Operand => Result(state with { Operand = token.Value }) is >= 0 and <= Largest,
        _ => true,
    };

    public override CausalValue Read(ArithmeticState state, int variable)
    {
        int? value = variable switch
        {
            RemainingIndex => state.Remaining,
            ValueIndex => state.Value,
            OperatorIndex => state.Operator,
            OperandIndex => state.Operand,
            _ => throw new ArgumentOutOfRangeException(nameof(variable), variable, "arithmetic has four variables"),
        };
        return value is int number ? new(number) : CausalValue.None;
    }

    public override ArithmeticState? Overwritten(ArithmeticState state, ReadOnlySpan<Overwrite> values)
    {
        foreach (Overwrite overwrite in values)
        {
            (int smallest, int largest) = overwrite.Variable switch
            {
                RemainingIndex => (1, largestOperations),
                OperatorIndex => (0, 1),
                _ => (0, Largest),
            };
            if (Read(state, overwrite.Variable).IsNone || overwrite.Value.Whole(smallest, largest) is not int value)
                return null;
            state = overwrite.Variable switch
            {
                RemainingIndex => state with { Remaining = value },
                ValueIndex => state with { Value = value },
                OperatorIndex => state with { Operator = value },
                _ => state with { Operand = value },
            };
        }
        return state.Part switch
        {
            ArithmeticPart.Operator => Allows(state, new(ArithmeticPart.Operator, state.Operator)),
            ArithmeticPart.Operand => Allows(state, new(ArithmeticPart.Operand, state.Operand)),
            _ => true,
        } ? state : null;
    }

    private static int? Result(ArithmeticState state) => state.Operator == 0 ? state.Value + state.Operand : state.Value - state.Operand;
}

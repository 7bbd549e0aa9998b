namespace Mas.Causal;

/// <summary>The places of a token in an arithmetic sequence, in the order in which they come.</summary>
internal enum ArithmeticPart
{
    Begin,      // B
    Operations, // their number
    First,      // the first value
    Operator,   // + or -
    Operand,    // what is added or subtracted
    Equals,     // =
    Result,     // the value after the operation
    Comma,      // another operation follows
    End,        // E
}

/// <summary>A token of an arithmetic sequence.</summary>
/// <param name="Value">The number; of an operator 0 for <c>+</c> and 1 for <c>-</c>; null where there is none or it is free.</param>
internal readonly record struct ArithmeticToken(ArithmeticPart Part, int? Value = null);

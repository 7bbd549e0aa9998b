namespace Mas.Causal;

/// <summary>The places of a token in an arithmetic sequence, in the order in which they come.</summary>
internal enum ArithmeticPart
{
    /// <summary><c>B</c>.</summary>
    Begin,

    /// <summary>The number of operations.</summary>
    Operations,

    /// <summary>The first value.</summary>
    First,

    /// <summary><c>+</c> or <c>-</c>.</summary>
    Operator,

    /// <summary>What is added or subtracted.</summary>
    Operand,

    /// <summary><c>=</c>.</summary>
    Equals,

    /// <summary>The value after the operation.</summary>
    Result,

    /// <summary><c>,</c>: another operation follows.</summary>
    Comma,

    /// <summary><c>E</c>.</summary>
    End,
}

/// <summary>A token of an arithmetic sequence.</summary>
/// <param name="Part">Its place.</param>
/// <param name="Value">The number; of an operator 0 for <c>+</c> and 1 for <c>-</c>; null where there is none or it is free.</param>
internal readonly record struct ArithmeticToken(ArithmeticPart Part, int? Value = null);

using Mas.Causal;

namespace Mas.Tasks;

/// <summary>What a causal model says about a natural sequence.</summary>
/// <param name="Quantity">N; of arithmetic the number of operations; 0 in tasks without quantities.</param>
/// <param name="Values">[tokens − 1, variables] row by row: the variables after each token but the last (<c>E</c>);
/// <see cref="CausalValue.None"/> where a variable has no value.</param>
/// <param name="TaskTokens">[tokens] true where the token itself is a task token: the logits one position before are scored.</param>
/// <param name="Eligible">Positions at which an intervention may write, ascending.</param>
/// <param name="Readable">Positions at which an intervention may read, ascending; null where they are the same.</param>
public sealed record TaskTrace(int Quantity, CausalValue[] Values, bool[] TaskTokens, int[] Eligible, int[]? Readable = null)
{
    /// <summary>[tokens] what should be predicted in each one's place, at the position before it; null where it is the token
    /// itself.</summary>
    public int[]? Labels { get; init; }
}

/// <summary>How a sequence goes on after an intervention, according to the causal model.</summary>
/// <param name="Tokens">Token ids after the intervened position, <c>E</c> included.</param>
/// <param name="Scored">[tokens] true where the token is a task token.</param>
/// <param name="ValuesAfter">[variables] the variables that the intervention leaves.</param>
public sealed record Continuation(int[] Tokens, bool[] Scored, CausalValue[] ValuesAfter)
{
    /// <summary>[tokens] what should be predicted in their place; null where it is the tokens themselves, which are fed.</summary>
    public int[]? Labels { get; init; }
}

using Mas.Causal;

namespace Mas.Tasks;

/// <summary>How a sequence goes on after an intervention, according to the causal model.</summary>
/// <param name="Tokens">Token ids after the intervened position, <c>E</c> included.</param>
/// <param name="Scored">[tokens] true where the token is a task token.</param>
/// <param name="ValuesAfter">[variables] the variables that the intervention leaves.</param>
public sealed record Continuation(int[] Tokens, bool[] Scored, CausalValue[] ValuesAfter);

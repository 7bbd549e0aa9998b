using Mas.Causal;

namespace Mas.Tasks;

/// <summary>What a causal model says about a natural sequence.</summary>
/// <param name="Quantity">N.</param>
/// <param name="Values">[tokens − 1, variables] row by row: the variables after each token but the last (<c>E</c>).</param>
/// <param name="TaskTokens">[tokens] true where the token itself is a task token: the logits one position before are scored.</param>
/// <param name="Eligible">Positions at which an intervention may read or write, ascending.</param>
public sealed record TaskTrace(int Quantity, CausalValue[] Values, bool[] TaskTokens, int[] Eligible);

using Mas.Causal;

namespace Mas.Tasks.Files;

/// <summary>One recorded sequence.</summary>
/// <param name="Tokens">[tokens] ids, from <c>B</c> to <c>E</c>; where vectors are fed, their ids and then <c>E</c>.</param>
/// <param name="Scored">[tokens] true where the token is a task token.</param>
/// <param name="Values">[tokens − 1, variables] row by row: the variables after each token but the last.</param>
/// <param name="Eligible">Positions at which an intervention may read and write, ascending.</param>
internal sealed record Trial(int Line, int[] Tokens, bool[] Scored, CausalValue[] Values, int[] Eligible)
{
    /// <summary>[tokens] the label that should be predicted in each one's place, <see cref="Vocabulary.Pad"/> where there is none; null
    /// where it is the token itself.</summary>
    public int[]? Labels { get; init; }

    /// <summary>The first position that may have variables: <c>B</c> has none.</summary>
    public int FirstPosition => Tokens[0] == Vocabulary.Bos ? 1 : 0;

    /// <summary>[variables] the variables after the token at <paramref name="position"/>.</summary>
    public ReadOnlySpan<CausalValue> ValuesAt(int position)
    {
        int variables = Values.Length / (Tokens.Length - 1);
        return Values.AsSpan(position * variables, variables);
    }

    /// <summary>Whether two records of the same tokens say the same.</summary>
    public bool SaysTheSame(Trial other) =>
        Scored.SequenceEqual(other.Scored) && (Labels ?? []).SequenceEqual(other.Labels ?? [])
        && Values.SequenceEqual(other.Values) && Eligible.SequenceEqual(other.Eligible);
}

namespace Mas.Tasks.Files;

/// <summary>A sequence as it stands on its line, with words and labels numbered as they first came in the file.</summary>
/// <param name="Line">Line in the file.</param>
/// <param name="Tokens">[tokens] numbers of words.</param>
/// <param name="Scored">[tokens] true where the token is a task token.</param>
/// <param name="Columns">[variables][tokens] numbers or numbers of labels; NaN where there is no value.</param>
/// <param name="Eligible">Null where the line does not say.</param>
internal sealed record RawTrial(int Line, int[] Tokens, bool[] Scored, double[][] Columns, int[]? Eligible)
{
    /// <summary>Position of the last task token.</summary>
    public int LastScored => Array.LastIndexOf(Scored, true);

    /// <summary>The positions of interventions: as the line says, else all between the first and the last token that have all their
    /// variables and a task token after them.</summary>
    public int[] EligiblePositions() => Eligible
        ?? [.. Enumerable.Range(1, Math.Max(0, LastScored - 1)).Where(t => Array.TrueForAll(Columns, column => !double.IsNaN(column[t])))];
}

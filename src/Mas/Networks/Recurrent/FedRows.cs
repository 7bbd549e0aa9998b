using Mas.Tensors;

namespace Mas.Networks.Recurrent;

/// <summary>Which tokens a resumed network is fed, and where among them it is scored.</summary>
internal static class FedRows
{
    /// <summary>[rows] the target's own tokens from <paramref name="skip"/> after the first entry to the last one, then the continuation.</summary>
    public static TokenRows From(TokenRows sequences, TargetRows rows, int skip) =>
        TokenRows.From([.. Enumerable.Range(0, rows.Count).Select(row =>
            (int[])[.. sequences.Tokens.AsSpan(rows.First[row] + skip, rows.Last[row] - rows.First[row] + 1 - skip), .. rows.Continuations.Row(row)])]);

    /// <summary>[scored] the place of each state that is scored.</summary>
    /// <param name="rows">The targets.</param>
    /// <param name="place">Of a row and the number of positions after its first entry.</param>
    public static long[] ScoredPlaces(TargetRows rows, Func<int, int, int> place)
    {
        var places = new List<long>();
        for (int row = 0; row < rows.Count; row++)
            for (int s = 0; s < rows.Continuations.Length(row); s++)
                if (rows.Scored[rows.Continuations.Offsets[row] + s])
                    places.Add(place(row, rows.Last[row] - rows.First[row] + s));
        return [.. places];
    }
}

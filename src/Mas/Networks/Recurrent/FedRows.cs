namespace Mas.Networks.Recurrent;

/// <summary>Which tokens a resumed network is fed, and where among them it is read.</summary>
internal static class FedRows
{
    /// <summary>[rows] the target's own tokens from <paramref name="skip"/> after the first entry to the last one, then the continuation.</summary>
    public static TokenRows From(TokenRows sequences, TargetRows rows, int skip) =>
        TokenRows.From([.. Enumerable.Range(0, rows.Count).Select(row =>
            (int[])[.. sequences.Tokens.AsSpan(rows.First[row] + skip, rows.Last[row] - rows.First[row] + 1 - skip), .. rows.Continuations.Row(row)])]);

    /// <summary>[places] int64, places in a stack of states.</summary>
    /// <param name="device">Where the network is.</param>
    /// <param name="rows">The targets.</param>
    /// <param name="places">What is read.</param>
    /// <param name="index">Where the state of a row stands so many positions after its first entry.</param>
    public static Tensor Index(Device device, TargetRows rows, TargetPlaces places, Func<int, int, int> index) =>
        device.Indices((int[])[.. places.Rows.Select((row, i) => index(row, rows.AfterFirst(row, places.Steps[i])))]);
}

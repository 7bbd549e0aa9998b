namespace Mas.Interchange;

/// <summary>Positions of a pool's sequences at which a source may be read and certain variables have a value.</summary>
internal sealed class ReadablePositions(SequencePool pool, IReadOnlyList<int> variables)
{
    private readonly int[][] _positions = [.. Enumerable.Range(0, pool.Count).Select(q =>
        Array.FindAll(pool.Readable(q).ToArray(), position => HasValues(pool.Values(q, position), variables)))];

    /// <summary>Those of one sequence, ascending.</summary>
    public ReadOnlySpan<int> Of(int sequence) => _positions[sequence];

    private static bool HasValues(ReadOnlySpan<Causal.CausalValue> values, IReadOnlyList<int> variables)
    {
        for (int i = 0; i < variables.Count; i++)
            if (values[variables[i]].IsNone)
                return false;
        return true;
    }
}

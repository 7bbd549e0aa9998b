namespace Mas.Interchange;

/// <summary>Positions of a pool's sequences at which a source may be read and certain variables have a value.</summary>
internal sealed class ReadablePositions
{
    private readonly int[] _positions;
    private readonly int[] _offsets; // [sequences + 1]

    public ReadablePositions(SequencePool pool, IReadOnlyList<int> variables)
    {
        var positions = new List<int>();
        _offsets = new int[pool.Count + 1];
        for (int q = 0; q < pool.Count; q++)
        {
            foreach (int position in pool.Readable(q))
                if (HasValues(pool, q, position, variables))
                    positions.Add(position);
            _offsets[q + 1] = positions.Count;
        }
        _positions = [.. positions];
    }

    /// <summary>Those of one sequence, ascending.</summary>
    public ReadOnlySpan<int> Of(int sequence) => _positions.AsSpan(_offsets[sequence].._offsets[sequence + 1]);

    private static bool HasValues(SequencePool pool, int sequence, int position, IReadOnlyList<int> variables)
    {
        ReadOnlySpan<Causal.CausalValue> values = pool.Values(sequence, position);
        for (int i = 0; i < variables.Count; i++)
            if (values[variables[i]].IsNone)
                return false;
        return true;
    }
}

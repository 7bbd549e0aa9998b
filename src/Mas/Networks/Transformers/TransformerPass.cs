namespace Mas.Networks.Transformers;

/// <summary>Rows of positions that go through some of the blocks together, differentiably in the stream and in the weights. In the last
/// block only the positions whose result is wanted ask; the others are only attended to.</summary>
/// <param name="rows">The rows, in the order of the stream; those that ask are the wanted ones.</param>
internal sealed class TransformerPass(TransformerWeights weights, IReadOnlyList<AttentionRow> rows) : IDisposable
{
    private readonly RotaryAngles _angles =
        new([.. rows.SelectMany(row => Enumerable.Range(row.Prefix, row.Length))], weights.Width, weights.Device);
    private readonly AttentionPlan _wanted = new(rows, weights.Device);
    private readonly Lazy<AttentionPlan> _all = new(() => new AttentionPlan( // where more than one block runs
        [.. rows.Select(row => row with { Queries = [.. Enumerable.Range(0, row.Length)] })], weights.Device));

    /// <summary>What leaves block <paramref name="end"/> − 1 at the wanted positions, row by row, [wanted, width].</summary>
    /// <param name="stream">[positions, width] what enters block <paramref name="first"/>.</param>
    /// <param name="first">First block to run.</param>
    /// <param name="end">Block to stop before; <paramref name="first"/> runs none.</param>
    /// <param name="recorded">Keys and values of every block, each [tokens, 2 width]; null where every row begins with its
    /// sequence.</param>
    /// <param name="block">Told, for every block that runs, its index, what enters it and its keys and values.</param>
    public Tensor Run(Tensor stream, int first, int end, IReadOnlyList<Tensor>? recorded, Action<int, Tensor, Tensor>? block = null)
    {
        using var scope = NewDisposeScope();
        for (int k = first; k < end; k++)
        {
            (Tensor queries, Tensor keysAndValues) = weights.Blocks[k].Project(stream, _angles);
            block?.Invoke(k, stream, keysAndValues);
            AttentionPlan plan = k == end - 1 ? _wanted : _all.Value;
            Tensor attended = plan.Attend(queries, keysAndValues, recorded is null ? null : plan.Prefix(recorded[k]));
            stream = weights.Blocks[k].Continue(plan == _wanted ? stream.index_select(0, _wanted.Asking) : stream, attended);
        }
        return (first < end ? stream : stream.index_select(0, _wanted.Asking)).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _angles.Dispose();
        if (_all.IsValueCreated)
            _all.Value.Dispose();
        _wanted.Dispose();
    }
}

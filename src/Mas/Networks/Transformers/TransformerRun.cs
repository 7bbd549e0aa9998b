namespace Mas.Networks.Transformers;

/// <summary>One run of a transformer over a pool, and what of it is kept.</summary>
internal static class TransformerRun
{
    private const int TokensPerPass = 4_096; // bounds the memory of a run's temporaries, not its results

    /// <summary>The activity at each site.</summary>
    /// <param name="weights">What runs.</param>
    /// <param name="sequences">The pool.</param>
    /// <param name="blocks">By site, the block that its stream enters.</param>
    /// <param name="onlyRead">Whether keys and values are left out.</param>
    public static RunnableActivity[] Record(TransformerWeights weights, TokenRows sequences, int[] blocks, bool onlyRead)
    {
        Tensor New(long width) => weights.Device.Empty(sequences.Tokens.Length, width).DetachFromDisposeScope();
        Tensor end = New(weights.Width);
        int blockCount = weights.Blocks.Count;
        Dictionary<int, Tensor> streams = blocks.Where(block => block < blockCount).Distinct().ToDictionary(block => block, _ => New(weights.Width));
        Tensor[]? keysAndValues = onlyRead ? null : [.. weights.Blocks.Select(_ => New(2L * weights.Width))];
        Over(weights, sequences, end, (block, entering, keys, keep) =>
        {
            if (streams.TryGetValue(block, out Tensor? stream))
                keep(stream, entering);
            if (keysAndValues is not null)
                keep(keysAndValues[block], keys);
        });
        using var all = new TransformerActivity(
            weights, sequences, blockCount, end, end.alias().DetachFromDisposeScope(),
            keysAndValues is null ? Later(weights, sequences) : Made(keysAndValues));
        RunnableActivity[] found = [.. blocks.Select(block => all.At(block, streams.GetValueOrDefault(block, end)))];
        foreach (Tensor stream in streams.Values)
            stream.Dispose();
        return found;
    }

    /// <summary>Keys and values that are kept.</summary>
    public static Lazy<Tensor[]> Made(Tensor[] keysAndValues) => new(keysAndValues);

    /// <summary>Keys and values that are made when they are first asked for.</summary>
    public static Lazy<Tensor[]> Later(TransformerWeights weights, TokenRows sequences) => new(() =>
    {
        Tensor[] made = [.. weights.Blocks.Select(_ =>
            weights.Device.Empty(sequences.Tokens.Length, 2L * weights.Width).DetachFromDisposeScope())];
        Over(weights, sequences, end: null, (block, _, keys, keep) => keep(made[block], keys));
        return made;
    });

    /// <summary>Told of each block what enters it and its keys and values, and how they are copied to their places among all.</summary>
    private delegate void BlockSeen(int block, Tensor entering, Tensor keysAndValues, Action<Tensor, Tensor> keep);

    private static void Over(TransformerWeights weights, TokenRows sequences, Tensor? end, BlockSeen seen)
    {
        for (int first = 0, next; first < sequences.Count; first = next)
        {
            next = first + 1;
            while (next < sequences.Count && sequences.Offsets[next + 1] - sequences.Offsets[first] <= TokensPerPass)
                next++;
            Part(weights, sequences, first, next, end, seen);
        }
    }

    private static void Part(TransformerWeights weights, TokenRows sequences, int first, int next, Tensor? end, BlockSeen seen)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        int start = sequences.Offsets[first], count = sequences.Offsets[next] - start;
        using var pass = new TransformerPass(weights, [.. Enumerable.Range(first, next - first).Select(row => new AttentionRow(
            sequences.Offsets[row] - start, sequences.Length(row), 0, 0, [.. Enumerable.Range(0, sequences.Length(row))]))]);
        void Keep(Tensor all, Tensor part) => all.narrow(0, start, count).copy_(part);
        Tensor stream = weights.Embedding.index_select(0, weights.Device.Indices(sequences.Tokens.AsSpan(start, count)));
        Tensor last = pass.Run(
            stream, 0, weights.Blocks.Count, recorded: null, (block, entering, keysAndValues) => seen(block, entering, keysAndValues, Keep));
        if (end is not null)
            Keep(end, last);
    }
}

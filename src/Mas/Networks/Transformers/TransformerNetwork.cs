namespace Mas.Networks.Transformers;

/// <summary>A frozen rotary transformer: embedding, pre-norm blocks, layer norm, linear head. Sites: the residual stream that enters block
/// k, <c>layer.k</c>, the first of which is the <c>embedding</c>, and the one that leaves the last block.</summary>
internal sealed class TransformerNetwork(TransformerWeights weights) : FrozenNetwork<TransformerWeights>(weights)
{
    private const int TokensPerPass = 4_096; // bounds the memory of a run's temporaries, not its results

    public override string Architecture => TransformerConfig.ArchitectureName;

    public override IReadOnlyList<Site> Sites { get; } = TransformerConfig.SitesOf(weights.Width, weights.Blocks.Count);

    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false)
    {
        int[] blocks = [.. sites.Select(BlockOf)];
        Tensor end = New(Weights, sequences, Weights.Width);
        int blockCount = Weights.Blocks.Count;
        Dictionary<int, Tensor> streams = blocks.Where(block => block < blockCount).Distinct()
            .ToDictionary(block => block, _ => New(Weights, sequences, Weights.Width));
        Tensor[]? keysAndValues = onlyRead ? null : [.. Weights.Blocks.Select(_ => New(Weights, sequences, 2L * Weights.Width))];
        Over(Weights, sequences, end, (block, entering, keys, keep) =>
        {
            if (streams.TryGetValue(block, out Tensor? stream))
                keep(stream, entering);
            if (keysAndValues is not null)
                keep(keysAndValues[block], keys);
        });
        using var all = new TransformerActivity(
            Weights, sequences, blockCount, end, end.alias().DetachFromDisposeScope(),
            keysAndValues is null ? Later(Weights, sequences) : new(keysAndValues));
        RunnableActivity[] found = [.. blocks.Select(block => all.At(block, streams.GetValueOrDefault(block, end)))];
        streams.Values.DisposeAll();
        return found;
    }

    // The block that the site's stream enters; the number of layers for what leaves the last one.
    private int BlockOf(Site site) => Math.Max(PlaceOf(site, $"A transformer of {Sites.Count - 2} layers") - 1, 0);

    /// <summary>Keys and values that are made when they are first asked for.</summary>
    public static Lazy<Tensor[]> Later(TransformerWeights weights, TokenRows sequences) => new(() =>
    {
        Tensor[] made = [.. weights.Blocks.Select(_ => New(weights, sequences, 2L * weights.Width))];
        Over(weights, sequences, end: null, (block, _, keys, keep) => keep(made[block], keys));
        return made;
    });

    private static Tensor New(TransformerWeights weights, TokenRows sequences, long width) =>
        weights.Device.Empty(sequences.Tokens.Length, width).DetachFromDisposeScope();

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
        Tensor stream = weights.Embedding.Rows(sequences.Tokens.AsSpan(start, count));
        Tensor last = pass.Run(
            stream, 0, weights.Blocks.Count, recorded: null, (block, entering, keys) => seen(block, entering, keys, Keep));
        if (end is not null)
            Keep(end, last);
    }
}

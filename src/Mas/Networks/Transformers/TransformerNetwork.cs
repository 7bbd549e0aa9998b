namespace Mas.Networks.Transformers;

/// <summary>A frozen transformer: embedding, blocks, layer norm, linear head. Sites: the residual stream that enters block
/// k, <c>layer.k</c>, the first of which is the <c>embedding</c>, and the one that leaves the last block; what the two parts of a block add
/// to it, <c>attention.k</c> and <c>mlp.k</c>.</summary>
internal sealed class TransformerNetwork(TransformerWeights weights) : FrozenNetwork<TransformerWeights>(weights)
{
    private const int TokensPerPass = 4_096; // bounds the memory of a run's temporaries, not its results

    private readonly IReadOnlyList<TransformerSite> _places = TransformerSite.All(weights.Blocks.Count);

    public override string Architecture => TransformerConfig.ArchitectureName;

    public override IReadOnlyList<Site> Sites { get; } = TransformerConfig.SitesOf(weights.Width, weights.Blocks.Count);

    internal override int? LongestSequence => Weights.LearnedPositions;

    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false)
    {
        TransformerSite[] places = [.. sites.Select(Find)];
        Tensor end = New(Weights, sequences, Weights.Width);
        var last = new StreamPlace(Weights.Blocks.Count);
        Dictionary<StreamPlace, Tensor> NewAt(IEnumerable<TransformerSite> wanted) => wanted.Select(site => site.Place)
            .Where(place => place != last).Distinct().ToDictionary(place => place, _ => New(Weights, sequences, Weights.Width));
        Dictionary<StreamPlace, Tensor> streams = NewAt(places), added = NewAt(places.Where(site => site.IsAdded));
        Tensor[]? keysAndValues = onlyRead ? null : [.. Weights.Blocks.Select(_ => New(Weights, sequences, 2L * Weights.Width))];
        Over(Weights, sequences, end, (place, stream, more, keys, keep) =>
        {
            if (streams.TryGetValue(place, out Tensor? kept))
                keep(kept, stream);
            if (added.TryGetValue(place, out kept))
                keep(kept, more);
            if (keysAndValues is not null && keys is not null)
                keep(keysAndValues[place.Block], keys);
        });
        using var all = new TransformerActivity(
            Weights, sequences, new(_places[^1], end, Beside: null), end.alias().DetachFromDisposeScope(),
            keysAndValues is null ? Later(Weights, sequences) : new(keysAndValues));
        SiteActivity Of(TransformerSite site) => site.IsAdded
            ? new(site, added[site.Place], streams[site.Place]) : new(site, streams.GetValueOrDefault(site.Place, end), Beside: null);
        RunnableActivity[] found = [.. places.Select(site => all.At(Of(site)))];
        streams.Values.Concat(added.Values).DisposeAll();
        return found;
    }

    private TransformerSite Find(Site site) => _places[PlaceOf(site, $"A transformer of {Weights.Blocks.Count} layers")];

    /// <summary>Keys and values that are made when they are first asked for.</summary>
    public static Lazy<Tensor[]> Later(TransformerWeights weights, TokenRows sequences) => new(() =>
    {
        Tensor[] made = [.. weights.Blocks.Select(_ => New(weights, sequences, 2L * weights.Width))];
        Over(weights, sequences, end: null, (place, _, _, keys, keep) =>
        {
            if (keys is not null)
                keep(made[place.Block], keys);
        });
        return made;
    });

    private static Tensor New(TransformerWeights weights, TokenRows sequences, long width) =>
        weights.Device.Empty(sequences.Tokens.Length, width).DetachFromDisposeScope();

    /// <summary>Told of each part what <see cref="TransformerPass.PartSeen"/> is, and how it is copied to its place among all.</summary>
    private delegate void PartKept(StreamPlace place, Tensor stream, Tensor added, Tensor? keysAndValues, Action<Tensor, Tensor> keep);

    private static void Over(TransformerWeights weights, TokenRows sequences, Tensor? end, PartKept seen)
    {
        for (int first = 0, next; first < sequences.Count; first = next)
        {
            next = first + 1;
            while (next < sequences.Count && sequences.Offsets[next + 1] - sequences.Offsets[first] <= TokensPerPass)
                next++;
            Part(weights, sequences, first, next, end, seen);
        }
    }

    private static void Part(TransformerWeights weights, TokenRows sequences, int first, int next, Tensor? end, PartKept seen)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        int start = sequences.Offsets[first], count = sequences.Offsets[next] - start;
        AttentionRow[] rows = [.. Enumerable.Range(first, next - first).Select(row => new AttentionRow(
            sequences.Offsets[row] - start, sequences.Length(row), 0, 0, [.. Enumerable.Range(0, sequences.Length(row))]))];
        using var pass = new TransformerPass(weights, rows);
        void Keep(Tensor all, Tensor part) => all.narrow(0, start, count).copy_(part);
        Tensor stream = weights.Embed(sequences.Tokens.AsSpan(start, count), AttentionRow.Positions(rows));
        Tensor last = pass.Run(
            stream, default, new(weights.Blocks.Count), recorded: null,
            (place, before, added, keys) => seen(place, before, added, keys, Keep));
        if (end is not null)
            Keep(end, last);
    }
}

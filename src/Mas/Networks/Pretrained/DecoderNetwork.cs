namespace Mas.Networks.Pretrained;

/// <summary>A pretrained decoder as a network: its sites are the residual stream before each block and behind the last one.</summary>
/// <param name="decoder">Owned from here on.</param>
internal sealed class DecoderNetwork(Decoder decoder) : Network
{
    private const int TokensAtOnce = 2048; // bounds memory, not results

    public Decoder Decoder => decoder;

    public override string Architecture => decoder.Config.Architecture;

    public override Device Device => decoder.Device.In(ScalarType.Float32);

    public override long ParameterCount => decoder.Parameters;

    public override IReadOnlyList<Site> Sites { get; } = SitesOf(decoder.Config);

    internal override int? LongestSequence => decoder.Config.Rotary is null ? decoder.Config.Context : null;

    /// <summary>The sites of a configuration.</summary>
    public static Site[] SitesOf(DecoderConfig config) => [.. Enumerable.Range(0, config.Layers + 1)
        .Select(k => new Site(Invariant($"layer.{k}"), config.Width) { IsInner = k > 0 && k < config.Layers })];

    /// <summary>The block that the stream of a site enters.</summary>
    public int BlockOf(Site site) => Sites.ToList().IndexOf(site) is >= 0 and int block
        ? block : throw new ArgumentException($"{Architecture} has no site '{site.Name}'.", nameof(site));

    /// <summary>Runs rows of the same length together, without padding.</summary>
    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int[] blocks = [.. sites.Select(BlockOf)];
        Tensor[] latents = [.. blocks.Distinct().Order().Select(_ => Device.Empty(sequences.Tokens.Length, decoder.Config.Width))];
        int[] kept = [.. blocks.Distinct().Order()];
        foreach (IGrouping<int, int> alike in Enumerable.Range(0, sequences.Count).GroupBy(sequences.Length).OrderBy(group => group.Key))
            foreach (int[] rows in alike.Chunk(Math.Max(1, TokensAtOnce / alike.Key)))
                Record(sequences, rows, kept, latents);
        return [.. blocks.Select(block => Activity(sequences, block, latents[Array.IndexOf(kept, block)]))];
    }

    private DecoderActivity Activity(TokenRows sequences, int block, Tensor latents)
    {
        Tensor own = latents.alias().DetachFromDisposeScope();
        return new DecoderActivity(decoder, block, sequences, positions => own.Rows(positions.ToArray()), own);
    }

    private void Record(TokenRows sequences, int[] rows, int[] kept, Tensor[] latents)
    {
        using var scope = NewDisposeScope();
        int[] ids = [.. rows.SelectMany(row => sequences.Row(row).ToArray())];
        long[] to = [.. rows.SelectMany(row => Enumerable.Range(sequences.Offsets[row], sequences.Length(row)).Select(at => (long)at))];
        Tensor places = Device.Indices(to);
        decoder.Blocks(decoder.Embed(ids, rows.Length), 0, kept[^1], entering: (block, stream) =>
        {
            if (Array.IndexOf(kept, block) is >= 0 and int site)
                latents[site].index_copy_(0, places, stream.reshape(-1, decoder.Config.Width));
        });
    }

    public override void Dispose() => decoder.Dispose();
}

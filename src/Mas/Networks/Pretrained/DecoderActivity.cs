namespace Mas.Networks.Pretrained;

/// <summary>Natural activity of a decoder before one of its blocks, over rows of tokens. What is below the block has run already.</summary>
/// <param name="site">Number of the block that the stream enters; that of the layers for what leaves the last one.</param>
/// <param name="latents">Reads latents at flat positions, [positions, width] float32; it may be asked from several threads.</param>
/// <param name="held">Ends with the activity; null where it belongs to somebody else.</param>
internal sealed class DecoderActivity(
    Decoder decoder, int site, TokenRows rows, Func<ReadOnlySpan<int>, Tensor> latents, IDisposable? held = null) : RunnableActivity
{
    private const int RowsAtOnce = 16;

    public Decoder Decoder => decoder;

    public int Site => site;

    public TokenRows Rows => rows;

    public override int Width => decoder.Config.Width;

    public override Tensor Latents(ReadOnlySpan<int> positions) => latents(positions);

    /// <summary>Goes on from the latents, each row as far as its last position that is asked for.</summary>
    public override Tensor Logits(ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int[] asked = positions.ToArray(), owners = Array.ConvertAll(asked, RowOf);
        int[][] own = [.. Enumerable.Range(0, asked.Length).GroupBy(i => owners[i]).Select(group => group.ToArray())];
        Tensor all = decoder.Device.In(ScalarType.Float32).Zeros(asked.Length, decoder.Config.Vocabulary);
        foreach (int[][] block in own.Chunk(RowsAtOnce))
        {
            using var inner = NewDisposeScope();
            int[] last = Array.ConvertAll(block, places => places.Max(i => asked[i]));
            int[] first = Array.ConvertAll(block, places => rows.Offsets[owners[places[0]]]);
            var target = new TargetRows(first, last, TokenRows.From([.. last.Select(_ => (int[])[0])]));
            using var prepared = new DecoderTargets(this, target);
            int[][] ascending = Array.ConvertAll(block, places => places.OrderBy(i => asked[i]).ToArray());
            var reads = new TargetPlaces(
                [.. ascending.SelectMany((places, row) => places.Select(_ => row))],
                [.. ascending.SelectMany((places, row) => places.Select(i => asked[i] - last[row]))]);
            long[] to = [.. ascending.SelectMany(places => places.Select(i => (long)i))];
            all.index_copy_(0, decoder.Device.Indices(to), prepared.Resume((natural, _) => natural, new TargetReads(reads)).Logits!);
        }
        return all.MoveToOuterDisposeScope();
    }

    /// <summary>The row that a flat position belongs to.</summary>
    public int RowOf(int position)
    {
        int found = Array.BinarySearch(rows.Offsets, position);
        return found >= 0 ? found : ~found - 1;
    }

    public override PreparedTargets Prepare(TargetRows targets, Tensor? continuations = null) => new DecoderTargets(this, targets);

    public override RunnableActivity Share() => new DecoderActivity(decoder, site, rows, latents);

    public override void Dispose() => held?.Dispose();
}

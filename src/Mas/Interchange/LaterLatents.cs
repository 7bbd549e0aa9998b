using Mas.Networks;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Interchange;

/// <summary>
/// What interventions lead to: each is made at its target position, the network runs on over the tokens of its sequence, and its latent is read
/// at a later position, where nothing is written. At a site that is not handed on (<see cref="Site.IsHandedOn"/>) that is the natural latent.
/// </summary>
internal static class LaterLatents
{
    private const int RowsPerPass = 256; // bounds memory, not results

    /// <summary>[interventions, target width] of route 0.</summary>
    /// <param name="data">The interventions, one overwritten position each, in targets whose sequences go on as they should afterwards.</param>
    /// <param name="maps">What they are made with.</param>
    /// <param name="later">[interventions] position that is read in the target sequence; after the target position and before the sequence's last token.</param>
    public static Tensor Of(InterchangeData data, StepMaps maps, int[] later)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var parts = new List<Tensor>();
        for (int start = 0; start < later.Length; start += RowsPerPass)
        {
            int[] own = [.. Enumerable.Range(start, Math.Min(RowsPerPass, later.Length - start))];
            parts.Add(Part(data, maps, new TargetBatch(data, data.Routes[0].Target, [0], [own]), Array.ConvertAll(own, i => later[i])));
        }
        return cat(parts, 0).MoveToOuterDisposeScope();
    }

    private static Tensor Part(InterchangeData data, StepMaps maps, TargetBatch batch, int[] later)
    {
        using var scope = NewDisposeScope();
        WrittenCoordinates written = WrittenCoordinates.Of(data, batch, maps);
        TargetRows rows = UpTo(data.Pools[batch.Network], batch, later);
        Tensor read = Device.Of(maps.Maps[batch.Network].Tensors[0]).Empty(rows.Count, data.Recordings[batch.Network].Width);
        // The row whose first position an entry is, and the row whose last; −1 for none.
        int[] begins = Rows(rows, row => rows.EntryOffsets[row]), ends = Rows(rows, row => rows.EntryOffsets[row + 1] - 1);
        using PreparedTargets targets = data.Recordings[batch.Network].Prepare(rows);
        targets.Logits((latents, entries) =>
        {
            Tensor now = Put(latents, entries, begins, (chosen, own) => written.At(own).Into(chosen, maps.Maps[batch.Network], data.ReplacesAll));
            (int[] places, int[] own) = Among(entries, ends);
            if (places.Length > 0)
                read.index_copy_(0, Device.Of(read).Indices(own), now.index_select(0, Device.Of(read).Indices(places)));
            return now;
        });
        return read.MoveToOuterDisposeScope();
    }

    // The run of positions ends where the latent is read; the token after it is never fed.
    private static TargetRows UpTo(TokenRows pool, TargetBatch batch, int[] later)
    {
        int[] first = batch.Rows.First;
        int[] last = [.. batch.Members[0].Interventions.Select((one, row) => pool.Offsets[one.TargetSequence] + later[row])];
        return new TargetRows(first, last, TokenRows.From(Array.ConvertAll(last, position => (int[])[pool.Tokens[position + 1]])), Array.ConvertAll(last, _ => true));
    }

    // Replaces the latents of those entries that are some row's.
    private static Tensor Put(Tensor latents, int[] entries, int[] rowOf, Func<Tensor, int[], Tensor> replaced)
    {
        (int[] places, int[] rows) = Among(entries, rowOf);
        if (places.Length == 0)
            return latents;
        Tensor index = Device.Of(latents).Indices(places);
        return latents.index_copy(0, index, replaced(latents.index_select(0, index), rows));
    }

    private static (int[] Places, int[] Rows) Among(int[] entries, int[] rowOf)
    {
        int[] places = [.. Enumerable.Range(0, entries.Length).Where(i => rowOf[entries[i]] >= 0)];
        return (places, Array.ConvertAll(places, i => rowOf[entries[i]]));
    }

    private static int[] Rows(TargetRows rows, Func<int, int> entryOf)
    {
        int[] found = [.. Enumerable.Repeat(-1, rows.EntryOffsets[^1])];
        for (int row = 0; row < rows.Count; row++)
            found[entryOf(row)] = row;
        return found;
    }
}

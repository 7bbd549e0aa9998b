using Mas.Interchange;
using Mas.Networks;

namespace Mas.Analyses.Cycles;

/// <summary>What interventions lead to: each is made at its target position, the network runs on over the tokens of its sequence, and its
/// latent is read at a later position, where nothing is written. At a site that is not handed on (<see cref="Site.IsHandedOn"/>) that is
/// the natural latent.</summary>
internal static class LaterLatents
{
    private const int RowsPerPass = 256; // bounds memory, not results

    /// <summary>[interventions, target width] of route 0.</summary>
    /// <param name="data">The interventions, one overwritten position each, in targets whose sequences go on as they should
    /// afterwards.</param>
    /// <param name="later">[interventions] position that is read in the target sequence; after the target position and before the
    /// sequence's last token.</param>
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
        Intervention[] own = [.. batch.Members[0].Interventions];
        TokenRows pool = data.Pools[batch.Network];
        // The token after the one where the latent is read is never fed.
        int[][] fed = [.. own.Select((one, row) => pool.Row(one.TargetSequence)[(one.TargetPosition + 1)..(later[row] + 2)].ToArray())];
        TargetRows rows = batch.Rows with { Continuations = TokenRows.From(fed) };
        var places = new TargetPlaces([.. Enumerable.Range(0, rows.Count)], [.. own.Select((one, row) => later[row] - one.TargetPosition)]);
        using PreparedTargets targets = data.Runnable(batch.Network).Prepare(rows);
        Tensor Replace(Tensor latents, int[] entries) => written.At(entries).Into(latents, maps.Maps[batch.Network], data.ReplacesAll);
        return targets.Resume(Replace, new TargetReads(Latents: places)).Latents!.MoveToOuterDisposeScope();
    }
}

/// <summary>Latents that are not those of natural sequences, such as what interventions have led to. They can only be read.</summary>
/// <param name="latents">[positions, width] stay their owner's.</param>
internal sealed class GivenLatents(Tensor latents) : Activity
{
    public override int Width => (int)latents.size(1);

    /// <summary>One sequence of one position for each latent.</summary>
    public TokenRows Rows { get; } = TokenRows.From([.. Enumerable.Repeat<int[]>([0], (int)latents.size(0))]);

    public override Tensor Latents(ReadOnlySpan<int> positions)
    {
        using Tensor index = Device.Of(latents).Indices(positions);
        return latents.index_select(0, index);
    }

    public override void Dispose()
    {
    }
}

using Mas.Networks;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Interchange;

/// <summary>
/// A network's activity of which a linear part is read from another sample: what sources give where their null part, or all but
/// their null part, is exchanged (<c>method.md</c> section 10). Targets are prepared from the natural activity.
/// </summary>
/// <param name="recording">The natural activity; stays its owner's.</param>
/// <param name="others">[positions of the pool] flat position that the part is read at instead.</param>
/// <param name="part">The part of latents, [rows, width] → [rows, width]; linear.</param>
internal sealed class ExchangedRecording(Recording recording, int[] others, Func<Tensor, Tensor> part) : Recording
{
    /// <inheritdoc/>
    public override int Width => recording.Width;

    /// <summary>Which position each eligible one is exchanged with: a seeded order of all eligible positions of usable sequences, in which none keeps its place.</summary>
    public static int[] Others(RecordedPool pool, ulong seed)
    {
        int[] others = [.. Enumerable.Range(0, pool.Rows.Tokens.Length)];
        var eligible = new List<int>();
        for (int q = 0; q < pool.Sequences.Count; q++)
            if (pool.Usable[q])
                foreach (int position in pool.Sequences.Readable(q))
                    eligible.Add(pool.Rows.Offsets[q] + position);
        int[] order = [.. eligible];
        new SeededRandom(seed).Shuffle<int>(order);
        // Each takes the next one's place in the order: a single cycle.
        for (int i = 0; i < order.Length; i++)
            others[order[i]] = order[(i + 1) % order.Length];
        return others;
    }

    /// <inheritdoc/>
    public override Tensor Latents(ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        Tensor own = recording.Latents(positions), other = recording.Latents(Array.ConvertAll(positions.ToArray(), position => others[position]));
        return own.add(part(other - own), HeldScalar.One).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Logits(ReadOnlySpan<int> positions) => recording.Logits(positions);

    /// <inheritdoc/>
    public override PreparedTargets Prepare(TargetRows rows) => recording.Prepare(rows);

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}

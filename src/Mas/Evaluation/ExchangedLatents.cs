using Mas.Interchange;
using Mas.Networks;

namespace Mas.Evaluation;

/// <summary>A network's activity of which a linear part comes from another sample: what sources give where their null part, or all but
/// their null part, is exchanged (<c>method.md</c> section 10). It can be read; targets are prepared from the natural activity.</summary>
internal sealed class ExchangedLatents : Activity
{
    private const int PositionsAtOnce = 4096; // bounds memory, not results

    private readonly Activity _natural;
    private readonly int[] _rows;     // [positions of the pool] row of _latents; −1 where nothing is exchanged
    private readonly Tensor _latents; // [exchanged positions, width]

    /// <param name="natural">The natural activity; stays its owner's.</param>
    /// <param name="others">[positions of the pool] flat position that the part is read at instead.</param>
    /// <param name="part">The part of latents, [rows, width] → [rows, width]; linear.</param>
    public ExchangedLatents(Activity natural, int[] others, Func<Tensor, Tensor> part)
    {
        _natural = natural;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int[] positions = [.. Enumerable.Range(0, others.Length).Where(position => others[position] != position)];
        _rows = new int[others.Length];
        Array.Fill(_rows, -1);
        for (int row = 0; row < positions.Length; row++)
            _rows[positions[row]] = row;
        IEnumerable<int[]> chunks = positions.Chunk(PositionsAtOnce);
        _latents = (positions.Length == 0 ? natural.Latents([])
            : cat([.. chunks.Select(chunk => Exchanged(natural, chunk, others, part))], 0)).DetachFromDisposeScope();
    }

    public override int Width => _natural.Width;

    /// <summary>Decides which samples the parts come from.</summary>
    /// <param name="seed">The experiment's.</param>
    public static ulong Seed(int seed, string split, int network) =>
        SeededRandom.Derive((ulong)seed, $"exchanged part, {split}", network);

    /// <summary>Which position each eligible one is exchanged with: a seeded order of all eligible positions of usable sequences, in which
    /// none keeps its place.</summary>
    public static int[] Others(RecordedPool pool, ulong seed)
    {
        int[] others = [.. Enumerable.Range(0, pool.Rows.Tokens.Length)];
        int[] order = [.. Enumerable.Range(0, pool.Sequences.Count).Where(q => pool.Usable[q])
            .SelectMany(q => pool.Sequences.Readable(q).ToArray().Select(position => pool.Rows.Offsets[q] + position))];
        new SeededRandom(seed).Shuffle<int>(order);
        // Each takes the next one's place in the order: a single cycle.
        for (int i = 0; i < order.Length; i++)
            others[order[i]] = order[(i + 1) % order.Length];
        return others;
    }

    private static Tensor Exchanged(Activity natural, int[] positions, int[] others, Func<Tensor, Tensor> part)
    {
        using var scope = NewDisposeScope();
        Tensor own = natural.Latents(positions), other = natural.Latents(Array.ConvertAll(positions, position => others[position]));
        return own.add(part(other - own), HeldScalar.One).MoveToOuterDisposeScope();
    }

    public override Tensor Latents(ReadOnlySpan<int> positions)
    {
        int[] rows = Array.ConvertAll(positions.ToArray(), position => _rows[position]);
        if (!rows.Contains(-1))
        {
            using Tensor index = Device.Of(_latents).Indices(rows);
            return _latents.index_select(0, index);
        }
        using var scope = NewDisposeScope();
        int[] exchanged = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i] >= 0)];
        Tensor latents = _natural.Latents(positions);
        Device device = Device.Of(latents);
        Tensor own = _latents.index_select(0, device.Indices(Array.ConvertAll(exchanged, i => rows[i])));
        return latents.index_copy(0, device.Indices(exchanged), own).MoveToOuterDisposeScope();
    }

    public override void Dispose() => _latents.Dispose();
}

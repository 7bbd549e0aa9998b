namespace Mas.Networks.Recurrent;

/// <summary>How rows of unequal length are run together without padding: longest first, so that the rows still alive at a step are the
/// first ones. States of all steps are stacked one step behind the other; <see cref="Index"/> says where each is.</summary>
internal sealed class StepPlan : IDisposable
{
    private readonly int[] _ranks;  // [rows] place of each row in the order
    private readonly int[] _starts; // [steps + 1] where each step begins in the stack

    /// <param name="chosen">The rows to run; a row may occur more than once.</param>
    /// <param name="lengths">[chosen] how many tokens of each are fed.</param>
    public StepPlan(TokenRows rows, int[] chosen, int[] lengths, Device device)
    {
        int[] order = [.. Enumerable.Range(0, chosen.Length)];
        // Ties by row, so that the order is one and the same everywhere.
        Array.Sort(order, (a, b) => lengths[a] != lengths[b] ? lengths[b].CompareTo(lengths[a]) : a.CompareTo(b));
        _ranks = new int[order.Length];
        for (int rank = 0; rank < order.Length; rank++)
            _ranks[order[rank]] = rank;
        Active = CountActive(lengths, order.Length == 0 ? 0 : lengths[order[0]]);
        _starts = new int[Active.Length + 1];
        for (int step = 0; step < Active.Length; step++)
            _starts[step + 1] = _starts[step] + Active[step];
        var tokens = new long[_starts[^1]];
        for (int rank = 0; rank < order.Length; rank++)
        {
            ReadOnlySpan<int> row = rows.Row(chosen[order[rank]]);
            for (int step = 0; step < lengths[order[rank]]; step++)
                tokens[_starts[step] + rank] = row[step];
        }
        Order = Array.ConvertAll(order, row => (long)row);
        Tokens = device.Indices(tokens).DetachFromDisposeScope();
    }

    /// <summary>Every row but its last token, which is only predicted.</summary>
    public static StepPlan AllButLast(TokenRows rows, Device device)
    {
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        return new StepPlan(rows, all, Array.ConvertAll(all, row => rows.Length(row) - 1), device);
    }

    /// <summary>The targets' own tokens from <paramref name="skip"/> after the first entry to the last one, then their continuations but
    /// for the last token.</summary>
    public static StepPlan FromEntries(TokenRows sequences, TargetRows rows, int skip, Device device) =>
        AllButLast(TokenRows.From([.. Enumerable.Range(0, rows.Count).Select(row =>
            (int[])[.. sequences.Tokens.AsSpan((rows.First[row] + skip)..(rows.Last[row] + 1)), .. rows.Continuations.Row(row)])]), device);

    /// <summary>Every row up to its last wanted position.</summary>
    /// <param name="positions">Flat positions, ascending.</param>
    /// <param name="places">[positions] where the state after each stands in the stack.</param>
    public static StepPlan UpTo(TokenRows rows, int[] positions, Device device, out long[] places)
    {
        var lengths = new int[rows.Count];
        var owners = new int[positions.Length];
        for (int i = 0, row = 0; i < positions.Length; i++)
        {
            while (positions[i] >= rows.Offsets[row + 1])
                row++;
            owners[i] = row;
            lengths[row] = positions[i] - rows.Offsets[row] + 1;
        }
        var plan = new StepPlan(rows, [.. Enumerable.Range(0, rows.Count)], lengths, device);
        places = [.. positions.Select((position, i) => (long)plan.Index(owners[i], position - rows.Offsets[owners[i]]))];
        return plan;
    }

    /// <summary>[rows] the row at each rank.</summary>
    public long[] Order { get; }

    /// <summary>[steps] rows alive at each step; never rises.</summary>
    public int[] Active { get; }

    /// <summary>[Σ active] token ids, one step behind the other.</summary>
    public Tensor Tokens { get; }

    /// <summary>Where the state after a row's token at <paramref name="step"/> stands in the stack.</summary>
    public int Index(int row, int step) => _starts[step] + _ranks[row];

    public int Rank(int row) => _ranks[row];

    private static int[] CountActive(int[] lengths, int steps)
    {
        var active = new int[steps];
        foreach (int length in lengths)
            for (int step = 0; step < length; step++)
                active[step]++;
        return active;
    }

    public void Dispose() => Tokens.Dispose();
}

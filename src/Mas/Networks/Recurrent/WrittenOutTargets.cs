using Mas.Kernels;

namespace Mas.Networks.Recurrent;

/// <summary>Targets at site <c>state</c> of a GRU, one replaced state for each row, whose pass is written out, forward and backward. Rows
/// are run in blocks of about one length that stay in the processor's caches; from the replaced states back it is autograd's.</summary>
internal sealed class WrittenOutTargets : PreparedTargets
{
    private const int RowsPerBlock = 64;

    private readonly RecurrentNetwork _network;
    private readonly Tensor _first;  // [rows, width] natural states at the entries
    private readonly Tensor _order;  // [rows] int64, longest first
    private readonly Block[] _blocks;
    private readonly Lazy<StateTargets> _twin;

    /// <param name="First">Place of its first row in the order.</param>
    /// <param name="Steps">The tokens after the entry, the last one unfed; in the order already.</param>
    private sealed record Block(int First, int[] Rows, StepPlan Steps);

    public static bool Fit(RecurrentNetwork network, TargetRows rows) =>
        network.Weights.IsWrittenOut && network.Weights.Head is TwoLayerHead && rows.First.AsSpan().SequenceEqual(rows.Last);

    /// <param name="first">[rows, width] natural states at the entries; owned from here on.</param>
    public WrittenOutTargets(RecurrentNetwork network, Tensor first, TokenRows sequences, TargetRows rows)
        : base(rows)
    {
        _network = network;
        _first = first.DetachFromDisposeScope();
        int[] order = [.. Enumerable.Range(0, rows.Count).OrderByDescending(rows.Continuations.Length)]; // ties stay in the rows' order
        _order = network.Device.Indices(order).DetachFromDisposeScope();
        _blocks = [.. order.Chunk(RowsPerBlock).Select((chunk, block) => new Block(block * RowsPerBlock, chunk, Steps(chunk)))];
        _twin = new(() => new StateTargets(network, new StatePlace(network.Weights, null), first.clone(), null, sequences, rows));
    }

    public override int PositionsRun => _blocks.Sum(block => block.Steps.Active.Sum());

    public override TargetReadings Resume(Replacement replace, TargetReads reads) => _twin.Value.Resume(replace, reads);

    internal override ScoredRun Score(Replacement replace, TargetPlaces places, long[] labels, double[]? shares)
    {
        using var scope = NewDisposeScope();
        Tensor replaced = replace(_first, Rows.EntryOffsets[..^1]).index_select(0, _order);
        Tensor start = replaced.detach();
        Tensor? gradient = shares is null ? null : empty_like(start);
        var head = new ScoredHead(_network.HeadFactors, labels);
        int[] offsets = places.Offsets(Rows.Count);
        foreach (Block block in _blocks)
            Run(block, head, places, offsets, start, shares, gradient);
        return new ScoredRun(head.Losses, head.Predicted, gradient is null ? null : (replaced * gradient).sum().MoveToOuterDisposeScope());
    }

    private void Run(Block block, ScoredHead head, TargetPlaces places, int[] offsets, Tensor start, double[]? shares, Tensor? gradient)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int rows = block.Rows.Length;
        Tensor own = start.narrow(0, block.First, rows);
        using var pass = new GruPass(
            _network.GruFactors, _network.InputGates, block.Steps.Active, block.Steps.Tokens, own, keep: gradient is not null);
        Tensor? back = gradient is null ? null : zeros_like(pass.States);
        (int[] scored, Tensor index) = Scored(block, places, offsets);
        head.Run(pass.States, index, scored, shares, back);
        if (back is null)
            return;
        pass.Backward(back);
        gradient!.narrow(0, block.First, rows).copy_(back.narrow(0, 0, rows));
    }

    private StepPlan Steps(int[] rows) =>
        StepPlan.AllButLast(TokenRows.From(Array.ConvertAll(rows, row => Rows.Continuations.Row(row).ToArray())), _network.Device);

    // Which of all places are the block's own, and [own] int64 where they stand among the states of its pass.
    private (int[] Scored, Tensor Index) Scored(Block block, TargetPlaces places, int[] offsets)
    {
        var scored = new List<int>();
        var index = new List<long>();
        for (int rank = 0; rank < block.Rows.Length; rank++)
        {
            for (int place = offsets[block.Rows[rank]]; place < offsets[block.Rows[rank] + 1]; place++)
            {
                scored.Add(place);
                index.Add(places.Steps[place] == 0 ? rank : block.Rows.Length + block.Steps.Index(rank, places.Steps[place] - 1));
            }
        }
        return ([.. scored], _network.Device.Indices(index.ToArray()));
    }

    public override void Dispose()
    {
        _first.Dispose();
        _order.Dispose();
        foreach (Block block in _blocks)
            block.Steps.Dispose();
        if (_twin.IsValueCreated)
            _twin.Value.Dispose();
    }
}

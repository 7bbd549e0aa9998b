using Mas.Kernels;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>
/// Targets at site <c>state</c> of a GRU, one replaced state for each row, whose pass is written out, forward and backward. Rows are
/// run in blocks of about one length that stay in the processor's caches; from the replaced states back it is autograd's.
/// </summary>
internal sealed class WrittenOutTargets : PreparedTargets
{
    private const int RowsPerBlock = 64;

    private readonly RecurrentNetwork _network;
    private readonly Tensor _first;  // [rows, width] natural states at the entries
    private readonly Tensor _order;  // [rows] int64, longest first
    private readonly Block[] _blocks;
    private readonly Lazy<StateTargets> _twin;

    /// <param name="First">Place of its first row in the order.</param>
    /// <param name="Rows">Number of rows.</param>
    /// <param name="Steps">The tokens after the entry, the last one unfed; in the order already.</param>
    /// <param name="Scored">Which of all scored positions are its own.</param>
    /// <param name="Places">[own scored positions] int64, into the states of the pass.</param>
    private sealed record Block(int First, int Rows, StepPlan Steps, int[] Scored, Tensor Places);

    /// <summary>Whether these targets can be run so.</summary>
    public static bool Fit(RecurrentNetwork network, TargetRows rows) =>
        network.Weights.IsWrittenOut && network.Weights.Head is TwoLayerHead && rows.First.AsSpan().SequenceEqual(rows.Last);

    /// <param name="network">What is run.</param>
    /// <param name="first">[rows, width] natural states at the entries; owned from here on.</param>
    /// <param name="sequences">The pool.</param>
    /// <param name="rows">The targets.</param>
    public WrittenOutTargets(RecurrentNetwork network, Tensor first, TokenRows sequences, TargetRows rows)
        : base(rows)
    {
        _network = network;
        _first = first.DetachFromDisposeScope();
        int[] order = [.. Enumerable.Range(0, rows.Count).OrderByDescending(rows.Continuations.Length)]; // ties stay in the rows' order
        _order = network.Device.Indices(order).DetachFromDisposeScope();
        int[] scoredFrom = ScoredFrom();
        _blocks = [.. order.Chunk(RowsPerBlock).Select((chunk, block) => Cut(chunk, block * RowsPerBlock, scoredFrom))];
        _twin = new(() => new StateTargets(network, first.clone(), sequences, rows));
    }

    /// <inheritdoc/>
    public override int PositionsRun => _blocks.Sum(block => block.Steps.Active.Sum());

    /// <inheritdoc/>
    public override Tensor Logits(Replacement replace) => _twin.Value.Logits(replace);

    /// <inheritdoc/>
    public override ScoredRun Run(Replacement replace, double[]? shares)
    {
        using var scope = NewDisposeScope();
        Tensor replaced = replace(_first, Rows.EntryOffsets[..^1]).index_select(0, _order);
        Tensor start = replaced.detach();
        Tensor? gradient = shares is null ? null : empty_like(start);
        var head = new ScoredHead(_network.HeadFactors, Labels);
        foreach (Block block in _blocks)
            Run(block, head, start, shares, gradient);
        return new ScoredRun(head.Losses, head.Predicted, gradient is null ? null : (replaced * gradient).sum().MoveToOuterDisposeScope());
    }

    private void Run(Block block, ScoredHead head, Tensor start, double[]? shares, Tensor? gradient)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var pass = new GruPass(
            _network.GruFactors, _network.InputGates, block.Steps.Active, block.Steps.Tokens, start.narrow(0, block.First, block.Rows), keep: gradient is not null);
        Tensor? back = gradient is null ? null : zeros_like(pass.States);
        head.Run(pass.States, block.Places, block.Scored, shares, back);
        if (back is null)
            return;
        pass.Backward(back);
        gradient!.narrow(0, block.First, block.Rows).copy_(back.narrow(0, 0, block.Rows));
    }

    private Block Cut(int[] rows, int first, int[] scoredFrom)
    {
        TokenRows all = Rows.Continuations;
        var steps = StepPlan.AllButLast(TokenRows.From(Array.ConvertAll(rows, row => all.Row(row).ToArray())), _network.Device);
        var scored = new List<int>();
        var places = new List<long>();
        for (int rank = 0; rank < rows.Length; rank++)
        {
            int next = scoredFrom[rows[rank]];
            for (int step = 0; step < all.Length(rows[rank]); step++)
            {
                if (!Rows.Scored[all.Offsets[rows[rank]] + step])
                    continue;
                scored.Add(next++);
                places.Add(step == 0 ? rank : rows.Length + steps.Index(rank, step - 1));
            }
        }
        return new Block(first, rows.Length, steps, [.. scored], _network.Device.Indices(places.ToArray()).DetachFromDisposeScope());
    }

    // [rows] the first scored position of each.
    private int[] ScoredFrom()
    {
        var from = new int[Rows.Count];
        for (int i = Owners.Length - 1; i >= 0; i--)
            from[Owners[i]] = i;
        return from;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _first.Dispose();
        _order.Dispose();
        foreach (Block block in _blocks)
        {
            block.Steps.Dispose();
            block.Places.Dispose();
        }
        if (_twin.IsValueCreated)
            _twin.Value.Dispose();
    }
}

using Mas.Networks.Recurrent;
using Mas.NetworkTraining;

namespace Mas.Benchmarks.Planting;

/// <summary>Natural sequences and interventions that a network runs through together: interchange intervention training (Geiger et al.,
/// 2022) exchanges a fixed block of units where the causal model exchanges a variable, and asks the network for what the causal model says
/// next.</summary>
/// <param name="Scored">What is asked: natural sequences first, then the targets of interventions up to the swap, with the causal model's
/// continuation.</param>
/// <param name="Sources">[swaps] source sequences up to the position that is read.</param>
/// <param name="Swaps">In the order of the rows that follow the natural ones.</param>
internal sealed record PlantedBatch(ScoredBatch Scored, TokenRows Sources, IReadOnlyList<PlantedSwap> Swaps)
{
    /// <param name="natural">Sequences that are asked as they are.</param>
    /// <param name="states">Positions of theirs.</param>
    /// <param name="interventions">[blocks] of each block's variable, all on the same pool.</param>
    public static PlantedBatch Of(
        ScoredBatch natural, StatesByValue states, SequencePool pool, IReadOnlyList<PlantedBlock> blocks,
        IReadOnlyList<IReadOnlyList<Intervention>> interventions)
    {
        List<int[]> rows = [.. Enumerable.Range(0, natural.Rows.Count).Select(row => natural.Rows.Row(row).ToArray())];
        List<bool[]> scored = [.. rows.Select(row => new bool[row.Length])];
        foreach ((int owner, int position) in natural.Owners.Zip(natural.Positions))
            scored[owner][position + 1 - natural.Rows.Offsets[owner]] = true;
        var sources = new List<int[]>();
        var swaps = new List<PlantedSwap>();
        foreach ((PlantedBlock block, Intervention one) in
            blocks.Zip(interventions).SelectMany(own => own.Second, (own, one) => (own.First, one)))
        {
            swaps.Add(new(block, rows.Count, one.TargetPosition));
            sources.Add(pool.Tokens(one.Donors[0].Sequence)[..(one.Donors[0].Position + 1)].ToArray());
            rows.Add([.. pool.Tokens(one.TargetSequence)[..(one.TargetPosition + 1)], .. one.Continuation]);
            scored.Add([.. new bool[one.TargetPosition + 1], .. one.Scored]);
        }
        return new(ScoredBatch.Of(TokenRows.From(rows), row => scored[row]), TokenRows.From(sources), swaps) { Natural = states };
    }

    /// <summary>Positions of natural sequences at which the variables are known; none where nobody asks.</summary>
    public required StatesByValue Natural { get; init; }

    /// <summary>Logits at the scored positions, [scored, vocab], and the state at the positions whose variables are known, [positions,
    /// width]; differentiable in the weights by way of both the targets and the sources.</summary>
    /// <param name="exchanges">False leaves the targets unchanged, for the floor.</param>
    public (Tensor Logits, Tensor Natural) Run(RecurrentWeights weights, bool exchanges = true)
    {
        using var scope = NewDisposeScope();
        Tensor gates = weights.Layers[0].InputGates(weights.Embedding); // [vocab, 3 width]
        using var plan = StepPlan.UpTo(Scored.Rows, Scored.Positions, weights.Device, out long[] places);
        Func<int, Tensor, Tensor>? exchange = null;
        if (exchanges && Swaps.Count > 0)
        {
            Tensor sources = SourceStates(weights, gates), blocks = weights.Device.Flags(Blocks(weights.Width), Swaps.Count, weights.Width);
            ILookup<int, int> due = Enumerable.Range(0, Swaps.Count).ToLookup(k => Swaps[k].Position);
            exchange = (step, state) => Exchange(state, sources, blocks, [.. due[step]], plan, weights.Device);
        }
        List<Tensor> states = RecurrentPass.States(
            weights, gates.index_select(0, plan.Tokens), weights.Start(Scored.Rows.Count), plan, exchange);
        Tensor all = cat(states, 0);
        Tensor natural = all.index_select(0, weights.Device.Indices(Natural.Places(plan)));
        return (weights.Logits(all.index_select(0, weights.Device.Indices(places))).MoveToOuterDisposeScope(),
            natural.MoveToOuterDisposeScope());
    }

    // [active, width] with the block of each swap that is due taken from its source.
    private Tensor Exchange(Tensor state, Tensor sources, Tensor blocks, int[] due, StepPlan plan, Device device)
    {
        if (due.Length == 0)
            return state;
        Tensor places = device.Indices(Array.ConvertAll(due, k => plan.Rank(Swaps[k].Row))), chosen = device.Indices(due);
        Tensor mixed = where(blocks.index_select(0, chosen), sources.index_select(0, chosen), state.index_select(0, places));
        return state.index_copy(0, places, mixed);
    }

    // [swaps, width] after the position that is read.
    private Tensor SourceStates(RecurrentWeights weights, Tensor gates)
    {
        int[] all = [.. Enumerable.Range(0, Sources.Count)], lengths = Array.ConvertAll(all, Sources.Length);
        using var plan = new StepPlan(Sources, all, lengths, weights.Device);
        List<Tensor> states = RecurrentPass.States(weights, gates.index_select(0, plan.Tokens), weights.Start(Sources.Count), plan);
        return cat(states, 0).index_select(0, weights.Device.Indices(Array.ConvertAll(all, row => plan.Index(row, lengths[row] - 1))));
    }

    private bool[] Blocks(int width)
    {
        var flags = new bool[Swaps.Count * width];
        for (int k = 0; k < Swaps.Count; k++)
            flags.AsSpan(k * width + Swaps[k].Block.First, Swaps[k].Block.Units).Fill(true);
        return flags;
    }
}

/// <summary>One exchange.</summary>
/// <param name="Row">Of the target among the scored rows.</param>
/// <param name="Position">After this one of its tokens.</param>
internal sealed record PlantedSwap(PlantedBlock Block, int Row, int Position);

namespace Mas.Networks.Recurrent;

/// <summary>Targets at a state. The first replaced one comes from the recording; the tokens after it are fed one by one, and a state
/// that is replaced on the way is the running one, which follows from the replacements before it.</summary>
internal sealed class StateTargets : PreparedTargets
{
    private readonly RecurrentNetwork _network;
    private readonly StatePlace _place;
    private readonly Tensor _first;   // [rows, whole width] natural states at the first entries
    private readonly Tensor? _before; // [rows, whole width] those before them; null where nothing follows from them
    private readonly StepPlan _steps; // the tokens after the first entry, the last one unfed
    private readonly Tensor _order;   // [rows] int64, longest first

    /// <param name="place">What is replaced.</param>
    /// <param name="first">[rows, whole width] natural states at the first entries; owned from here on.</param>
    /// <param name="before">[rows, whole width] those before them, owned from here on; null where no layer is above the place.</param>
    public StateTargets(
        RecurrentNetwork network, StatePlace place, Tensor first, Tensor? before, TokenRows sequences, TargetRows rows)
        : base(rows)
    {
        (_network, _place) = (network, place);
        (_first, _before) = (first.DetachFromDisposeScope(), before?.DetachFromDisposeScope());
        _steps = StepPlan.FromEntries(sequences, rows, skip: 1, network.Device);
        _order = network.Device.Indices(_steps.Order).DetachFromDisposeScope();
    }

    public override int PositionsRun => _steps.Active.Sum();

    public override TargetReadings Resume(Replacement replace, TargetReads reads)
    {
        using var scope = NewDisposeScope();
        Tensor replaced = _place.Replaced(_first, _before, replace(_place.Of(_first), Rows.EntryOffsets[..^1])).index_select(0, _order);
        Tensor inputGates = _network.InputGates.index_select(0, _steps.Tokens);
        List<Tensor> states = [replaced, .. RecurrentPass.States(
            _network.Weights, inputGates, replaced, _steps, (step, state) => ReplaceAfter(step, state, replace), _place)];
        Tensor stack = cat(states, 0); // the first states and those after them
        Tensor? At(TargetPlaces? places) => places is null ? null : stack.Rows(places.In(Rows, Place));
        return new TargetReadings(
            At(reads.Logits) is Tensor read ? _network.Weights.Logits(read) : null,
            At(reads.Latents) is Tensor later ? _place.Of(later) : null).MoveOut();
    }

    private int Place(int row, int step) => step == 0 ? _steps.Rank(row) : Rows.Count + _steps.Index(row, step - 1);

    private Tensor ReplaceAfter(int step, Tensor state, Replacement replace)
    {
        var ranks = new List<long>();
        var entries = new List<int>();
        for (int rank = 0; rank < _steps.Active[step]; rank++)
        {
            int row = (int)_steps.Order[rank];
            if (Rows.First[row] + step + 1 > Rows.Last[row])
                continue;
            ranks.Add(rank);
            entries.Add(Rows.EntryOffsets[row] + step + 1);
        }
        if (ranks.Count == 0)
            return state;
        if (ranks.Count == _steps.Active[step])
            return replace(state, [.. entries]);
        using Tensor chosen = _network.Device.Indices(ranks.ToArray());
        return state.index_copy(0, chosen, replace(state.index_select(0, chosen), [.. entries]));
    }

    public override void Dispose()
    {
        _first.Dispose();
        _before?.Dispose();
        _steps.Dispose();
        _order.Dispose();
    }
}

namespace Mas.Networks.Recurrent;

/// <summary>Targets at site <c>embedding</c>. The state before the first entry comes from the recording; the entries' tokens enter the cell
/// as what replaces them, the others as they are. No replacement changes another entry's latent, so all are asked for at once.</summary>
internal sealed class EmbeddingTargets : PreparedTargets
{
    private readonly RecurrentNetwork _network;
    private readonly Tensor _latents; // [entries, embedding width] natural
    private readonly int[] _entries;
    private readonly Tensor _start;   // [rows, width] states before the first entries, in the plan's order
    private readonly StepPlan _steps; // the tokens from the first entry on, the last one unfed
    private readonly Tensor _places;  // [entries] int64, into the stack

    public EmbeddingTargets(EmbeddingActivity activity, RecurrentNetwork network, TokenRows sequences, TargetRows rows)
        : base(rows)
    {
        _network = network;
        _latents = activity.Latents(rows.EntryPositions()).DetachFromDisposeScope();
        _entries = [.. Enumerable.Range(0, rows.EntryOffsets[^1])];
        _steps = StepPlan.FromEntries(sequences, rows, skip: 0, network.Device);
        _start = activity.Before(Array.ConvertAll(_steps.Order, row => rows.First[row])).DetachFromDisposeScope();
        _places = network.Device.Indices(EntryPlaces()).DetachFromDisposeScope();
    }

    public override int PositionsRun => _steps.Active.Sum();

    public override TargetReadings Resume(Replacement replace, TargetReads reads)
    {
        using var scope = NewDisposeScope();
        Tensor replaced = _network.Weights.Layers[0].InputGates(replace(_latents, _entries));          // [entries, gates · hidden]
        Tensor inputGates = _network.InputGates.index_select(0, _steps.Tokens).index_copy(0, _places, replaced);
        List<Tensor> states = RecurrentPass.States(_network.Weights, inputGates, _start, _steps);
        Tensor Read(TargetPlaces places) => cat(states, 0).Rows(places.In(Rows, _steps.Index));
        return new TargetReadings(
            reads.Logits is { } places ? _network.Weights.Logits(Read(places)) : null,
            reads.Latents is { } later ? _network.Weights.Embedding.Rows(Words(later)) : null).MoveOut();
    }

    // Later embeddings are those of the continuation's tokens, whatever was replaced before.
    private int[] Words(TargetPlaces places) => [.. places.Rows.Select((row, i) => Rows.Continuations.Row(row)[places.Steps[i] - 1])];

    private long[] EntryPlaces()
    {
        var places = new List<long>(_entries.Length);
        for (int row = 0; row < Rows.Count; row++)
            for (int step = 0; step <= Rows.Last[row] - Rows.First[row]; step++)
                places.Add(_steps.Index(row, step));
        return [.. places];
    }

    public override void Dispose()
    {
        _latents.Dispose();
        _start.Dispose();
        _steps.Dispose();
        _places.Dispose();
    }
}

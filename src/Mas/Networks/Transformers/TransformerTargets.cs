using static TorchSharp.torch;

namespace Mas.Networks.Transformers;

/// <summary>
/// Targets of a transformer. Positions before the first entry are the recording's keys and values. The stream at a site does not
/// depend on what is replaced at other positions of that site: entries' latents are the natural ones, and so is what the
/// continuation brings to the site, which the blocks below compute once. What is left to run are the entries and the
/// continuation, through the blocks above.
/// </summary>
internal sealed class TransformerTargets : PreparedTargets
{
    private readonly TransformerRecording _recording;
    private readonly TransformerPass _pass;
    private readonly Tensor _latents;      // [entries, width] natural
    private readonly Tensor _continuation; // [fed, width] natural stream at the site
    private readonly Tensor _order;        // [entries + fed] int64: row by row, from entries behind which stand continuations
    private readonly int[] _entries;

    /// <param name="recording">Of the natural sequences.</param>
    /// <param name="rows">What will be intervened on.</param>
    public TransformerTargets(TransformerRecording recording, TargetRows rows)
        : base(rows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        _recording = recording;
        _entries = [.. Enumerable.Range(0, rows.EntryOffsets[^1])];
        _latents = recording.Latents(rows.EntryPositions()).DetachFromDisposeScope();
        int[] starts = Array.ConvertAll(rows.First, position => recording.StartOf(recording.SequenceOf(position)));
        int[] fed = [.. Enumerable.Range(0, rows.Count).Select(row => rows.Continuations.Length(row) - 1)];
        _continuation = Continuation(starts, fed).DetachFromDisposeScope();
        var running = new AttentionRow[rows.Count];
        var order = new List<long>();
        for (int row = 0, done = 0; row < rows.Count; row++)
        {
            int entries = rows.Last[row] - rows.First[row] + 1;
            running[row] = new AttentionRow(order.Count, entries + fed[row], starts[row], rows.First[row] - starts[row], Scored(row, entries));
            order.AddRange(Enumerable.Range(rows.EntryOffsets[row], entries).Select(entry => (long)entry));
            order.AddRange(Enumerable.Range(_entries.Length + done, fed[row]).Select(place => (long)place));
            done += fed[row];
        }
        _order = recording.Weights.Device.Indices(order.ToArray()).DetachFromDisposeScope();
        _pass = new TransformerPass(recording.Weights, running);
    }

    private int Blocks => _recording.Weights.Blocks.Count;

    /// <inheritdoc/>
    public override int PositionsRun => _recording.Block < Blocks ? (int)_order.size(0) : 0;

    /// <inheritdoc/>
    public override Tensor Logits(Replacement replace)
    {
        using var scope = NewDisposeScope();
        Tensor stream = cat([replace(_latents, _entries), _continuation], 0).index_select(0, _order);
        return _recording.Weights.Logits(_pass.Run(stream, _recording.Block, Blocks, _recording.KeysAndValues)).MoveToOuterDisposeScope();
    }

    // [fed, width]: blocks below the site see nothing of an intervention.
    private Tensor Continuation(int[] starts, int[] fed)
    {
        using var scope = NewDisposeScope();
        var rows = new AttentionRow[Rows.Count];
        var words = new List<int>();
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = new AttentionRow(words.Count, fed[row], starts[row], Rows.Last[row] - starts[row] + 1, [.. Enumerable.Range(0, fed[row])]);
            words.AddRange(Rows.Continuations.Row(row)[..fed[row]]);
        }
        Tensor stream = _recording.Weights.Embedding.index_select(0, _recording.Weights.Device.Indices(words.ToArray()));
        if (_recording.Block == 0)
            return stream.MoveToOuterDisposeScope();
        using var pass = new TransformerPass(_recording.Weights, rows);
        return pass.Run(stream, 0, _recording.Block, _recording.KeysAndValues).MoveToOuterDisposeScope();
    }

    // Counted from the first entry: the last one predicts the first token of the continuation.
    private int[] Scored(int row, int entries)
    {
        int offset = Rows.Continuations.Offsets[row];
        return [.. Enumerable.Range(0, Rows.Continuations.Length(row)).Where(s => Rows.Scored[offset + s]).Select(s => entries - 1 + s)];
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _pass.Dispose();
        _latents.Dispose();
        _continuation.Dispose();
        _order.Dispose();
    }
}

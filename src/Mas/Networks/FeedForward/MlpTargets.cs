namespace Mas.Networks.FeedForward;

/// <summary>Targets of a perceptron: the layers above the site run on, and nothing follows the label that they predict.</summary>
internal sealed class MlpTargets : PreparedTargets
{
    private readonly MlpWeights _weights;
    private readonly int _layer;
    private readonly Tensor _latents; // [rows, width] natural

    /// <exception cref="InputException">A row has more than one position, or more than a label follows it.</exception>
    public MlpTargets(MlpWeights weights, int layer, MlpActivity activity, TargetRows rows)
        : base(rows)
    {
        if (!rows.First.AsSpan().SequenceEqual(rows.Last)
            || Enumerable.Range(0, rows.Count).Any(row => rows.Continuations.Length(row) != 1))
            throw new InputException(
                "a perceptron predicts one label from one position; use a task of one position, and the single scheme");
        (_weights, _layer) = (weights, layer);
        _latents = activity.Latents(rows.Last).DetachFromDisposeScope();
    }

    public override int PositionsRun => _layer < _weights.Layers ? Rows.Count : 0;

    public override TargetReadings Resume(Replacement replace, TargetReads reads)
    {
        using var scope = NewDisposeScope();
        if (reads.Latents is not null)
            throw new InputException("a perceptron has no later positions that could be read; use a recurrent network or a transformer");
        if (reads.Logits is not { } places)
            return new TargetReadings(null, null);
        Tensor chosen = replace(_latents, [.. Enumerable.Range(0, Rows.Count)]).Rows(places.Rows);
        return new TargetReadings(_weights.Logits(_weights.Run(chosen, _layer, _weights.Layers)), null).MoveOut();
    }

    public override void Dispose() => _latents.Dispose();
}

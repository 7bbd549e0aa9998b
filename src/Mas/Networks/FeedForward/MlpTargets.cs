using Mas.Results;
using static TorchSharp.torch;

namespace Mas.Networks.FeedForward;

/// <summary>Targets of a perceptron: the layers above the site run on, and nothing follows the label that they predict.</summary>
internal sealed class MlpTargets : PreparedTargets
{
    private readonly MlpWeights _weights;
    private readonly int _layer;
    private readonly Tensor _latents; // [rows, width] natural
    private readonly Tensor _scored;  // [scored] int64, rows

    /// <exception cref="InputException">A row has more than one position, or more than a label follows it.</exception>
    public MlpTargets(MlpWeights weights, int layer, MlpRecording recording, TargetRows rows)
        : base(rows)
    {
        if (!rows.First.AsSpan().SequenceEqual(rows.Last) || Enumerable.Range(0, rows.Count).Any(row => rows.Continuations.Length(row) != 1))
            throw new InputException("a perceptron predicts one label from one position; use a task of one position, and the single scheme");
        (_weights, _layer) = (weights, layer);
        _latents = recording.Latents(rows.Last).DetachFromDisposeScope();
        _scored = weights.Device.Indices(Owners).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override int PositionsRun => _layer < _weights.Layers ? Rows.Count : 0;

    /// <inheritdoc/>
    public override Tensor Logits(Replacement replace)
    {
        using var scope = NewDisposeScope();
        Tensor replaced = replace(_latents, [.. Enumerable.Range(0, Rows.Count)]);
        return _weights.Logits(_weights.Run(replaced.index_select(0, _scored), _layer, _weights.Layers)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _latents.Dispose();
        _scored.Dispose();
    }
}

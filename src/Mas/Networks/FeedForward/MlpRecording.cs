using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.FeedForward;

/// <summary>Activity of a perceptron's hidden layer over a pool, one row for each sequence.</summary>
/// <param name="weights">What has run.</param>
/// <param name="layer">Hidden layers up to the site.</param>
/// <param name="sequences">The pool.</param>
/// <param name="latents">[sequences, width]; owned from here on.</param>
/// <param name="logits">[sequences, vocab]; owned from here on.</param>
internal sealed class MlpRecording(MlpWeights weights, int layer, TokenRows sequences, Tensor latents, Tensor logits) : Recording
{
    /// <inheritdoc/>
    public override int Width => weights.Width;

    /// <inheritdoc/>
    public override Tensor Latents(ReadOnlySpan<int> positions)
    {
        using Tensor index = MlpInput.Sequences(sequences, positions, weights.Device);
        return latents.index_select(0, index);
    }

    /// <inheritdoc/>
    public override Tensor Logits(ReadOnlySpan<int> positions)
    {
        using Tensor index = MlpInput.Sequences(sequences, positions, weights.Device);
        return logits.index_select(0, index);
    }

    /// <inheritdoc/>
    public override PreparedTargets Prepare(TargetRows rows) => new MlpTargets(weights, layer, this, rows);

    /// <inheritdoc/>
    public override void Dispose()
    {
        latents.Dispose();
        logits.Dispose();
    }
}

using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>States of a GRU over a pool of sequences. The state is both the latent and all that computation goes on from.</summary>
internal sealed class GruRecording(GruNetwork network, Tensor inputGates, Tensor latents) : Recording
{
    /// <inheritdoc/>
    public override Tensor Latents { get; } = latents;

    /// <inheritdoc/>
    public override Tensor Logits(ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return GruPass.Head(network.Weights, Latents.index_select(0, Indices.ToTensor(positions))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override PreparedTargets Prepare(int[] positions, TokenRows continuations, bool[] scored) =>
        new GruTargets(network, inputGates, Latents, positions, continuations, scored);

    /// <inheritdoc/>
    public override void Dispose() => Latents.Dispose();
}

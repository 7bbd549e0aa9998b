using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Transformers;

/// <summary>
/// A frozen rotary transformer: embedding, pre-norm blocks, layer norm, linear head. Sites: the residual stream that enters block
/// k, <c>layer.k</c>, the first of which is the <c>embedding</c>, and the one that leaves the last block.
/// </summary>
public sealed class TransformerNetwork : Network
{
    private const int TokensPerPass = 4_096; // bounds the memory of a recording's temporaries, not its results

    /// <summary>Takes over the weights and freezes them.</summary>
    public TransformerNetwork(TransformerWeights weights)
    {
        Weights = weights;
        foreach (Tensor weight in weights.Named.Values)
            weight.DetachFromDisposeScope().requires_grad_(false);
        Sites = TransformerSites.Of(weights.Width, weights.Blocks.Count);
    }

    /// <inheritdoc/>
    public override string Architecture => TransformerArchitecture.ArchitectureName;

    /// <inheritdoc/>
    public override IReadOnlyList<Site> Sites { get; }

    /// <inheritdoc/>
    public override Device Device => Weights.Device;

    /// <inheritdoc/>
    public override long ParameterCount => Weights.Named.Values.Sum(weight => weight.numel());

    /// <summary>The weights, all frozen.</summary>
    public TransformerWeights Weights { get; }

    /// <inheritdoc/>
    public override Recording Record(TokenRows sequences, Site site)
    {
        var recording = new TransformerRecording(this, sequences, TransformerSites.Block(site, Sites));
        for (int first = 0, end; first < sequences.Count; first = end)
        {
            end = first + 1;
            while (end < sequences.Count && sequences.Offsets[end + 1] - sequences.Offsets[first] <= TokensPerPass)
                end++;
            recording.Run(first, end);
        }
        return recording;
    }

    /// <inheritdoc/>
    public override void Dispose() => Weights.Dispose();
}

using Mas.Results;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.FeedForward;

/// <summary>
/// A frozen multi-layer perceptron over the continuous input of each sequence, whose activity stands at the sequence's first
/// position; the logits there predict the label. Sites: <c>layer.k</c>, hidden layer k after its activation, counted from 1.
/// </summary>
public sealed class MlpNetwork : Network
{
    /// <summary>Takes over the weights and freezes them.</summary>
    public MlpNetwork(MlpWeights weights)
    {
        Weights = weights;
        foreach (Tensor weight in weights.Named.Values)
            weight.DetachFromDisposeScope().requires_grad_(false);
        Sites = MlpArchitecture.SitesOf(weights.Width, weights.Layers);
    }

    /// <inheritdoc/>
    public override string Architecture => MlpArchitecture.ArchitectureName;

    /// <inheritdoc/>
    public override IReadOnlyList<Site> Sites { get; }

    /// <inheritdoc/>
    public override Device Device => Weights.Device;

    /// <inheritdoc/>
    public override long ParameterCount => Weights.Named.Values.Sum(weight => weight.numel());

    /// <summary>The weights, all frozen.</summary>
    public MlpWeights Weights { get; }

    /// <inheritdoc/>
    /// <exception cref="InputException">The sequences have no continuous input, or one of another width.</exception>
    public override Recording Record(TokenRows sequences, Site site)
    {
        int layer = 1 + Sites.ToList().IndexOf(site);
        if (layer == 0)
            throw new ArgumentException($"A perceptron of {Sites.Count} hidden layers has no site '{site.Name}'; it has {string.Join(", ", Sites.Select(one => one.Name))}.", nameof(site));
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        Tensor latents = Weights.Run(MlpInput.Of(sequences, Weights), 0, layer);
        Tensor logits = Weights.Logits(Weights.Run(latents, layer, Weights.Layers));
        return new MlpRecording(Weights, layer, sequences, latents.DetachFromDisposeScope(), logits.DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public override void Dispose() => Weights.Dispose();
}

namespace Mas.Networks.Transformers;

/// <summary>A frozen rotary transformer: embedding, pre-norm blocks, layer norm, linear head. Sites: the residual stream that enters block
/// k, <c>layer.k</c>, the first of which is the <c>embedding</c>, and the one that leaves the last block.</summary>
internal sealed class TransformerNetwork : Network
{
    /// <summary>Takes over the weights and freezes them.</summary>
    public TransformerNetwork(TransformerWeights weights)
    {
        Weights = weights;
        foreach (Tensor weight in weights.Named.Values)
            weight.DetachFromDisposeScope().requires_grad_(false);
        Sites = TransformerSites.Of(weights.Width, weights.Blocks.Count);
    }

    public override string Architecture => TransformerConfig.ArchitectureName;

    public override IReadOnlyList<Site> Sites { get; }

    public override Device Device => Weights.Device;

    public override long ParameterCount => Weights.Named.Values.Sum(weight => weight.numel());

    /// <summary>The weights, all frozen.</summary>
    public TransformerWeights Weights { get; }

    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false) =>
        TransformerRun.Record(Weights, sequences, [.. sites.Select(site => TransformerSites.Block(site, Sites))], onlyRead);

    public override void Dispose() => Weights.Dispose();
}

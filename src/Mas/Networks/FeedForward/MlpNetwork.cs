namespace Mas.Networks.FeedForward;

/// <summary>A frozen multi-layer perceptron over the continuous input of each sequence, whose activity stands at the sequence's first
/// position; the logits there predict the label. Sites: <c>layer.k</c>, hidden layer k after its activation, counted from 1.</summary>
internal sealed class MlpNetwork(MlpWeights weights) : FrozenNetwork<MlpWeights>(weights)
{
    public override string Architecture => MlpConfig.ArchitectureName;

    public override IReadOnlyList<Site> Sites { get; } = MlpConfig.SitesOf(weights.Width, weights.Layers);

    /// <exception cref="InputException">The sequences have no continuous input, or one of another width.</exception>
    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        Tensor activity = MlpInput.Of(sequences, Weights);
        int[] layers = [.. sites.Select(LayerOf)];
        var recorded = new RunnableActivity[sites.Count];
        for (int layer = 1; layer <= layers.Max(); layer++)
        {
            activity = Weights.Run(activity, layer - 1, layer);
            for (int i = 0; i < layers.Length; i++)
                if (layers[i] == layer)
                    recorded[i] = new MlpActivity(Weights, layer, sequences, activity.alias().DetachFromDisposeScope());
        }
        return recorded;
    }

    private int LayerOf(Site site) => 1 + PlaceOf(site, $"A perceptron of {Sites.Count} hidden layers");
}

namespace Mas.Networks.FeedForward;

/// <summary>A frozen multi-layer perceptron over the continuous input of each sequence, whose activity stands at the sequence's first
/// position; the logits there predict the label. Sites: <c>layer.k</c>, hidden layer k after its activation, counted from 1.</summary>
internal sealed class MlpNetwork : Network
{
    /// <summary>Takes over the weights and freezes them.</summary>
    public MlpNetwork(MlpWeights weights)
    {
        Weights = weights;
        foreach (Tensor weight in weights.Named.Values)
            weight.DetachFromDisposeScope().requires_grad_(false);
        Sites = MlpConfig.SitesOf(weights.Width, weights.Layers);
    }

    public override string Architecture => MlpConfig.ArchitectureName;

    public override IReadOnlyList<Site> Sites { get; }

    public override Device Device => Weights.Device;

    public override long ParameterCount => Weights.Named.Values.Sum(weight => weight.numel());

    /// <summary>The weights, all frozen.</summary>
    public MlpWeights Weights { get; }

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

    private int LayerOf(Site site) => Sites.ToList().IndexOf(site) is >= 0 and int index ? index + 1 : throw new ArgumentException(
        $"A perceptron of {Sites.Count} hidden layers has no site '{site.Name}'; it has {string.Join(", ", Sites.Select(one => one.Name))}.",
        nameof(site));

    public override void Dispose() => Weights.Dispose();
}

using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>Frozen GRU of <c>method.md</c> section 8: embedding, one cell of any width, two-layer head. Site: <c>state</c>.</summary>
public sealed class GruNetwork : Network
{
    private readonly Tensor _inputGates; // [vocab, 3 width]

    /// <summary>Takes over the weights and freezes them.</summary>
    public GruNetwork(GruWeights weights)
    {
        Weights = weights;
        foreach (Tensor weight in weights.Named.Values)
            weight.requires_grad_(false);
        using var scope = NewDisposeScope();
        _inputGates = GruCell.InputGates(weights).DetachFromDisposeScope();
        State = new Site("state", weights.Width);
        Sites = [State];
    }

    /// <inheritdoc/>
    public override string Architecture => "gru";

    /// <summary>The state after each token.</summary>
    public Site State { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Site> Sites { get; }

    /// <inheritdoc/>
    public override long ParameterCount => Weights.Named.Values.Sum(weight => weight.numel());

    /// <summary>The weights, all frozen.</summary>
    public GruWeights Weights { get; }

    /// <inheritdoc/>
    public override Recording Record(TokenRows sequences, Site site)
    {
        if (site != State)
            throw new ArgumentException($"A GRU has no site '{site.Name}'; it has 'state'.", nameof(site));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var all = new int[sequences.Count];
        for (int i = 0; i < all.Length; i++)
            all[i] = i;
        using var plan = new StepPlan(sequences, all, unfed: 0);
        Tensor start = zeros(all.Length, Weights.Width, dtype: Weights.StateWeight.dtype);
        Tensor stacked = cat(GruPass.States(Weights, _inputGates, start, plan), 0);
        using Tensor flat = tensor(FlatOrder(sequences, plan));
        return new GruRecording(this, _inputGates, stacked.index_select(0, flat).DetachFromDisposeScope());
    }

    private static long[] FlatOrder(TokenRows sequences, StepPlan plan)
    {
        var flat = new long[sequences.Tokens.Length];
        for (int row = 0; row < sequences.Count; row++)
            for (int step = 0; step < sequences.Length(row); step++)
                flat[sequences.Offsets[row] + step] = plan.Index(row, step);
        return flat;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _inputGates.Dispose();
        Weights.Dispose();
    }
}

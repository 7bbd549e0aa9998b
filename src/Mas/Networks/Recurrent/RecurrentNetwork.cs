using Mas.Kernels;

namespace Mas.Networks.Recurrent;

/// <summary>A frozen recurrent network: embedding, recurrent layers, head.</summary>
internal sealed class RecurrentNetwork : FrozenNetwork<RecurrentWeights>
{
    private readonly Lazy<GruFactors> _gruFactors;
    private readonly Lazy<HeadFactors> _headFactors;

    private const int RowsPerPass = 256; // bounds the memory of a recording's gates, not its results

    public RecurrentNetwork(RecurrentWeights weights)
        : base(weights)
    {
        _gruFactors = new(() => new GruFactors(weights.Layers[0].StateWeight, weights.Layers[0].StateBias));
        _headFactors = new(() => ((TwoLayerHead)weights.Head).Factors());
        InputGates = weights.Layers[0].InputGates(weights.Embedding).DetachFromDisposeScope();
        Sites = RecurrentConfig.SitesOf((int)weights.Embedding.size(1), weights.LayerWidth, weights.Layers.Count);
    }

    public override string Architecture => Weights.Cell.Name;

    public Site Embedding => Sites[0];

    /// <summary>The whole state.</summary>
    public Site State => Sites[^1];

    public override IReadOnlyList<Site> Sites { get; }

    /// <summary>What each word adds to the gates of the lowest layer, computed once, [vocab, gates · hidden].</summary>
    internal Tensor InputGates { get; }

    /// <summary>Of a GRU only.</summary>
    internal GruFactors GruFactors => _gruFactors.Value;

    /// <summary>Of a head with two layers only.</summary>
    internal HeadFactors HeadFactors => _headFactors.Value;

    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false)
    {
        int[] places = [.. sites.Select(site => PlaceOf(site, "A recurrent network"))];
        using Tensor states = States(sequences);
        RunnableActivity At(int place)
        {
            Tensor own = states.alias().DetachFromDisposeScope();
            return place == 0 ? new EmbeddingActivity(this, sequences, own)
                : new StateActivity(this, new(Weights, place == Sites.Count - 1 ? null : place - 1), sequences, own);
        }
        return [.. places.Select(At)];
    }

    // [tokens, width]
    private Tensor States(TokenRows sequences)
    {
        using var frozen = no_grad();
        Tensor states = Device.Empty(sequences.Tokens.Length, Weights.Width).DetachFromDisposeScope();
        for (int first = 0; first < sequences.Count; first += RowsPerPass)
            RunInto(states, sequences, [.. Enumerable.Range(first, Math.Min(RowsPerPass, sequences.Count - first))]);
        return states;
    }

    private void RunInto(Tensor states, TokenRows sequences, int[] rows)
    {
        using var scope = NewDisposeScope();
        using var plan = new StepPlan(sequences, rows, Array.ConvertAll(rows, sequences.Length), Device);
        Tensor stacked = Stacked(plan, Weights.Start(rows.Length));
        long[] flat = FlatOrder(sequences, rows, plan);
        states.narrow(0, sequences.Offsets[rows[0]], flat.Length).copy_(stacked.index_select(0, Device.Indices(flat)));
    }

    private Tensor Stacked(StepPlan plan, Tensor start)
    {
        if (!Weights.IsWrittenOut)
            return cat(RecurrentPass.States(Weights, InputGates.index_select(0, plan.Tokens), start, plan), 0);
        using var pass = new GruPass(GruFactors, InputGates, plan.Active, plan.Tokens, start, keep: false);
        return pass.States.narrow(0, start.size(0), pass.States.size(0) - start.size(0)).clone();
    }

    // Where each token's state stands in the stack, row by row.
    private static long[] FlatOrder(TokenRows sequences, int[] rows, StepPlan plan) =>
        [.. rows.SelectMany((row, i) => Enumerable.Range(0, sequences.Length(row)).Select(step => (long)plan.Index(i, step)))];

    public override void Dispose()
    {
        InputGates.Dispose();
        if (_gruFactors.IsValueCreated)
            GruFactors.Dispose();
        if (_headFactors.IsValueCreated)
            HeadFactors.Dispose();
        base.Dispose();
    }
}

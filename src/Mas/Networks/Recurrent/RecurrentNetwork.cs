using Mas.Kernels;

namespace Mas.Networks.Recurrent;

/// <summary>A frozen recurrent network: embedding, one cell, head. Sites: <c>embedding</c> and <c>state</c>.</summary>
internal sealed class RecurrentNetwork : FrozenNetwork<RecurrentWeights>
{
    private readonly Lazy<GruFactors> _gruFactors;
    private readonly Lazy<HeadFactors> _headFactors;

    private const int RowsPerPass = 256; // bounds the memory of a recording's gates, not its results

    public RecurrentNetwork(RecurrentWeights weights)
        : base(weights)
    {
        _gruFactors = new(() => new GruFactors(weights.StateWeight, weights.StateBias));
        _headFactors = new(() => ((TwoLayerHead)weights.Head).Factors());
        InputGates = RecurrentCell.InputGates(weights.Embedding, weights).DetachFromDisposeScope();
        Sites = RecurrentConfig.SitesOf((int)weights.Embedding.size(1), weights.Width);
    }

    public override string Architecture => Weights.Cell.Name;

    public Site Embedding => Sites[0];

    public Site State => Sites[1];

    public override IReadOnlyList<Site> Sites { get; }

    /// <summary>What each word adds to the gates, computed once, [vocab, gates · hidden].</summary>
    internal Tensor InputGates { get; }

    /// <summary>Of a GRU only.</summary>
    internal GruFactors GruFactors => _gruFactors.Value;

    /// <summary>Of a head with two layers only.</summary>
    internal HeadFactors HeadFactors => _headFactors.Value;

    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false)
    {
        if (sites.FirstOrDefault(site => site != State && site != Embedding) is Site other)
            throw new ArgumentException($"A recurrent network has no site '{other.Name}'; it has 'embedding' and 'state'.", nameof(sites));
        using Tensor states = States(sequences);
        RunnableActivity At(Site site)
        {
            Tensor own = states.alias().DetachFromDisposeScope();
            return site == State ? new StateActivity(this, sequences, own) : new EmbeddingActivity(this, sequences, own);
        }
        return [.. sites.Select(At)];
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

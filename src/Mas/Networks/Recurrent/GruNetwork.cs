using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>Frozen GRU of <c>method.md</c> section 8: embedding, one cell of any width, two-layer head. Site: <c>state</c>.</summary>
public sealed class GruNetwork : Network
{
    private const int RowsPerPass = 256; // bounds the memory of a recording's gates, not its results

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
        using var frozen = no_grad();
        Tensor latents = empty(sequences.Tokens.Length, Weights.Width, dtype: Weights.StateWeight.dtype).DetachFromDisposeScope();
        for (int first = 0; first < sequences.Count; first += RowsPerPass)
            RecordInto(latents, sequences, [.. Enumerable.Range(first, Math.Min(RowsPerPass, sequences.Count - first))]);
        return new GruRecording(this, _inputGates, latents);
    }

    private void RecordInto(Tensor latents, TokenRows sequences, int[] rows)
    {
        using var scope = NewDisposeScope();
        using var plan = new StepPlan(sequences, rows, unfed: 0);
        Tensor start = zeros(rows.Length, Weights.Width, dtype: Weights.StateWeight.dtype);
        Tensor stacked = cat(GruPass.States(Weights, _inputGates, start, plan), 0);
        long[] flat = FlatOrder(sequences, rows, plan);
        latents.narrow(0, sequences.Offsets[rows[0]], flat.Length).copy_(stacked.index_select(0, tensor(flat)));
    }

    // Where each token's state stands in the stack, row by row.
    private static long[] FlatOrder(TokenRows sequences, int[] rows, StepPlan plan)
    {
        var flat = new List<long>();
        for (int i = 0; i < rows.Length; i++)
            for (int step = 0; step < sequences.Length(rows[i]); step++)
                flat.Add(plan.Index(i, step));
        return [.. flat];
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _inputGates.Dispose();
        Weights.Dispose();
    }
}

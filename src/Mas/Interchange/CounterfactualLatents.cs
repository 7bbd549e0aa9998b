namespace Mas.Interchange;

/// <summary>Which of the natural latents with the wanted values is the counterfactual latent.</summary>
internal enum ClPick
{
    Draw, // one of them, drawn once for each intervention
    Mean, // their mean
    Nearest, // the one nearest to the target's natural latent, which the intervention overwrites
}

/// <summary>Counterfactual latents of one network: natural latents of its own training sequences by the values of the task's variables
/// (method.md section 7). All swappable variables count, the quantity N does not; places that are never read are left out: <c>B</c>,
/// <c>E</c> and, where it is not eligible, <c>T</c>.</summary>
internal sealed class CounterfactualLatents : IDisposable
{
    private readonly RecordedPool _pool;
    private readonly ClPick _pick;
    private readonly IReadOnlyDictionary<ValueKey, int[]> _positions; // flat positions in the pool
    private readonly Dictionary<ValueKey, int> _classes;
    private readonly Tensor? _means;                                  // [classes, width]

    /// <summary>Sorts the latents of a network's training sequences by what they stand for; only sequences that it gets right
    /// count.</summary>
    public CounterfactualLatents(RecordedPool training, ClPick pick)
    {
        _pool = training;
        _pick = pick;
        _positions = training.PositionsByValue(int.MaxValue, onlyUsable: true);
        _classes = _positions.Keys.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        _means = pick == ClPick.Mean ? Means() : null;
    }

    /// <summary>All places whose variables have these values, as flat positions of the pool, rising.</summary>
    public IReadOnlyList<int> Candidates(ReadOnlySpan<Causal.CausalValue> values) =>
        _positions.TryGetValue(new ValueKey(values), out int[]? found) ? found : [];

    /// <summary>The index of the latent that an intervention should produce; −1 where no natural latent has the values.</summary>
    /// <param name="values">[variables] what the intervention leaves.</param>
    /// <param name="natural">[1, width] the latent that it overwrites; asked for by <see cref="ClPick.Nearest"/> only.</param>
    public int Pick(ReadOnlySpan<Causal.CausalValue> values, Func<Tensor> natural, ref SeededRandom random)
    {
        var key = new ValueKey(values);
        if (!_positions.TryGetValue(key, out int[]? found))
            return -1;
        return _pick switch
        {
            ClPick.Draw => found[random.Next(found.Length)],
            ClPick.Mean => _classes[key],
            _ => found[Nearest(found, natural)],
        };
    }

    /// <summary>The latents of these indices, [indices, width].</summary>
    public Tensor Read(int[] indices) => _means?.Rows(indices) ?? _pool.Activity.Latents(indices);

    private int Nearest(int[] positions, Func<Tensor> natural)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor difference = _pool.Activity.Latents(positions) - natural();
        return (int)(difference * difference).sum([1]).argmin().item<long>();
    }

    private Tensor Means()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return stack([.. _positions.Values.Select(found => _pool.Activity.Latents(found).mean([0]))], 0).DetachFromDisposeScope();
    }

    public void Dispose() => _means?.Dispose();
}

namespace Mas.Masks;

/// <summary>Swap mask whose sizes are learned (Boundless DAS, Wu et al. 2023). The ends of the subspaces come by stick-breaking, e_0 = 0,
/// e_v = e_{v−1} + (d − e_{v−1}) σ(β_v), and m_v(c) = σ((e_v − c)/T) − σ((e_{v−1} − c)/T) with c = coordinate + ½, the second term 0 for
/// the first variable. T falls geometrically; at evaluation a coordinate is in the subspace whose ends it lies between.</summary>
/// <remarks>d is the smallest width. β starts at 0: every variable takes half of what is left.</remarks>
internal sealed class LearnedMask : SwapMask
{
    private readonly LearnedMaskOptions _options;
    private readonly int _width;
    private readonly Tensor _boundaries; // β, [variables]
    private readonly Tensor _centres;    // c, [1, width]
    private readonly Tensor _total;      // d
    private readonly Tensor _share;      // penalty / d

    /// <param name="variables">Number of variables.</param>
    /// <param name="widths">Widths of the networks.</param>
    /// <param name="options">How the sizes are trained.</param>
    /// <param name="device">Where the alignments are; null for the processor.</param>
    public LearnedMask(int variables, IReadOnlyList<int> widths, LearnedMaskOptions options, Device? device = null)
    {
        _options = options;
        _width = widths.Min();
        using var scope = NewDisposeScope();
        Device place = device ?? Device.Cpu;
        _boundaries = place.Zeros(variables).DetachFromDisposeScope();
        _boundaries.requires_grad_(true);
        _centres = place.From([.. Enumerable.Range(0, _width).Select(c => c + 0.5f)], 1, _width).DetachFromDisposeScope();
        _total = place.From([(float)_width]).DetachFromDisposeScope();
        _share = place.From([(float)(options.Penalty / _width)]).DetachFromDisposeScope();
        Parameters = new Dictionary<string, Tensor> { ["boundaries"] = _boundaries };
    }

    public override bool ReplacesAll => false;

    public override IReadOnlyDictionary<string, Tensor> Parameters { get; }

    public override int Columns(int width) => _width;

    public override IReadOnlyList<int> Sizes
    {
        get
        {
            using var scope = NewDisposeScope();
            float[] sums = HardRows().sum([1]).ToArray<float>();
            return Array.ConvertAll(sums, sum => (int)sum);
        }
    }

    public override Tensor Rows(int done)
    {
        using var scope = NewDisposeScope();
        double share = Math.Min(1, done / (double)_options.Steps);
        Tensor temperature = Device.Of(_total).From([_options.Hot * Math.Pow(_options.Cold / _options.Hot, share)]);
        Tensor[] below = [.. Ends().Select(end => ((end - _centres) / temperature).sigmoid())]; // [1, width] each
        return cat([.. below.Select((upper, v) => v == 0 ? upper : upper - below[v - 1])], 0).MoveToOuterDisposeScope();
    }

    public override Tensor HardRows()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor[] below = [.. Ends().Select(end => end.gt(_centres).to_type(_total.dtype))];
        return cat([.. below.Select((upper, v) => v == 0 ? upper : upper - below[v - 1])], 0).MoveToOuterDisposeScope();
    }

    public override Tensor Penalty()
    {
        using var scope = NewDisposeScope();
        return (Ends()[^1] * _share).MoveToOuterDisposeScope();
    }

    // e_1 … e_V, scalars.
    private Tensor[] Ends()
    {
        var ends = new Tensor[_boundaries.size(0)];
        Tensor end = zeros_like(_total);
        for (int v = 0; v < ends.Length; v++)
            ends[v] = end = end.add((_total - end) * _boundaries.select(0, v).sigmoid(), HeldScalar.One);
        return ends;
    }

    public override void Dispose()
    {
        _boundaries.Dispose();
        _centres.Dispose();
        _total.Dispose();
        _share.Dispose();
    }
}

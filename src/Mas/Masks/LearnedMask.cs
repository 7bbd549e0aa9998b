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

    /// <param name="variables">Their number.</param>
    /// <param name="widths">[networks]</param>
    /// <param name="device">Where the alignments are; null for the processor.</param>
    public LearnedMask(int variables, IReadOnlyList<int> widths, LearnedMaskOptions options, Device? device = null)
    {
        (_options, _width) = (options, widths.Min());
        using var scope = NewDisposeScope();
        Device place = device ?? Device.Cpu;
        _boundaries = place.Zeros(variables).DetachFromDisposeScope().requires_grad_(true);
        _centres = place.From([.. Enumerable.Range(0, _width).Select(c => c + 0.5f)], 1, _width).DetachFromDisposeScope();
        _total = place.From([(float)_width]).DetachFromDisposeScope();
        _share = place.From([(float)(options.Penalty / _width)]).DetachFromDisposeScope();
        Parameters = new Dictionary<string, Tensor> { ["boundaries"] = _boundaries };
    }

    public override IReadOnlyDictionary<string, Tensor> Parameters { get; }

    public override int Columns(int width) => _width;

    public override IReadOnlyList<int> Sizes
    {
        get
        {
            using var scope = NewDisposeScope();
            return Array.ConvertAll(HardRows().sum([1]).ToArray<float>(), sum => (int)sum);
        }
    }

    public override Tensor Rows(int done)
    {
        using var scope = NewDisposeScope();
        double share = Math.Min(1, done / (double)_options.Steps);
        Tensor temperature = Device.Of(_total).From([_options.Hot * Math.Pow(_options.Cold / _options.Hot, share)]);
        return Differences([.. Ends().Select(end => ((end - _centres) / temperature).sigmoid())]);
    }

    public override Tensor HardRows()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return Differences([.. Ends().Select(end => end.gt(_centres).to_type(_total.dtype))]);
    }

    // [variables, width] of what lies below each end, [1, width]: each less the one before it.
    private static Tensor Differences(Tensor[] below) =>
        cat([.. below.Select((upper, v) => v == 0 ? upper : upper - below[v - 1])], 0).MoveToOuterDisposeScope();

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
        foreach (Tensor own in (Tensor[])[_boundaries, _centres, _total, _share])
            own.Dispose();
    }
}

/// <summary>How the size of a learned mask is trained (method.md section 2).</summary>
internal sealed record LearnedMaskOptions
{
    /// <summary>Learning rate of the ends of the subspaces.</summary>
    public double Rate { get; init; } = 0.01;

    /// <summary>Weight of the subspaces' share of the width in the loss.</summary>
    public double Penalty { get; init; } = 0.05;

    /// <summary>Temperature at the first step.</summary>
    public double Hot { get; init; } = 50;

    /// <summary>Temperature from the last step of the schedule on.</summary>
    public double Cold { get; init; } = 0.1;

    /// <summary>Steps over which the temperature falls geometrically; training does not stop earlier.</summary>
    public int Steps { get; init; } = 2_000;
}

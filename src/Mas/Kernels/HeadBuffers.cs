namespace Mas.Kernels;

/// <summary>What a head computes on its way forward and backward, for a few rows that are used again and again, or for all rows where the
/// gradients of its weights are wanted.</summary>
internal sealed class HeadBuffers : IDisposable
{
    private readonly bool _keepsAll;

    private HeadBuffers(HeadFactors head, int rows, bool backward, bool keepsAll)
    {
        _keepsAll = keepsAll;
        Units = Device.Cpu.Empty(rows, head.Width).DetachFromDisposeScope();
        Logits = Device.Cpu.Empty(rows, head.Vocabulary).DetachFromDisposeScope();
        if (!backward)
            return;
        Slopes = Device.Cpu.Empty(rows, head.Width).DetachFromDisposeScope();
        UnitGradients = keepsAll ? Device.Cpu.Empty(rows, head.Width).DetachFromDisposeScope() : Units;
        Back = Device.Cpu.Empty(rows, head.Hidden.Inner).DetachFromDisposeScope();
    }

    /// <summary>For so many rows at once; what the gradients of the weights would need is overwritten.</summary>
    public static HeadBuffers Passing(HeadFactors head, int rows, bool backward) => new(head, rows, backward, keepsAll: false);

    public static HeadBuffers Keeping(HeadFactors head, int rows) => new(head, rows, backward: true, keepsAll: true);

    /// <summary>[rows, head width] after GELU and dropout.</summary>
    public Tensor Units { get; }

    /// <summary>[rows, vocab], and then the gradient of the loss with respect to them.</summary>
    public Tensor Logits { get; }

    /// <summary>[rows, head width] derivative of <see cref="Units"/> by what comes before GELU; null where there is no way back.</summary>
    public Tensor? Slopes { get; }

    /// <summary>[rows, head width] gradient with respect to what comes before GELU.</summary>
    public Tensor? UnitGradients { get; }

    /// <summary>[rows, hidden] gradient with respect to the hidden vectors.</summary>
    public Tensor? Back { get; }

    /// <summary>Where a block of rows stands that begins at <paramref name="first"/> among all of them.</summary>
    public int Place(int first) => _keepsAll ? first : 0;

    /// <summary>Gradients of the head's weights by checkpoint name, from all rows.</summary>
    /// <param name="hidden">[rows, hidden] what the head has read.</param>
    public Dictionary<string, Tensor> WeightGradients(Tensor hidden)
    {
        using var rows = new RightFactor(hidden);
        return new()
        {
            ["head.0.weight"] = rows.MultiplyTransposed(UnitGradients!),
            ["head.0.bias"] = UnitGradients!.sum([0]),
            ["head.3.weight"] = Logits.t().mm(Units),
            ["head.3.bias"] = Logits.sum([0]),
        };
    }

    public void Dispose()
    {
        foreach (Tensor? buffer in (Tensor?[])[Units, Logits, Slopes, _keepsAll ? UnitGradients : null, Back])
            buffer?.Dispose();
    }
}

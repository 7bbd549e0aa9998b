namespace Mas.Alignments;

/// <summary>The map of a reversible residual network. It is not linear, so all of A(h) is computed.</summary>
internal sealed class ReversibleMap : AlignmentMap
{
    private readonly IReadOnlyList<ReversibleBlock> _blocks;
    private readonly long _half;

    /// <param name="width">Width d of the latents; their first ⌈d/2⌉ coordinates are x, the rest y.</param>
    /// <param name="blocks">In the order in which A goes through them.</param>
    public ReversibleMap(int width, int columns, IReadOnlyList<ReversibleBlock> blocks)
    {
        (Width, Columns, _blocks, _half) = (width, columns, blocks, (width + 1) / 2);
        Tensors = [.. blocks.SelectMany(block => block.Tensors).Select(named => named.Tensor)];
    }

    public override int Width { get; }

    public override int Columns { get; }

    public override IReadOnlyList<Tensor> Tensors { get; }

    public override AlignmentMap Leaves(bool gradients) =>
        new ReversibleMap(Width, Columns, [.. _blocks.Select(block => block.With(tensor => tensor.detach().requires_grad_(gradients)))]);

    public override Tensor Align(Tensor latents)
    {
        Shape.RequireMatrix(latents, -1, Width, nameof(latents));
        using Tensor all = Forward(latents);
        return all.narrow(1, 0, Columns);
    }

    public override Tensor Invert(Tensor aligned)
    {
        Shape.RequireMatrix(aligned, -1, Columns, nameof(aligned));
        using Tensor padded = nn.functional.pad(aligned, [0, Width - Columns]);
        return Backward(padded);
    }

    public override Tensor Shift(Tensor latents, Tensor aligned, Tensor change)
    {
        Shape.RequireMatrix(latents, -1, Width, nameof(latents));
        Shape.RequireMatrix(change, latents.size(0), Columns, nameof(change));
        using Tensor all = Forward(latents), padded = nn.functional.pad(change, [0, Width - Columns]);
        using Tensor shifted = all.add(padded, HeldScalar.One);
        return Backward(shifted);
    }

    // A(h), all of it, [batch, width].
    private Tensor Forward(Tensor latents)
    {
        using var scope = NewDisposeScope();
        (Tensor x, Tensor y) = Halves(latents);
        foreach (ReversibleBlock block in _blocks)
        {
            x = x.add(block.F.Of(y), HeldScalar.One);
            y = y.add(block.G.Of(x), HeldScalar.One);
        }
        return cat([x, y], 1).MoveToOuterDisposeScope();
    }

    // A⁻¹(z), [batch, width].
    private Tensor Backward(Tensor aligned)
    {
        using var scope = NewDisposeScope();
        (Tensor x, Tensor y) = Halves(aligned);
        foreach (ReversibleBlock block in _blocks.Reverse())
        {
            y -= block.G.Of(x);
            x -= block.F.Of(y);
        }
        return cat([x, y], 1).MoveToOuterDisposeScope();
    }

    private (Tensor X, Tensor Y) Halves(Tensor rows) => (rows.narrow(1, 0, _half), rows.narrow(1, _half, Width - _half));
}

/// <summary>One block of a reversible residual network: x ← x + F(y), then y ← y + G(x).</summary>
internal sealed record ReversibleBlock(TwoLayers F, TwoLayers G)
{
    /// <summary>What it is made of, by the names <c>F.0.weight</c> to <c>G.1.bias</c>.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors =>
        [.. F.Tensors.Select(named => ("F." + named.Name, named.Tensor)), .. G.Tensors.Select(named => ("G." + named.Name, named.Tensor))];

    /// <summary>The same block over other tensors.</summary>
    public ReversibleBlock With(Func<Tensor, Tensor> change) => new(F.With(change), G.With(change));
}

/// <summary>x ↦ V relu(Ux + u) + v: U [hidden, in], u [hidden], V [out, hidden], v [out].</summary>
internal sealed record TwoLayers(Tensor FirstWeight, Tensor FirstBias, Tensor SecondWeight, Tensor SecondBias)
{
    public IEnumerable<(string Name, Tensor Tensor)> Tensors =>
        [("0.weight", FirstWeight), ("0.bias", FirstBias), ("1.weight", SecondWeight), ("1.bias", SecondBias)];

    public TwoLayers With(Func<Tensor, Tensor> change) =>
        new(change(FirstWeight), change(FirstBias), change(SecondWeight), change(SecondBias));

    /// <summary>[batch, out] of [batch, in].</summary>
    public Tensor Of(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        Tensor hidden = nn.functional.linear(inputs, FirstWeight, FirstBias).relu(); // [batch, hidden]
        return nn.functional.linear(hidden, SecondWeight, SecondBias).MoveToOuterDisposeScope();
    }
}

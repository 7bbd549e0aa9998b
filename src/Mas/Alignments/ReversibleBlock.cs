namespace Mas.Alignments;

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

    public TwoLayers With(Func<Tensor, Tensor> change) => new(change(FirstWeight), change(FirstBias), change(SecondWeight), change(SecondBias));

    /// <param name="inputs">[batch, in]</param>
    /// <returns>[batch, out]</returns>
    public Tensor Of(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        Tensor hidden = nn.functional.linear(inputs, FirstWeight, FirstBias).relu(); // [batch, hidden]
        return nn.functional.linear(hidden, SecondWeight, SecondBias).MoveToOuterDisposeScope();
    }
}

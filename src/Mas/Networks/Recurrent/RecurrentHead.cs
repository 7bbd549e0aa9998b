namespace Mas.Networks.Recurrent;

/// <summary>From the hidden vector to logits.</summary>
internal abstract class RecurrentHead
{
    /// <summary>The head that these weights make: <c>head.weight</c> is a linear one, <c>head.0.weight</c> the first layer of two.</summary>
    public static RecurrentHead Of(IReadOnlyDictionary<string, Tensor> named) => named.ContainsKey("head.weight")
        ? new LinearHead(named["head.weight"], named["head.bias"])
        : new TwoLayerHead(named["head.0.weight"], named["head.0.bias"], named["head.3.weight"], named["head.3.bias"]);

    /// <summary>[rows, vocab], differentiable.</summary>
    /// <param name="hidden">[rows, hidden]</param>
    /// <param name="dropout">[rows, head width] factors of the head's own units; null leaves them as they are.</param>
    public abstract Tensor Logits(Tensor hidden, Tensor? dropout = null);
}

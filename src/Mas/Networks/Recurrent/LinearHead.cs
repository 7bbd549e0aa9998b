namespace Mas.Networks.Recurrent;

/// <summary>One linear layer.</summary>
internal sealed class LinearHead(Tensor weight, Tensor bias) : RecurrentHead
{
    public override Tensor Logits(Tensor hidden, Tensor? dropout = null) => nn.functional.linear(hidden, weight, bias);
}

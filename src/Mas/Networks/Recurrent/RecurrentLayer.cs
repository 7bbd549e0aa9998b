namespace Mas.Networks.Recurrent;

/// <summary>The weights of one recurrent layer.</summary>
/// <param name="InputWeight">[gates · hidden, entering]</param>
/// <param name="StateWeight">[gates · hidden, hidden]</param>
/// <param name="InputBias">[gates · hidden]</param>
/// <param name="StateBias">[gates · hidden]</param>
internal sealed record RecurrentLayer(Tensor InputWeight, Tensor StateWeight, Tensor InputBias, Tensor StateBias)
{
    /// <summary>What inputs add to the gates: W_i x + b_i, [batch, gates · hidden].</summary>
    public Tensor InputGates(Tensor inputs) => nn.functional.linear(inputs, InputWeight, InputBias);

    /// <summary>What a hidden vector adds to them: W_h h + b_h, [batch, gates · hidden].</summary>
    public Tensor StateGates(Tensor hidden) => nn.functional.linear(hidden, StateWeight, StateBias);

    /// <summary>Before the names of a layer's tensors: <c>cell</c>, and <c>cell.1</c> … above it.</summary>
    public static string Name(int layer) => layer == 0 ? "cell" : $"cell.{layer}";

    public static RecurrentLayer Of(IReadOnlyDictionary<string, Tensor> named, int layer)
    {
        string name = Name(layer);
        return new(named[$"{name}.weight_ih"], named[$"{name}.weight_hh"], named[$"{name}.bias_ih"], named[$"{name}.bias_hh"]);
    }
}

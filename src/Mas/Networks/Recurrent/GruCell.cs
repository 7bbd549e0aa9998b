using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>
/// One GRU step on row vectors: r, z = σ(·), n = tanh(W_in x + b_in + r ⊙ (W_hn h + b_hn)), h' = (1 − z) ⊙ n + z ⊙ h
/// (Cho et al. 2014, in PyTorch's gate order and bias placement).
/// </summary>
internal static class GruCell
{
    /// <summary>What each token adds to the gates, computed once: W_i x + b_i, [vocab, 3 width].</summary>
    public static Tensor InputGates(GruWeights weights) =>
        nn.functional.linear(weights.Embedding, weights.InputWeight, weights.InputBias);

    /// <summary>h', [batch, width].</summary>
    /// <param name="inputGates">[batch, 3 width] rows of <see cref="InputGates"/>.</param>
    /// <param name="state">[batch, width]</param>
    /// <param name="weights">The cell.</param>
    public static Tensor Step(Tensor inputGates, Tensor state, GruWeights weights)
    {
        using var scope = NewDisposeScope();
        long width = state.size(1);
        Tensor stateGates = nn.functional.linear(state, weights.StateWeight, weights.StateBias);                        // [batch, 3 width]
        Tensor resetUpdate = inputGates.narrow(1, 0, 2 * width).add(stateGates.narrow(1, 0, 2 * width), HeldScalar.One).sigmoid_();      // [batch, 2 width]
        Tensor fresh = addcmul(inputGates.narrow(1, 2 * width, width), resetUpdate.narrow(1, 0, width), stateGates.narrow(1, 2 * width, width), HeldScalar.One).tanh_();
        return lerp(fresh, state, resetUpdate.narrow(1, width, width)).MoveToOuterDisposeScope();
    }

}

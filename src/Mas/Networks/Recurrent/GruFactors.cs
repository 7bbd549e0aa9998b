using Mas.Kernels;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>The state weights of a GRU, laid out for its steps forward and backward.</summary>
internal sealed class GruFactors : IDisposable
{
    public GruFactors(RecurrentWeights weights)
    {
        using Tensor transposed = weights.StateWeight.t();
        Forward = new RightFactor(transposed, weights.StateBias);
        Backward = new RightFactor(weights.StateWeight);
    }

    /// <summary>[width, 3 width]: from states to what they add to the gates.</summary>
    public RightFactor Forward { get; }

    /// <summary>[3 width, width]: from gradients of that to gradients of the states.</summary>
    public RightFactor Backward { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forward.Dispose();
        Backward.Dispose();
    }
}

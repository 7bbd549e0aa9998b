namespace Mas.Kernels;

/// <summary>The state weights of a GRU, laid out for its steps forward and backward.</summary>
internal sealed class GruFactors : IDisposable
{
    /// <param name="stateWeight">[3 width, width]</param>
    /// <param name="stateBias">[3 width]</param>
    public GruFactors(Tensor stateWeight, Tensor stateBias)
    {
        using Tensor transposed = stateWeight.t();
        Forward = new RightFactor(transposed, stateBias);
        Backward = new RightFactor(stateWeight);
    }

    /// <summary>[width, 3 width]: from states to what they add to the gates.</summary>
    public RightFactor Forward { get; }

    /// <summary>[3 width, width]: from gradients of that to gradients of the states.</summary>
    public RightFactor Backward { get; }

    public void Dispose()
    {
        Forward.Dispose();
        Backward.Dispose();
    }
}

namespace Mas.Networks;

/// <summary>Activity of one network at one site over a pool of sequences: it can be read. Memory grows with the pool, never with the number
/// of interventions: those are indices into it. A flat position is an index into the pool's tokens.</summary>
public abstract class Activity : IDisposable
{
    /// <summary>Width d of the latents.</summary>
    public abstract int Width { get; }

    /// <summary>Latents at these flat positions, [positions, width].</summary>
    public abstract Tensor Latents(ReadOnlySpan<int> positions);

    public abstract void Dispose();
}

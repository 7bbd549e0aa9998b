using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks;

/// <summary>A trained, frozen network with named sites. Safe to use from several threads at once.</summary>
public abstract class Network : IDisposable
{
    /// <summary>Such as <c>gru</c>.</summary>
    public abstract string Architecture { get; }

    /// <summary>Where its weights are, and their type.</summary>
    public abstract Device Device { get; }

    /// <summary>Number of learned numbers.</summary>
    public abstract long ParameterCount { get; }

    /// <summary>Every site, in the order in which activity passes through.</summary>
    public abstract IReadOnlyList<Site> Sites { get; }

    /// <summary>
    /// Runs the network over natural sequences once and keeps what later stages need: the latents at a site and the state
    /// from which computation can go on after any position.
    /// </summary>
    /// <param name="sequences">Token ids of the network's task.</param>
    /// <param name="site">One of <see cref="Sites"/>.</param>
    public abstract Recording Record(TokenRows sequences, Site site);

    /// <summary>The site of that name, or null.</summary>
    public Site? FindSite(string name) => Sites.FirstOrDefault(site => site.Name == name);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>
/// Natural activity of one network over a pool of sequences. Memory grows with the pool, never with the number of
/// interventions: those are indices into it. A flat position is an index into the pool's tokens.
/// </summary>
public abstract class Recording : IDisposable
{
    /// <summary>Width d of the latents.</summary>
    public abstract int Width { get; }

    /// <summary>Natural latents at these flat positions, [positions, width].</summary>
    public abstract Tensor Latents(ReadOnlySpan<int> positions);

    /// <summary>Logits that the network gives at these flat positions when nothing is intervened on, [positions, vocab].</summary>
    public abstract Tensor Logits(ReadOnlySpan<int> positions);

    /// <summary>Prepares targets: everything that these interventions cannot change is taken from the recording.</summary>
    public abstract PreparedTargets Prepare(TargetRows rows);

    /// <summary>Nothing will be read, and no target prepared, but at these positions: gives the memory of the others back where it can.</summary>
    /// <param name="positions">Flat positions, ascending.</param>
    public virtual void Keep(int[] positions)
    {
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}

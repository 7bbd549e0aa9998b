using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks;

/// <summary>A trained, frozen network with named sites. Safe to use from several threads at once.</summary>
public abstract class Network : IDisposable
{
    /// <summary>Such as <c>gru</c>.</summary>
    public abstract string Architecture { get; }

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
    /// <summary>The latent after each token, [tokens, width].</summary>
    public abstract Tensor Latents { get; }

    /// <summary>Logits that the network gives at these flat positions when nothing is intervened on, [positions, vocab].</summary>
    public abstract Tensor Logits(ReadOnlySpan<int> positions);

    /// <summary>Prepares targets: everything that an intervention at these positions cannot change.</summary>
    /// <param name="positions">[rows] flat position whose latent will be replaced.</param>
    /// <param name="continuations">[rows] tokens that follow it, the last one only predicted, never fed.</param>
    /// <param name="scored">Like the continuations' tokens: whether the prediction of that token is scored.</param>
    public abstract PreparedTargets Prepare(int[] positions, TokenRows continuations, bool[] scored);

    /// <inheritdoc/>
    public abstract void Dispose();
}

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

    /// <summary>Runs the network over natural sequences once and keeps what later stages need: the latents at each site and the state from
    /// which computation can go on after any position.</summary>
    /// <param name="sequences">Token ids of the network's task.</param>
    /// <param name="sites">Some of <see cref="Sites"/>.</param>
    /// <param name="onlyRead">Targets will hardly be prepared: what only they need is not kept, and is run again should one be.</param>
    /// <returns>[sites]</returns>
    public abstract IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false);

    /// <summary>The same for one site.</summary>
    public RunnableActivity Record(TokenRows sequences, Site site) => Record(sequences, [site])[0];

    /// <summary>Tokens that a sequence may have at most; null for any number.</summary>
    internal virtual int? LongestSequence => null;

    /// <summary>Whether latents that are replaced under the stepwise scheme are made from natural ones, although they would follow from the
    /// replacements before.</summary>
    internal virtual bool TakesPreparedLatents => false;

    /// <summary>Whether it goes on from replaced latents; a recording is only read.</summary>
    internal virtual bool CanBeRun => true;

    /// <summary>Whether it is known what it says next.</summary>
    internal virtual bool CanPredict => true;

    /// <summary>The site of that name, or null.</summary>
    public Site? FindSite(string name) => Sites.FirstOrDefault(site => site.Name == name);

    public abstract void Dispose();
}

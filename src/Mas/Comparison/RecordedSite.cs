using Mas.Interchange;
using Mas.Networks;

namespace Mas.Comparison;

/// <summary>A network's natural activity at one of its sites.</summary>
/// <param name="Network">The network.</param>
/// <param name="Site">The site, which need not be the network's own.</param>
/// <param name="Pool">The activity.</param>
internal sealed record RecordedSite(OpenedNetwork Network, Site Site, RecordedPool Pool)
{
    /// <summary>What sentences call it.</summary>
    public string Name => $"{Network.Name} at {Site.Name}";
}

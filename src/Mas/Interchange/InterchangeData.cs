using Mas.Networks;
using Mas.Tensors;

namespace Mas.Interchange;

/// <summary>
/// The interventions of one split, ready to run: for each route its interventions, and for each network that receives
/// anything one <see cref="PreparedTargets"/> over all routes that end in it, so that all sources of a target share one pass.
/// </summary>
public sealed class InterchangeData : IDisposable
{
    /// <param name="recordings">One per network: its natural activity over the pool that the interventions index.</param>
    /// <param name="pools">One per network: the pool's sequences.</param>
    /// <param name="routes">What is exchanged.</param>
    /// <param name="interventions">One list per route.</param>
    public InterchangeData(
        IReadOnlyList<Recording> recordings, IReadOnlyList<TokenRows> pools,
        IReadOnlyList<Route> routes, IReadOnlyList<IReadOnlyList<Intervention>> interventions)
    {
        Routes = routes;
        Interventions = interventions;
        Targets = [.. routes.Select((route, index) => (route, index)).GroupBy(entry => entry.route.Target).OrderBy(group => group.Key)
            .Select(group => new TargetGroup(group.Key, recordings, pools, routes, [.. group.Select(entry => entry.index)], interventions))];
    }

    public IReadOnlyList<Route> Routes { get; }

    /// <summary>One list per route.</summary>
    public IReadOnlyList<IReadOnlyList<Intervention>> Interventions { get; }

    /// <summary>By target network, rising.</summary>
    public IReadOnlyList<TargetGroup> Targets { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TargetGroup target in Targets)
            target.Dispose();
    }
}

using Mas.Networks;

namespace Mas.Interchange;

/// <summary>The interventions of one split: for each route a list of them, which may be drawn when they are asked for, and the activity
/// that they index. Nothing here grows with the number of directions but the lists themselves.</summary>
/// <param name="Sources">[networks] what is read, over the pool that the interventions index.</param>
/// <param name="Targets">[networks] natural activity that the network is run from; null for a network that can only be read.</param>
/// <param name="Pools">[networks] the pool's sequences.</param>
/// <param name="Interventions">[routes]</param>
/// <param name="ReplacesAll">Whether the mask drops the target's other coordinates.</param>
internal sealed record InterchangeData(
    IReadOnlyList<Activity> Sources, IReadOnlyList<RunnableActivity?> Targets, IReadOnlyList<TokenRows> Pools,
    IReadOnlyList<Route> Routes, IReadOnlyList<IReadOnlyList<Intervention>> Interventions, bool ReplacesAll = false)
{
    /// <summary>Interventions between networks that can all be run.</summary>
    public InterchangeData(
        IReadOnlyList<RunnableActivity> activities, IReadOnlyList<TokenRows> pools, IReadOnlyList<Route> routes,
        IReadOnlyList<IReadOnlyList<Intervention>> interventions, bool replacesAll = false)
        : this(activities, activities, pools, routes, interventions, replacesAll)
    {
    }

    /// <summary>[networks] gives counterfactual latents by index, [indices, width]; null for those that no CL loss looks at.</summary>
    public IReadOnlyList<Func<int[], Tensor>?> CounterfactualLatents { get; init; } = [];

    public ClForm ClForm { get; init; }

    /// <summary>Whether the CL loss compares projections onto the swapped subspace.</summary>
    public bool ClProjected { get; init; }

    /// <summary>[routes] what is kept of the continuations of these interventions, null where nothing is; empty where no route has
    /// any.</summary>
    internal IReadOnlyList<KeptContinuations?> Continuations { get; init; } = [];

    /// <summary>What a network is run from.</summary>
    /// <exception cref="InvalidOperationException">The network can only be read.</exception>
    internal RunnableActivity Runnable(int network) => Targets[network] ?? throw new InvalidOperationException(
        $"Network {network} can only be read: leave the behaviour loss of the directions into it out.");
}

using Mas.Networks;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Interchange;

/// <summary>
/// The interventions of one split: for each route a list of them, which may be drawn when they are asked for, and the natural
/// activity that they index. Nothing here grows with the number of directions but the lists themselves.
/// </summary>
/// <param name="Recordings">[networks] natural activity over the pool that the interventions index.</param>
/// <param name="Pools">[networks] the pool's sequences.</param>
/// <param name="Routes">What is exchanged.</param>
/// <param name="Interventions">[routes]</param>
/// <param name="ReplacesAll">Whether the mask drops the target's other coordinates.</param>
public sealed record InterchangeData(
    IReadOnlyList<Recording> Recordings, IReadOnlyList<TokenRows> Pools,
    IReadOnlyList<Route> Routes, IReadOnlyList<IReadOnlyList<Intervention>> Interventions, bool ReplacesAll = false)
{
    /// <summary>[networks] gives counterfactual latents by index, [indices, width]; null for those that no CL loss looks at.</summary>
    public IReadOnlyList<Func<int[], Tensor>?> CounterfactualLatents { get; init; } = [];

    /// <summary>How the CL loss compares.</summary>
    public ClForm ClForm { get; init; }

    /// <summary>Whether the CL loss compares projections onto the swapped subspace.</summary>
    public bool ClProjected { get; init; }
}

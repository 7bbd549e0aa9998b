namespace Mas.Training;

/// <summary>The kinds of swap mask (method.md section 2).</summary>
public enum MaskKind
{
    /// <summary>Subspaces of given sizes; the target keeps its other coordinates.</summary>
    Fixed,

    /// <summary>The target's other coordinates are dropped.</summary>
    ReplaceAll,

    /// <summary>The sizes are trained.</summary>
    Learned,
}

/// <summary>
/// A method is data: which directions carry the behaviour loss, which the CL loss, and the kind of mask. Networks are indices
/// into the experiment's list.
/// </summary>
/// <param name="Name">Word of the experiment file.</param>
/// <param name="Behaviour">Directions (source, target) that carry the behaviour loss.</param>
/// <param name="CounterfactualLatent">Directions that carry the CL loss.</param>
/// <param name="Mask">Kind of mask.</param>
public sealed record Method(
    string Name, IReadOnlyList<(int Source, int Target)> Behaviour, IReadOnlyList<(int Source, int Target)> CounterfactualLatent, MaskKind Mask = MaskKind.Fixed)
{
    /// <summary>Whether the map is one unconstrained affine map of rank ≤ k from the source to the target, instead of one alignment function per network.</summary>
    public bool IsAffinePair { get; init; }

    /// <summary>All directions that carry a loss, by target, then by source.</summary>
    public IReadOnlyList<(int Source, int Target)> Trained =>
        [.. Behaviour.Union(CounterfactualLatent).OrderBy(direction => direction.Target).ThenBy(direction => direction.Source)];
}

/// <summary>The methods of <c>method.md</c> section 4.</summary>
public static class Methods
{
    /// <summary>Model alignment search: every ordered pair of networks, each with itself included.</summary>
    public static Method Mas(int networks) => new("mas", [.. AllDirections(networks)], []);

    /// <summary>Distributed alignment search: each network with itself.</summary>
    public static Method Das(int networks) => new("das", [.. Enumerable.Range(0, networks).Select(network => (network, network))], []);

    /// <summary>Into the second network only, from the first and from itself.</summary>
    public static Method UnidirectionalMas { get; } = new("unidirectional-mas", [(0, 1), (1, 1)], []);

    /// <summary>The second network's activity is replaced by a rotated projection of the first one's.</summary>
    public static Method Stitching { get; } = new("stitching", [(0, 1)], [], MaskKind.ReplaceAll);

    /// <summary>The second network's activity is replaced by an affine map of the first one's.</summary>
    public static Method LinearStitching { get; } = new("linear-stitching", [(0, 1)], [], MaskKind.ReplaceAll) { IsAffinePair = true };

    /// <summary>Stitching trained on counterfactual latents alone.</summary>
    public static Method LatentStitching { get; } = new("latent-stitching", [], [(0, 1)], MaskKind.ReplaceAll);

    /// <summary>MAS where some networks can be read but not run: into those, counterfactual latents stand for behaviour.</summary>
    /// <param name="networks">Number of networks.</param>
    /// <param name="inaccessible">Those that cannot be run.</param>
    public static Method Clmas(int networks, IReadOnlySet<int> inaccessible)
    {
        ILookup<bool, (int Source, int Target)> directions = AllDirections(networks).ToLookup(direction => inaccessible.Contains(direction.Target));
        return new("clmas", [.. directions[false]], [.. directions[true]]);
    }

    /// <summary>All ordered pairs, by target, then by source.</summary>
    public static IEnumerable<(int Source, int Target)> AllDirections(int networks) =>
        from target in Enumerable.Range(0, networks) from source in Enumerable.Range(0, networks) select (source, target);
}

namespace Mas.Training;

/// <summary>A method is data: which directions carry the behaviour loss. Networks are indices into the experiment's list.</summary>
/// <param name="Name">Word of the experiment file.</param>
/// <param name="Trained">Directions (source, target) that carry the behaviour loss.</param>
public sealed record Method(string Name, IReadOnlyList<(int Source, int Target)> Trained);

/// <summary>The methods of <c>method.md</c> section 4.</summary>
public static class Methods
{
    /// <summary>Model alignment search: every ordered pair of networks, each with itself included.</summary>
    public static Method Mas(int networks) => new("mas", [.. AllDirections(networks)]);

    /// <summary>Distributed alignment search: each network with itself.</summary>
    public static Method Das(int networks) => new("das", [.. Enumerable.Range(0, networks).Select(network => (network, network))]);

    /// <summary>All ordered pairs, by target, then by source.</summary>
    public static IEnumerable<(int Source, int Target)> AllDirections(int networks) =>
        from target in Enumerable.Range(0, networks) from source in Enumerable.Range(0, networks) select (source, target);
}

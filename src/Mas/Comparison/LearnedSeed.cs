using Mas.Alignments;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>What one alignment seed of a method and size has learned, with the names that the archive gives it.</summary>
internal sealed class LearnedSeed : IDisposable
{
    private readonly IReadOnlyList<int> _kept; // networks
    private readonly Func<int, string, string> _entry;

    /// <summary>Takes what the kept checkpoint has learned. What follows from it is worked out here, by the thread that trained.</summary>
    /// <param name="prefix">What its names begin with.</param>
    /// <param name="maps">Owned from here on.</param>
    public LearnedSeed(CaseSetup setup, string prefix, int seed, LearnedMaps maps)
        : this(setup.Names, setup.Kept, prefix, seed, maps)
    {
    }

    /// <param name="names">[networks]</param>
    /// <param name="kept">Networks whose alignments are kept.</param>
    /// <param name="prefix">What its names begin with.</param>
    /// <param name="maps">Owned from here on.</param>
    public LearnedSeed(IReadOnlyList<string> names, IReadOnlyList<int> kept, string prefix, int seed, LearnedMaps maps)
    {
        _entry = (network, name) => AlignmentArchive.Entry(prefix, seed, names[network], name);
        (Maps, _kept, Sizes) = (maps, kept, maps.Mask.Sizes);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Following = [.. from k in _kept from one in Follow(maps.Alignments[k])
            select (k, _entry(k, one.Name), one.Tensor.DetachFromDisposeScope())];
    }

    public LearnedMaps Maps { get; }

    /// <summary>Dimensions per variable.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>What other programs may read though it follows from the rest, by network: an orthogonal one's matrix and factor,
    /// of normalised latents where it normalises.</summary>
    public IReadOnlyList<(int Network, string Name, Tensor Tensor)> Following { get; }

    /// <summary>Everything that is kept.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors => Following.Select(one => (one.Name, one.Tensor))
        .Concat(_kept.SelectMany(k => Given(Maps.Alignments[k]).Select(pair => (_entry(k, pair.Key), pair.Value))));

    /// <summary>What an alignment function is made of: all that the rest follows from.</summary>
    public static IEnumerable<KeyValuePair<string, Tensor>> Given(AlignmentFunction alignment) =>
        alignment.Constants.Concat(alignment.Parameters);

    private static IEnumerable<(string Name, Tensor Tensor)> Follow(AlignmentFunction alignment)
    {
        if (alignment.Core is OrthogonalAlignment orthogonal)
            yield return ("matrix", orthogonal.Matrix());
        if (alignment.Core is OrthonormalAlignment orthonormal)
            yield return ("factor", orthonormal.Factor());
    }

    public void Dispose()
    {
        Maps.Dispose();
        foreach ((_, _, Tensor tensor) in Following)
            tensor.Dispose();
    }
}

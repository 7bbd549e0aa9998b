using Mas.Alignments;
using Mas.Interchange;
using Mas.Masks;

namespace Mas.Training;

/// <summary>The methods of <c>method.md</c> section 4.</summary>
internal static class Methods
{
    /// <summary>Model alignment search: every ordered pair of networks, each with itself included.</summary>
    public static Method Mas(int networks) => new("mas", [.. Direction.All(networks)], [], MaskKind.Fixed);

    /// <summary>Distributed alignment search: each network with itself.</summary>
    public static Method Das(int networks) =>
        new("das", [.. Direction.All(networks).Where(direction => direction.IsWithin)], [], MaskKind.Fixed);

    /// <summary>Into the second network only, from the first and from itself.</summary>
    public static Method UnidirectionalMas { get; } = new("unidirectional-mas", [new(0, 1), new(1, 1)], [], MaskKind.Fixed);

    /// <summary>The second network's activity is replaced by a rotated projection of the first one's.</summary>
    public static Method Stitching { get; } = new("stitching", [new(0, 1)], [], MaskKind.ReplaceAll);

    /// <summary>The second network's activity is replaced by an affine map of the first one's.</summary>
    public static Method LinearStitching { get; } = Stitching with { Name = "linear-stitching", Family = AlignmentFamily.AffinePair };

    /// <summary>Stitching trained on counterfactual latents alone.</summary>
    public static Method LatentStitching { get; } = new("latent-stitching", [], [new(0, 1)], MaskKind.ReplaceAll);

    /// <summary>MAS where some networks can be read but not run: into those, counterfactual latents stand for behaviour.</summary>
    /// <param name="inaccessible">Those that cannot be run.</param>
    public static Method Clmas(int networks, IReadOnlySet<int> inaccessible)
    {
        ILookup<bool, Direction> directions = Direction.All(networks).ToLookup(direction => inaccessible.Contains(direction.Target));
        return new("clmas", [.. directions[false]], [.. directions[true]], MaskKind.Fixed);
    }
}

using Mas.Results.Evidence;
using Mas.Results.Figures;

namespace Mas.Results.Reports.Evidence;

/// <summary>Whether different seeds, sizes and starts find one subspace.</summary>
internal static class AnglesSection
{
    public const string Title = "Angles between subspaces";

    /// <summary>Share of a subspace's natural variance from which it counts as lying in another, and below which as lying elsewhere.</summary>
    private const double Inside = 0.9, Outside = 0.5;

    // Rows of the figure by network; above that, networks are taken together.
    private const int MostRows = 6;

    public static EvidencePart? Of(IReadOnlyList<SubspaceAngles> all)
    {
        IReadOnlyList<SubspaceAngles> angles = [.. all.Where(one => one.Degrees.Count > 0)];
        return angles.Count == 0 ? null : new EvidencePart(Title, Shows(angles),
            "0° is a direction that two subspaces share, 90° one that they do not; small angles mean that the searches found the same subspace, and large ones that several do the same work, which a high IIA allows.")
        {
            Figure = AngleHistogram.Draw(Rows(angles)),
            Conditions = "Shared is the part of the smaller subspace's natural variance that lies in the larger one.",
            Numbers = new NumberTable("All pairs of subspaces in numbers", ["Network and pair", "They differ in", "Smallest angle", "Median", "Largest", "Shared natural variance"],
                [.. angles.Select(Row)]),
        };
    }

    /// <summary>How much of their activity subspaces share that differ in seed, size or start.</summary>
    public static string Shows(IReadOnlyList<SubspaceAngles> angles) =>
        $"Subspaces of {string.Join("; those of ", angles.GroupBy(one => one.Between).Select(kind => Shows(kind.Key, [.. kind])))}.";

    private static string Shows(string between, IReadOnlyList<SubspaceAngles> pairs)
    {
        double lowest = pairs.Min(pair => pair.Weighted);
        string found = lowest >= Inside ? "hold the same activity"
            : pairs.Max(pair => pair.Weighted) < Outside ? "hold different activity"
            : "hold activity that is the same in part";
        return $"different {between} {found} (at least {Percent.Of(lowest)} shared, median angle {AngleHistogram.Median([.. pairs.SelectMany(pair => pair.Degrees)]):0}°)";
    }

    private static IReadOnlyList<(string Label, IReadOnlyList<double> Degrees)> Rows(IReadOnlyList<SubspaceAngles> angles)
    {
        List<(string, IReadOnlyList<double>)> byNetwork = [.. angles.GroupBy(one => (one.Between, one.Network)).Select(group => ($"{group.Key.Between}, {group.Key.Network}", All(group)))];
        return byNetwork.Count <= MostRows ? byNetwork : [.. angles.GroupBy(one => one.Between).Select(group => ($"{group.Key}, all networks", All(group)))];
    }

    private static IReadOnlyList<double> All(IEnumerable<SubspaceAngles> group) => [.. group.SelectMany(one => one.Degrees)];

    private static IReadOnlyList<string> Row(SubspaceAngles one) =>
    [
        $"{one.Network}: {one.First} and {one.Second}", one.Between, $"{one.Degrees.Min():0}°", $"{AngleHistogram.Median(one.Degrees):0}°", $"{one.Degrees.Max():0}°", Percent.Of(one.Weighted),
    ];
}

using System.Text.RegularExpressions;
using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>Whether different seeds, sizes and starts find one subspace.</summary>
internal static class AnglesSection
{
    public const string Title = "Angles between subspaces";

    public static EvidenceSection Section { get; } = new(
        [WantedEvidence.Results("angles between subspaces", "angles", evidence => evidence.Angles.Count)],
        (run, evidence) => Of(evidence.Angles, run),
        (evidence, order) => evidence with
        {
            Angles = [.. order.ThenBy(evidence.Angles.OrderBy(angles => angles.Between, StringComparer.Ordinal), angles => angles.Network)
                .ThenBy(angles => angles.First, StringComparer.Ordinal).ThenBy(angles => angles.Second, StringComparer.Ordinal)],
        });

    /// <summary>Share of a subspace's natural variance from which it counts as lying in another, and below which as lying
    /// elsewhere.</summary>
    private const double Inside = 0.9, Outside = 0.5;

    // Rows of the figure by network; above that, networks are taken together.
    private const int MostRows = 6;

    public static EvidencePart? Of(IReadOnlyList<SubspaceAngles> all, RunRecord run)
    {
        IReadOnlyList<SubspaceAngles> angles = [.. all.Where(one => one.Degrees.Count > 0)];
        return angles.Count == 0 ? null : new EvidencePart(Title, Shows(angles),
            "0° is a direction that two subspaces share, 90° one that they do not; small angles mean that the searches found the same "
                + "subspace, and large ones that several do the same work, which a high IIA allows.")
        {
            Figure = AngleHistogram.Draw(Rows(angles)),
            Conditions = "Shared is the part of the smaller subspace's natural variance that lies in the larger "
                + $"one.{Chance(angles, run.Networks)}{Start(angles, run)}",
            Numbers = new NumberTable("All pairs of subspaces in numbers",
                ["Network and pair", "They differ in", "Smallest angle", "Median", "Largest", "Shared natural variance"],
                [.. angles.Select(Row)]),
        };
    }

    /// <summary>How much of their activity subspaces share that differ in seed, size or start.</summary>
    public static string Shows(IReadOnlyList<SubspaceAngles> angles) =>
        $"Subspaces of {string.Join("; those of ", angles.GroupBy(one => one.Between).Select(kind => Shows(kind.Key, [.. kind])))}.";

    /// <summary>What a random subspace would share: on average, dimensions / width of any variance lie in it. Empty where sizes or widths
    /// are not known.</summary>
    public static string Chance(IReadOnlyList<SubspaceAngles> angles, IReadOnlyList<NetworkRecord> networks)
    {
        (int Size, int Width)[] pairs = [.. from one in angles
            from network in networks
            where network.Name == one.Network && Larger(one) is not null
            select (Larger(one)!.Value, network.Width)];
        string[] each = [.. pairs.Distinct().Order()
            .Select(pair => $"{Percent.Of((double)pair.Size / pair.Width)} in {pair.Size} of {pair.Width} dimensions")];
        return each.Length == 0 ? ""
            : " By chance, of any subspace's variance there lies in a random subspace, on average and whatever the data: "
                + $"{Listed.Few(each)}.";
    }

    // Both have as many dimensions as there are angles, unless they differ in size.
    private static int? Larger(SubspaceAngles one)
    {
        int[] sizes = [.. new[] { one.First, one.Second }.Select(text => Regex.Match(text, "size ([0-9]+)")).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
        return sizes.Length == 2 ? sizes.Max() : one.Between == "sizes" ? null : one.Degrees.Count;
    }

    // Frozen alignments bring starts of their own.
    private static string Start(IReadOnlyList<SubspaceAngles> angles, RunRecord run) =>
        angles.Any(one => one.Between == "seeds")
            && run.Setup.Any(pair => pair.Value.Contains("aligned start", StringComparison.Ordinal)
            && pair.Value.Contains("orthogonal", StringComparison.Ordinal)) && !run.Networks.Any(network => network.Frozen)
            ? " All seeds began at the same aligned start, so that they find one subspace says less than it would from random starts." : "";

    private static string Shows(string between, IReadOnlyList<SubspaceAngles> pairs)
    {
        double lowest = pairs.Min(pair => pair.Weighted);
        string found = lowest >= Inside ? "hold the same activity"
            : pairs.Max(pair => pair.Weighted) < Outside ? "hold different activity"
            : "hold activity that is the same in part";
        return $"different {between} {found} (at least {Percent.Of(lowest)} shared, median angle "
            + $"{AngleHistogram.Median([.. pairs.SelectMany(pair => pair.Degrees)]):0}°)";
    }

    private static IReadOnlyList<(string Label, IReadOnlyList<double> Degrees)> Rows(IReadOnlyList<SubspaceAngles> angles)
    {
        List<(string, IReadOnlyList<double>)> byNetwork = [.. angles.GroupBy(one => (one.Between, one.Network))
            .Select(group => ($"{group.Key.Between}, {group.Key.Network}", All(group)))];
        return byNetwork.Count <= MostRows ? byNetwork
            : [.. angles.GroupBy(one => one.Between).Select(group => ($"{group.Key}, all networks", All(group)))];
    }

    private static IReadOnlyList<double> All(IEnumerable<SubspaceAngles> group) => [.. group.SelectMany(one => one.Degrees)];

    private static IReadOnlyList<string> Row(SubspaceAngles one) =>
    [
        $"{one.Network}: {one.First} and {one.Second}", one.Between, $"{one.Degrees.Min():0}°", $"{AngleHistogram.Median(one.Degrees):0}°",
        $"{one.Degrees.Max():0}°", Percent.Of(one.Weighted),
    ];
}

using Mas.Results.Verdicts;

namespace Mas.Results.Comparisons;

/// <summary>The directions of one site, method and size, with their networks in the order of their groups: groups as they first come, then
/// networks as in the run; those without a group last.</summary>
/// <param name="Networks">Name and group of each.</param>
internal sealed record GroupedTexts(
    TextCase Case, IReadOnlyList<(string Name, string? Group)> Networks, IReadOnlyList<TextDirection> Directions)
{
    /// <summary>Every case of the run in which something is exchanged between networks: the judged method first and its largest size, sites
    /// as in the run.</summary>
    public static IReadOnlyList<GroupedTexts> Of(TextRecord text)
    {
        string? judged = TextVerdict.Judged(text.Directions).FirstOrDefault()?.Method;
        return [.. text.Cases().Where(one => one.Any(direction => !direction.IsWithin))
            .OrderByDescending(one => one.Key.Method == judged).ThenByDescending(one => one.Key.Size)
            .Select(one => new GroupedTexts(one.Key, Ordered(text.Networks, [.. one]), [.. one]))];
    }

    private static (string, string?)[] Ordered(IReadOnlyList<TextNetwork> networks, TextDirection[] directions)
    {
        (string Name, string? Group)[] all = [.. networks.Select(network => (network.Name, network.Group))
            .Concat(directions.Select(one => (one.Source, one.SourceGroup)))
            .Concat(directions.Select(one => (one.Target, one.TargetGroup))).DistinctBy(one => one.Item1)
            .Where(one => directions.Any(direction => direction.Source == one.Item1 || direction.Target == one.Item1))];
        string?[] groups = [.. all.Select(one => one.Group).Where(group => group is not null).Distinct()];
        return [.. all.OrderBy(one => Array.IndexOf(groups, one.Group) is >= 0 and int place ? place : groups.Length)];
    }
}

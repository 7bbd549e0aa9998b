using Mas.Experiments.Yaml;
using Mas.Results;

namespace Mas.Experiments;

/// <summary>Reads which directions carry the behaviour loss.</summary>
internal static class DirectionReader
{
    private const string Key = "directions";

    /// <summary>All directions of a method, by source, then target, in the order of the networks.</summary>
    public static ValueList<Direction> All(AlignmentMethod method, IReadOnlyList<string> names) => method == AlignmentMethod.Das
        ? [.. names.Select(name => new Direction(name, name))]
        : [.. names.SelectMany(source => names.Select(target => new Direction(source, target)))];

    public static ValueList<Direction> Read(Section section, IReadOnlyList<ReadNetwork> networks, AlignmentMethod method)
    {
        YamlNode? node = section.Take(Key);
        // Where a name is wrong, what is said about directions would be wrong too.
        if (networks.Count == 0 || networks.Any(network => network.Name is null))
            return [];
        string[] names = [.. networks.Select(network => network.Name!)];
        ValueList<Direction> all = All(method, names);
        if (node is null or YamlScalar { Text: "all" })
            return all;
        if (node is not YamlList list)
            section.Fail(node, Key, $"the word all or a list of [source, target] is wanted, found {node.Description}");
        else if (method == AlignmentMethod.Das)
            section.Fail(node, Key, "method das aligns each network with itself; a list of directions needs method mas");
        else
            return Ordered(all, ReadList(section, list, names));
        return [];
    }

    private static ValueList<Direction> Ordered(ValueList<Direction> all, HashSet<Direction> found) => [.. all.Where(found.Contains)];

    private static HashSet<Direction> ReadList(Section section, YamlList list, string[] names)
    {
        var found = new HashSet<Direction>();
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (ReadOne(section, list.Items[i], Dotted.Join(Key, i), names) is { } direction && !found.Add(direction))
                section.Fail(list.Items[i], Dotted.Join(Key, i), $"the direction {direction} comes twice");
        }
        if (list.Items.Count == 0)
            section.Fail(list, Key, "the list is empty; at least one direction is wanted");
        else if (found.Count == list.Items.Count)
            CheckThatAllTakePart(section, list, names, found);
        return found;
    }

    private static Direction? ReadOne(Section section, YamlNode node, string key, string[] names)
    {
        if (node is not YamlList { Items: [YamlScalar source, YamlScalar target] })
        {
            section.Fail(node, key, $"a pair [source, target] is wanted, found {node.Description}");
            return null;
        }
        bool areKnown = IsKnown(section, source, key, names) & IsKnown(section, target, key, names);
        return areKnown ? new(source.Text, target.Text) : null;
    }

    private static bool IsKnown(Section section, YamlScalar name, string key, string[] names)
    {
        if (names.Contains(name.Text))
            return true;
        section.Fail(name, key, $"there is no network '{name.Text}'{NearestWord.Advice(name.Text, names)}");
        return false;
    }

    private static void CheckThatAllTakePart(Section section, YamlList list, string[] names, HashSet<Direction> found)
    {
        foreach (string name in names)
        {
            if (!found.Any(direction => direction.Source == name || direction.Target == name))
                section.Fail(list, Key, $"network '{name}' is in no direction, so nothing would align it");
        }
    }
}

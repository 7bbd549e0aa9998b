using Mas.Experiments.Yaml;
using Mas.Results.Records;

namespace Mas.Experiments.Reading;

/// <summary>Reads lists of directions, such as those that carry a loss.</summary>
internal sealed class DirectionReader(Section section, IReadOnlyList<ReadNetwork> networks)
{
    /// <summary>The directions of a key, by source, then target, in the order of the networks; null where it is absent, wrong or
    /// <c>all</c>.</summary>
    public ValueList<NamedDirection>? Read(string key)
    {
        YamlNode? node = section.Take(key);
        // Where a name is wrong, what is said about directions would be wrong too.
        if (networks.Count == 0 || networks.Any(network => network.Name is null))
            return null;
        string[] names = [.. networks.Select(network => network.Name!)];
        return node switch
        {
            null => null,
            YamlScalar { Text: "all" } => All(names),
            YamlList list => ReadList(key, list, names),
            _ => section.Refuse<ValueList<NamedDirection>>(
                node, key, $"the word all or a list of [source, target] is wanted, found {node.Description}"),
        };
    }

    private static ValueList<NamedDirection> All(string[] names) =>
        [.. names.SelectMany(source => names.Select(target => new NamedDirection(source, target)))];

    private ValueList<NamedDirection>? ReadList(string key, YamlList list, string[] names)
    {
        var found = new HashSet<NamedDirection>();
        for (int i = 0; i < list.Items.Count; i++)
            if (ReadOne(list.Items[i], Dotted.Join(key, i), names) is { } direction && !found.Add(direction))
                section.Fail(list.Items[i], Dotted.Join(key, i), $"the direction {direction} comes twice");
        if (list.Items.Count == 0)
            section.Fail(list, key, "the list is empty; at least one direction is wanted");
        return found.Count == 0 ? null : [.. All(names).Where(found.Contains)];
    }

    private NamedDirection? ReadOne(YamlNode node, string key, string[] names)
    {
        if (node is YamlList { Items: [YamlScalar source, YamlScalar target] })
            return IsKnown(source, key, names) & IsKnown(target, key, names) ? new(source.Text, target.Text) : null;
        return section.Refuse<NamedDirection>(node, key, $"a pair [source, target] is wanted, found {node.Description}");
    }

    private bool IsKnown(YamlScalar name, string key, string[] names)
    {
        if (names.Contains(name.Text))
            return true;
        section.Fail(name, key, $"there is no network '{name.Text}'{NearestWord.Advice(name.Text, names)}");
        return false;
    }
}

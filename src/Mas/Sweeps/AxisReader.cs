using Mas.Experiments.Reading;
using Mas.Experiments.Yaml;

namespace Mas.Sweeps;

/// <summary>Reads what varies: <c>axes</c>, each crossed with all others, and <c>zip</c>, whose keys move together.</summary>
/// <param name="laid">Where it is told that a key leads nowhere in the experiment.</param>
internal sealed class AxisReader(Section root, YamlErrors laid)
{
    public IReadOnlyList<SweepAxis> Read(string axesKey, string zipKey)
    {
        (string Key, YamlEntry Entry)[] axes = [.. Entries(axesKey)];
        YamlMap[] rows = Rows(zipKey);
        string[] zipped = rows.Length == 0 ? [] : [.. rows[0].Entries.Select(entry => entry.Key)];
        string[] keys = [.. axes.Select(axis => axis.Key), .. zipped];
        if (keys.Length == 0 && !root.Errors.Any)
            root.Fail(null, axesKey, "nothing varies; wanted are keys of the experiment with lists of values, "
                + "such as { alignment.size: [2, 4, 8] }");
        foreach (string key in zipped.Where(key => axes.Any(axis => axis.Key == key)))
            root.Fail(zipKey, $"'{key}' is one of the axes too; name it once");
        if (root.Errors.Any)
            return [];
        var names = StepLabels.ShortKeys([.. keys.Distinct()]);
        return [.. axes.Select(axis => Axis(axis.Key, axis.Entry, names)),
            .. rows.Length == 0 ? [] : (SweepAxis[])[Zip(zipped, rows, names)]];
    }

    private IEnumerable<(string, YamlEntry)> Entries(string axesKey)
    {
        YamlNode? node = root.Take(axesKey);
        if (node is not null and not YamlMap)
            root.Fail(node, axesKey, $"a mapping of dotted keys to lists of values is wanted, found {node.Description}");
        foreach (YamlEntry entry in (node as YamlMap)?.Entries ?? [])
        {
            if (entry.Value is YamlList { Items.Count: > 0 })
                yield return (entry.Key, entry);
            else if (entry.Value is not YamlRefused)
                root.Errors.Add(entry.Value.Origin, Dotted.Join(axesKey, entry.Key), "a list of values is wanted, one or more, found "
                    + (entry.Value is YamlList ? "an empty list" : entry.Value.Description));
        }
    }

    private YamlMap[] Rows(string zipKey)
    {
        IReadOnlyList<YamlNode> items = root.Items(zipKey) ?? [];
        foreach ((int i, YamlNode item) in items.Index())
            if (item is not YamlMap map)
                root.Fail(item, Dotted.Join(zipKey, i), $"a mapping of dotted keys to values is wanted, found {item.Description}");
            else if (items[0] is YamlMap first && !map.Entries.Select(entry => entry.Key).SequenceEqual(first.Entries.Select(e => e.Key)))
                root.Fail(item, Dotted.Join(zipKey, i), "every row has the same keys in the same order; the first has "
                    + Listed.Of([.. first.Entries.Select(entry => entry.Key)]));
        return root.Errors.Any ? [] : [.. items.Cast<YamlMap>()];
    }

    private SweepAxis Axis(string key, YamlEntry entry, IReadOnlyDictionary<string, string> names)
    {
        IReadOnlyList<YamlNode> values = ((YamlList)entry.Value).Items;
        string[] texts = [.. values.Select(YamlFlow.Of)];
        foreach ((int i, string text) in texts.Index().Where(one => Array.IndexOf(texts, one.Item) < one.Index))
            root.Errors.Add(values[i].Origin, Dotted.Join(entry.Key, i), $"{text} comes twice; the values must differ");
        IReadOnlyList<string> labels = StepLabels.Of(values);
        return new([key], [.. texts.Select((text, i) => new SweepStep([text], $"{names[key]}={labels[i]}", Changes([key], [text])))]);
    }

    private SweepAxis Zip(string[] keys, YamlMap[] rows, IReadOnlyDictionary<string, string> names)
    {
        IReadOnlyList<string>[] labels = [.. keys.Select(key => StepLabels.Of([.. rows.Select(row => row.Find(key)!.Value)]))];
        string[][] texts = [.. rows.Select(row => row.Entries.Select(entry => YamlFlow.Of(entry.Value)).ToArray())];
        for (int i = 0; i < rows.Length; i++)
            if (Array.FindIndex(texts, row => row.SequenceEqual(texts[i])) < i)
                root.Errors.Add(rows[i].Origin, "zip", "this row comes twice; the rows must differ");
        string Label(int row) => string.Join('_', keys.Select((key, k) => $"{names[key]}={labels[k][row]}"));
        return new(keys, [.. texts.Select((row, i) => new SweepStep(row, Label(i), Changes(keys, row)))]);
    }

    private Override[] Changes(string[] keys, string[] texts) =>
        [.. keys.Zip(texts, (key, text) => Override.Parse($"{key}={text}", laid)).OfType<Override>()];
}

/// <summary>Reads <c>exclude</c>: combinations that are left out.</summary>
internal sealed class ExclusionReader(Section root, IReadOnlyList<SweepAxis> axes)
{
    public IReadOnlyList<SweepExclusion> Read(string key)
    {
        IReadOnlyList<YamlNode> items = root.Items(key) ?? [];
        return [.. items.Select((item, i) => One(item, Dotted.Join(key, i))).OfType<SweepExclusion>()];
    }

    private SweepExclusion? One(YamlNode item, string key)
    {
        if (item is not YamlMap { Entries.Count: > 0 } map)
            return root.Refuse<SweepExclusion>(item, key, $"a mapping of axes to values is wanted, found {item.Description}");
        return new(map.Entries.ToDictionary(entry => entry.Key, entry => Values(entry, key)));
    }

    // One value, or a list of which each counts; an axis whose values are lists itself is asked for such a list.
    private IReadOnlyList<string> Values(YamlEntry entry, string key)
    {
        string[] keys = [.. axes.SelectMany(axis => axis.Keys)];
        if (!keys.Contains(entry.Key))
        {
            if (keys.Length > 0)
                root.Errors.Add(entry.Origin, Dotted.Join(key, entry.Key),
                    $"'{entry.Key}' is no axis{NearestWord.Advice(entry.Key, keys)}");
            return [];
        }
        SweepAxis axis = axes.First(one => one.Keys.Contains(entry.Key));
        int place = axis.Keys.ToList().IndexOf(entry.Key);
        string[] known = [.. axis.Steps.Select(step => step.Values[place])];
        string whole = YamlFlow.Of(entry.Value);
        string[] wanted = known.Contains(whole) || entry.Value is not YamlList list ? [whole] : [.. list.Items.Select(YamlFlow.Of)];
        foreach (string value in wanted.Where(value => !known.Contains(value)))
            root.Errors.Add(entry.Value.Origin, Dotted.Join(key, entry.Key),
                $"{value} is none of the values of this axis; it has {string.Join(", ", known.Take(12))}{(known.Length > 12 ? " …" : "")}");
        return wanted;
    }
}

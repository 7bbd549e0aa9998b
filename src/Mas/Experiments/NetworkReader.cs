using Mas.Experiments.Yaml;

namespace Mas.Experiments;

/// <summary>What one entry of <c>networks</c> says; null where it is absent or wrong.</summary>
internal sealed record ReadNetwork(string? Name, NetworkSource? Source, bool Insist, Written<TaskOptions>? Task, Written<string>? Site);

/// <summary>A value and the node that it was read from.</summary>
internal sealed record Written<T>(T Value, YamlNode Node, string Key);

/// <summary>Reads the list of networks.</summary>
internal static class NetworkReader
{
    public const string State = "state";

    // Directions grow with the square of it.
    private const int MostNetworks = 256;
    private const int LargestWidth = 16_384;
    private const string Key = "networks";

    /// <summary>The networks, empty with errors reported where there are none.</summary>
    public static IReadOnlyList<ReadNetwork> Read(Section root, string folder)
    {
        root.Require(Key, "a list of networks");
        if (root.Items(Key) is not { } items)
            return [];
        if (items.Count is 0 or > MostNetworks)
            root.Fail(root.Take(Key), Key, $"{items.Count} networks are listed; wanted are 1 to {MostNetworks}");
        if (items.Count > MostNetworks)
            return [];
        ReadNetwork[] networks = [.. items.Select((item, i) => ReadOne(new Section(item, "network", Dotted.Join(Key, i), item.Origin, root.Errors), i, folder))];
        CheckUnique(root, items, networks);
        return networks;
    }

    private static ReadNetwork ReadOne(Section section, int index, string folder)
    {
        YamlNode? nameNode = section.Require("name", "a name for the network");
        string? name = nameNode is null ? null : FileName.Check(section, "name", nameNode);
        NetworkSource? source = ReadSource(section, index, folder);
        bool insist = section.Flag("insist", false);
        var read = new ReadNetwork(name, source, insist, ReadTask(section), ReadSite(section));
        section.Finish();
        return read;
    }

    private static NetworkSource? ReadSource(Section section, int index, string folder)
    {
        YamlNode? path = section.Take("path");
        YamlNode? train = section.Take("train");
        if ((path is null) == (train is null) && !section.IsBroken)
            section.Fail(train, path is null ? "path" : "train", path is null ? "either path or train is missing; one of the two is wanted" : "path and train exclude one another; one of the two is wanted");
        if (path is not null)
            return ReadPath(section, path, folder);
        return train is null ? null : ReadTrain(section.Sub("train"), index);
    }

    private static SavedNetwork? ReadPath(Section section, YamlNode node, string folder)
    {
        if (section.Value(node, "path").Text() is not string path)
            return null;
        if (path.Trim().Length > 0 && !path.Contains('\0'))
            return new(path, Path.GetFullPath(path, folder));
        section.Fail(node, "path", "this is no path; wanted is a network's folder or file");
        return null;
    }

    // Networks that say nothing get different seeds: two copies of one network would be compared otherwise.
    private static TrainedNetwork ReadTrain(Section section, int index)
    {
        if (section.Require("architecture", "an architecture, such as gru") is { } architecture)
            section.Word(architecture, "architecture", ["gru"]);
        TrainedNetwork network = new(
            section.Whole("width", TrainedNetwork.DefaultWidth, 1, LargestWidth),
            section.Whole("seed", index + 1, 0),
            section.Whole("steps", TrainedNetwork.DefaultSteps, 1));
        section.Finish();
        return network;
    }

    private static Written<TaskOptions>? ReadTask(Section section) =>
        section.Take("task") is { } node && TaskReader.Read(node, section.KeyOf("task"), section.Errors) is { } task ? new(task, node, section.KeyOf("task")) : null;

    private static Written<string>? ReadSite(Section section) =>
        section.Take("site") is { } node && section.Word(node, "site", [State]) is { } site ? new(site, node, section.KeyOf("site")) : null;

    // Case aside, because the names become names of files.
    private static void CheckUnique(Section root, IReadOnlyList<YamlNode> items, ReadNetwork[] networks)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < networks.Length; i++)
        {
            if (networks[i].Name is string name && !seen.Add(name))
                root.Fail((items[i] as YamlMap)?.Find("name")?.Value, $"{Dotted.Join(Key, i)}.name", $"two networks are called '{name}', letter case aside; names must be unique");
        }
    }
}

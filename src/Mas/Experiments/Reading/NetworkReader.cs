using System.Text.RegularExpressions;
using Mas.Experiments.Yaml;
using Mas.Networks.Formats;

namespace Mas.Experiments.Reading;

/// <summary>Reads the list of networks.</summary>
internal static partial class NetworkReader
{
    // Directions grow with the square of it.
    private const int MostNetworks = 256;
    private const int LargestWidth = 16_384;
    private const int MostLayers = 256;
    private const string Key = "networks";

    private static readonly string[] s_architectures = [.. Architecture.All.Select(one => one.Name)];

    /// <summary>The networks, empty with errors reported where there are none.</summary>
    public static IReadOnlyList<ReadNetwork> Read(Section root, string folder)
    {
        root.Require(Key, "a list of networks");
        if (root.Items(Key) is not { } items)
            return [];
        CheckNumber(root, items.Count);
        return items.Count > MostNetworks ? [] : [.. items.Select((item, i) => ReadOne(new Section(item, Dotted.Join(Key, i), item.Origin, root.Errors), i, folder))];
    }

    /// <summary>Reports too few or too many networks.</summary>
    public static void CheckNumber(Section root, int networks)
    {
        if (networks is 0 or > MostNetworks && root.Take(Key) is { } node)
            root.Fail(node, Key, $"{networks} networks are listed; wanted are 1 to {MostNetworks}");
    }

    /// <summary>A site's name, or null with an error reported.</summary>
    public static string? ReadSite(Section section)
    {
        const string key = "site";
        if (section.Take(key) is not { } node || section.Value(node, key).Text() is not string site)
            return null;
        if (KnownSite().IsMatch(site))
            return site;
        section.Fail(node, key, $"unknown site '{site}'; sites are embedding, state, and layer.0, layer.1 and so on");
        return null;
    }

    private static ReadNetwork ReadOne(Section section, int index, string folder)
    {
        YamlNode? nameNode = section.Require("name", "a name for the network");
        string? name = nameNode is null ? null : FileName.Check(section, "name", nameNode);
        NetworkSource? source = ReadSource(section, index, folder);
        YamlNode? task = section.Take("task");
        var read = new ReadNetwork(
            section, name, source, section.Flag("accessible", true), section.Flag("insist", false),
            task is null ? [] : TaskReader.Read(task, section.KeyOf("task"), folder, section.Errors), ReadSite(section));
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
            return section.Value(path, "path").Path() is string written ? new SavedNetwork(written, Path.GetFullPath(written, folder)) : null;
        return train is null ? null : ReadTrain(section.Sub("train"), index);
    }

    // Networks that say nothing get different seeds: two copies of one network would be compared otherwise.
    private static NetworkToTrain? ReadTrain(Section section, int index)
    {
        string? architecture = section.Require("architecture", "an architecture, such as gru") is { } node ? section.Word(node, "architecture", s_architectures) : null;
        NetworkToTrain network = new(
            architecture ?? "",
            section.OptionalWhole("width", 1, LargestWidth),
            section.OptionalWhole("layers", 1, MostLayers),
            section.Whole("seed", index + 1, 0),
            section.OptionalWhole("steps", 0));
        if (network is { Architecture: "gru" or "lstm", Layers: > 1 })
            section.Fail(section.Take("layers"), "layers", $"a {network.Architecture} has one layer; several are not supported");
        if (network is { Architecture: "lstm" or "transformer", Width: int width } && width % 2 == 1)
            section.Fail(section.Take("width"), "width", $"the width {width} is odd; {(network.Architecture == "lstm" ? "an lstm has two halves, h and c" : "a transformer turns pairs of units")}, so that an even number is wanted");
        section.Finish();
        return architecture is null ? null : network;
    }

    [GeneratedRegex(@"^(embedding|state|layer\.[0-9]{1,3})\z")]
    private static partial Regex KnownSite();
}

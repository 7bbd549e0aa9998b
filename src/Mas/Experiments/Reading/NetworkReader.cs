using System.Text.RegularExpressions;
using Mas.Experiments.Yaml;
using Mas.Networks;
using Mas.Networks.Copies;

namespace Mas.Experiments.Reading;

/// <summary>Reads the list of networks.</summary>
internal static partial class NetworkReader
{
    // Directions grow with the square of it.
    private const int MostNetworks = 256;
    private const string Key = "networks";

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
            task is null ? [] : TaskReader.Read(task, section.KeyOf("task"), folder, section.Errors), ReadSite(section))
        {
            Copy = section.Take(CopiedNetwork.FileKey) is null ? null : NetworkSourceReader.ReadCopy(section.Sub(CopiedNetwork.FileKey)),
        };
        section.Finish();
        return read;
    }

    private static NetworkSource? ReadSource(Section section, int index, string folder)
    {
        string[] written = [.. NetworkSourceReader.Keys.Where(key => section.Take(key) is not null)];
        if (section.Take(GivenNetwork.FileKey) is { } given)
            section.Fail(given, GivenNetwork.FileKey, "a C# program has given this network, and no file can; store it in a folder, and name that with path");
        else if (written.Length == 0 && !section.IsBroken)
            section.Fail(null, "path", "the network's source is missing; one of path, train and copy is wanted");
        if (written.Length > 1)
            section.Fail(section.Take(written[1]), written[1], $"{written[0]} and {written[1]} exclude one another; one of the two is wanted");
        return written.Length == 0 ? null : NetworkSourceReader.Read(section, written[0], index, folder);
    }

    [GeneratedRegex(@"^(embedding|state|layer\.[0-9]{1,3})\z")]
    private static partial Regex KnownSite();
}

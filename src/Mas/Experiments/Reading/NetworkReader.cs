using System.Text.RegularExpressions;
using Mas.Experiments.Yaml;
using Mas.Networks;
using Mas.Networks.Copies;
using Mas.Networks.Recordings;
using Mas.Tasks;

namespace Mas.Experiments.Reading;

/// <summary>Reads the list of networks.</summary>
internal static partial class NetworkReader
{
    // Directions grow with the square of it.
    public const int MostNetworks = 256;
    private const string Key = "networks", SiteKey = "site";

    /// <summary>The networks, empty with errors reported where there are none.</summary>
    public static IReadOnlyList<ReadNetwork> Read(Section root, string folder, RecordingReading recordings)
    {
        root.Require(Key, "a list of networks");
        if (root.Items(Key) is not { } items)
            return [];
        CheckNumber(root, items.Count);
        return items.Count > MostNetworks ? []
            : [.. items.Select((item, i) =>
                ReadOne(new Section(item, Dotted.Join(Key, i), item.Origin, root.Errors), i, folder, recordings))];
    }

    /// <summary>Reports too few or too many networks.</summary>
    public static void CheckNumber(Section root, int networks)
    {
        if (networks is 0 or > MostNetworks && root.Take(Key) is { } node)
            root.Fail(node, Key, $"{networks} networks are listed; wanted are 1 to {MostNetworks}");
    }

    /// <summary>A site's name, or null with an error reported.</summary>
    /// <param name="hasOwnNames">Whether a network names its sites itself, so that any name may be right.</param>
    public static string? ReadSite(Section section, bool hasOwnNames)
    {
        return section.Take(SiteKey) is { } node ? CheckSite(section, node, SiteKey, hasOwnNames) : null;
    }

    /// <summary>A site's name, or null with an error reported.</summary>
    /// <param name="hasOwnNames">Whether a network names its sites itself, so that any name may be right.</param>
    public static string? CheckSite(Section section, YamlNode node, string key, bool hasOwnNames)
    {
        if (section.Value(node, key).Text() is not string site)
            return null;
        if (KnownSite().IsMatch(site) || (hasOwnNames && SiteNames.Are(site)))
            return site;
        return section.Refuse<string>(node, key, $"unknown site '{site}'; " + (hasOwnNames
            ? $"a network names its own sites by {SiteNames.Wanted}"
            : "sites are embedding, state, state.k, layer.k, attention.k and mlp.k with a number for k"));
    }

    /// <summary>The networks with their sites, where they are known; a site that a network does not have is reported.</summary>
    /// <param name="shared">The site of all networks.</param>
    public static IReadOnlyList<ReadNetwork> WithSites(Section root, IReadOnlyList<ReadNetwork> networks, string? shared) =>
        [.. networks.Select(network => network with { KnownSite = Known(root, network, network.HasSite ? network.Site : shared) })];

    /// <summary>Reports networks that do not take the inputs of their task.</summary>
    public static void CheckInputs(IReadOnlyList<ReadNetwork> networks, ReadTasks tasks)
    {
        foreach ((ReadNetwork network, SequenceTask? task) in networks.Zip(tasks.Networks))
            if (task is not null && network.Source?.Misfit(task) is InputError error)
                network.Fail(error);
    }

    private static Site? Known(Section root, ReadNetwork network, string? name)
    {
        if (name is null || network.Source?.KnownSites is not { } sites)
            return null;
        Section section = network.HasSite ? network.Section : root;
        string known = string.Join(", ", sites.Select(site => site.Name));
        return sites.FirstOrDefault(site => site.Name == name)
            ?? section.Refuse<Site>(section.Take(SiteKey), SiteKey, $"network '{network.Name}' has no site '{name}'; it has {known}");
    }

    private static ReadNetwork ReadOne(Section section, int index, string folder, RecordingReading recordings)
    {
        string? name = section.Require("name", "a name for the network") is { } node ? FileName.Check(section, "name", node) : null;
        NetworkSource? source = ReadSource(section, index, folder, recordings);
        YamlNode? task = section.Take("task");
        var read = new ReadNetwork(
            section, name, source, section.Flag("accessible", true), section.Flag("insist", false),
            task is null ? [] : TaskReader.Read(task, section.KeyOf("task"), folder, section.Errors),
            ReadSite(section, source is null || source.NamesItsSites))
        {
            Copy = section.Take(CopiedNetwork.FileKey) is null ? null : section.Sub(
                CopiedNetwork.FileKey, copy => NetworkSourceReader.ReadCopy(copy, index, folder, recordings)),
        };
        if (section.Take("group") is { } group)
            read = read with { Group = section.Value(group, "group").Text() };
        if (source is RecordingSource recording)
            read = read.OnlyRead(source).AsRecording(recording);
        section.Finish();
        return read;
    }

    /// <summary>Where a network comes from; null with errors reported.</summary>
    /// <param name="index">Its place in the list of networks.</param>
    public static NetworkSource? ReadSource(Section section, int index, string folder, RecordingReading recordings)
    {
        string[] written = [.. NetworkSourceReader.Keys.Where(key => section.Take(key) is not null)];
        if (section.Take(GivenNetwork.FileKey) is { } given)
            section.Fail(given, GivenNetwork.FileKey, "a C# program has given this network, and no file can; "
                + "store it in a folder, and name that with path");
        else if (written.Length == 0 && !section.IsBroken)
            section.Fail(null, "path", "the network's source is missing; one of path, train, python, recording, rdm and copy is wanted");
        if (written.Length > 1)
            section.Fail(written[1], $"{written[0]} and {written[1]} exclude one another; one of the two is wanted");
        return written.Length == 0 ? null : NetworkSourceReader.Read(section, written[0], index, folder, recordings);
    }

    [GeneratedRegex(@"^(embedding|state|(state|layer|attention|mlp)\.[0-9]{1,3})\z")]
    private static partial Regex KnownSite();
}

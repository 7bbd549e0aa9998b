using Mas.Experiments.Reading;
using Mas.Experiments.Yaml;
using Mas.Networks;
using Mas.Networks.Copies;
using Mas.Networks.Matrices;
using Mas.Networks.Recordings;

namespace Mas.Plans;

/// <summary>Reads the networks of a plan: <c>reference</c>, <c>alike</c>, and <c>different</c>, which may be a list.</summary>
internal sealed class PlanNetworkReader(Section root, string folder)
{
    public const string Reference = "reference", Alike = "alike", Different = "different";

    private const int MostDifferent = 8;

    private static readonly string[] s_readOnly = [CopiedNetwork.FileKey, RecordingSource.FileKey, MatrixSource.FileKey];

    private readonly RecordingReading _recordings = new(folder);

    /// <summary>In that order; fewer than three with errors reported.</summary>
    public IReadOnlyList<ReadNetwork> Read()
    {
        YamlNode? reference = root.Require(Reference, "the network that recordings are aligned with");
        YamlNode? alike = root.Require(Alike, "a network that works as the reference does");
        YamlNode? different = root.Require(Different, "a network that does not, or a list of such");
        List<(YamlNode Node, string Key, string Name)> written = [];
        if (reference is not null)
            written.Add((reference, Reference, Reference));
        if (alike is not null)
            written.Add((alike, Alike, Alike));
        if (different is YamlList list)
            written.AddRange(Listed(list));
        else if (different is not null)
            written.Add((different, Different, Different));
        ReadNetwork[] networks =
            [.. written.Select((one, k) => ReadOne(new Section(one.Node, one.Key, one.Node.Origin, root.Errors), one.Name, k))];
        foreach (ReadNetwork network in networks.Where(network => !ReferenceEquals(First(network), network)))
            network.Section.Fail("name", $"two networks are called '{network.Name}', letter case aside; names must be unique");
        return networks;

        ReadNetwork First(ReadNetwork one) =>
            networks.First(other => string.Equals(other.Name, one.Name, StringComparison.OrdinalIgnoreCase));
    }

    private IEnumerable<(YamlNode Node, string Key, string Name)> Listed(YamlList list)
    {
        if (list.Items.Count is 0 or > MostDifferent)
            root.Fail(list, Different, $"{list.Items.Count} networks are listed; wanted are 1 to {MostDifferent}");
        return list.Items.Take(MostDifferent).Select((item, i) =>
            (item, Dotted.Join(Different, i), list.Items.Count == 1 ? Different : $"{Different}-{i + 1}"));
    }

    private ReadNetwork ReadOne(Section section, string usual, int index)
    {
        string? name = section.Take("name") is { } node ? FileName.Check(section, "name", node) : usual;
        NetworkSource? source = ReadSource(section, index);
        bool insist = section.Flag("insist", false);
        string? site = NetworkReader.ReadSite(section, source is null || source.NamesItsSites);
        section.Finish();
        return new ReadNetwork(section, name, source, Accessible: true, insist, [], site);
    }

    private NetworkSource? ReadSource(Section section, int index)
    {
        foreach (string key in s_readOnly)
            if (section.Take(key) is { } node)
                return section.Refuse<NetworkSource>(
                    node, key, "a plan makes its own recordings, of networks that can be run; name the network itself by path or train");
        return NetworkReader.ReadSource(section, index, folder, _recordings);
    }
}

using Mas.Experiments.Reading;
using Mas.Networks;
using Mas.Networks.Bridged;
using Mas.Networks.Folders;
using Mas.Networks.Formats;
using Mas.Networks.Pretrained;
using Mas.Tasks;

namespace Mas.Experiments.Starting;

/// <summary>A stored network of which a first experiment is made.</summary>
/// <param name="Name">Such as an experiment's networks may have, unlike that of any other.</param>
/// <param name="Task">The task that it says it does, where that is one known by name; else null.</param>
internal sealed record StarterNetwork(string Name, NetworkSource Source, string Architecture, string? Task, IReadOnlyList<Site> Sites)
{
    public bool IsLanguageModel => Source is PretrainedNetwork;

    /// <summary>Whether it runs only where code is allowed to.</summary>
    public bool IsCode => Source is PythonNetwork;

    /// <summary>The site to begin with: what is handed on from position to position is all that a later one reads; else what lies in the
    /// middle between input and output. <c>mas check</c> finds out whether it is the right one.</summary>
    public Site Site => Sites.LastOrDefault(site => site.IsHandedOn) ?? Middle([.. Sites.Where(site => site.IsInner)]) ?? Middle(Sites)!;

    /// <summary>Every one in the order in which it was named.</summary>
    /// <param name="code">What those may do that are code.</param>
    /// <exception cref="InputException">One cannot be opened.</exception>
    public static IReadOnlyList<StarterNetwork> All(IEnumerable<string> paths, StarterCode code)
    {
        var networks = new List<StarterNetwork>();
        foreach (string path in paths)
        {
            string[] taken = [.. networks.Select(network => network.Name)];
            networks.Add(PythonNetwork.Is(path) ? OfPython(path, taken, code) : Of(path, taken));
        }
        return networks;
    }

    private static StarterNetwork OfPython(string path, IReadOnlyList<string> taken, StarterCode code)
    {
        string name = Free(FileName.From(path), taken);
        var source = new PythonNetwork(path, Path.GetFullPath(path));
        FolderContent content = (source with { MayRun = code.MayRun }).Describe(name, code.Say);
        return Of(name, source, content);
    }

    private static StarterNetwork Of(string name, NetworkSource source, FolderContent content) => new(
        name, source, content.Architecture, KnownTasks.Names.Contains(content.Task) ? content.Task : null, content.Sites);

    private static StarterNetwork Of(string path, IReadOnlyList<string> taken)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string name = Free(FileName.From(Path.GetFileName(folder) + "."), taken); // all of a name such as a.b
        if (!Directory.Exists(folder))
            throw new InputException(File.Exists(folder)
                ? "this is a file; 'mas init' takes folders of networks and models in Python, FILE.py, and docs/reference/recordings.md "
                    + "shows how an experiment names a recording"
                : "there is no such network folder; it should hold config.json and its weights", path);
        if (PretrainedNetwork.Is(folder))
        {
            DecoderConfig config = PretrainedFolder.Read(folder).Config;
            _ = PretrainedFolder.Check(folder, null);
            return new(name, new PretrainedNetwork(path, folder), config.Architecture, null, DecoderNetwork.SitesOf(config));
        }
        FolderPlace place = new(folder);
        return Of(name, new SavedNetwork(path, folder), FolderKinds.Of(place).Describe(place));
    }

    private static string Free(string name, IReadOnlyList<string> taken)
    {
        bool IsTaken(string one) => taken.Contains(one, StringComparer.OrdinalIgnoreCase);
        return !IsTaken(name) ? name
            : Enumerable.Range(2, taken.Count).Select(number => Invariant($"{name}-{number}")).First(one => !IsTaken(one));
    }

    private static Site? Middle(IReadOnlyList<Site> sites) => sites.Count == 0 ? null : sites[(sites.Count - 1) / 2];
}

/// <summary>What a network may do that is code.</summary>
/// <param name="MayRun">Whether the user lets it run.</param>
/// <param name="Say">Told each line that it prints.</param>
internal sealed record StarterCode(bool MayRun, Action<string> Say);

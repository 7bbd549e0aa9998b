namespace Mas.Networks.Recordings.Hdf5;

/// <summary>Everything that can be reached in a file from its root. Each group is visited once, so that circles end; links into other
/// files are told and not followed.</summary>
internal sealed class H5Tree
{
    private const int MostObjects = 200_000, MostHops = 32;

    private readonly Dictionary<string, H5Object> _objects = [];
    private readonly Dictionary<string, string> _soft = [];

    private H5Tree(H5File file) => File = file;

    public H5File File { get; }

    /// <summary>All arrays with their paths, in the order of the paths.</summary>
    public IReadOnlyList<H5Array> Arrays { get; private set; } = [];

    /// <summary>Sentences about links that lead nowhere.</summary>
    public List<string> Notices { get; } = [];

    /// <exception cref="InputException">The file is broken.</exception>
    public static H5Tree Read(H5File file)
    {
        var tree = new H5Tree(file);
        tree.Walk();
        foreach ((string path, string target) in tree._soft.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            if (tree.Resolved(target) is H5Object found)
                tree._objects[path] = found;
            else
                tree.Notices.Add($"the link '{path}' leads to '{target}', where nothing is, or in a circle");
        tree.Arrays = [.. tree._objects.Where(pair => pair.Value.IsArray).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Value.Array(pair.Key))];
        return tree;
    }

    /// <summary>A group or array by its path; null where there is none.</summary>
    public H5Object? Find(string path) => _objects.GetValueOrDefault(path.Trim('/'));

    /// <summary>Paths of the groups and arrays.</summary>
    public IEnumerable<string> Paths => _objects.Keys;

    public H5Array? Array(string path) => Arrays.FirstOrDefault(array => array.Name == path.Trim('/'));

    private void Walk()
    {
        var groups = new Queue<(string Path, H5Object Group)>();
        var visited = new HashSet<long>();
        Enter("", File.Root);
        while (groups.TryDequeue(out (string Path, H5Object Group) next))
            foreach (H5Link link in next.Group.Links)
            {
                string path = next.Path.Length == 0 ? link.Name : $"{next.Path}/{link.Name}";
                if (link.Address is long address)
                    Enter(path, address);
                else if (link.Target is string target)
                    _soft[path] = target.StartsWith('/') ? target : $"{next.Path}/{target}";
                else
                    Notices.Add($"the link '{path}' leads into another file and is not followed");
            }

        void Enter(string path, long address)
        {
            if (_objects.Count >= MostObjects)
                throw File.Fail($"the HDF5 file has more than {MostObjects} groups and arrays; the most that are read");
            var found = new H5Object(File, address);
            if (!found.IsArray && !visited.Add(address))
                return;
            _objects[path] = found;
            if (!found.IsArray)
                groups.Enqueue((path, found));
        }
    }

    // Along soft links to an object, each step by the longest known part.
    private H5Object? Resolved(string target)
    {
        for (int hop = 0; hop < MostHops; hop++)
        {
            string plain = target.Trim('/');
            if (_objects.TryGetValue(plain, out H5Object? found))
                return found;
            string? through = _soft.Keys.Where(key => plain == key || plain.StartsWith($"{key}/", StringComparison.Ordinal))
                .MinBy(key => key.Length);
            if (through is null)
                return null;
            target = _soft[through] + plain[through.Length..];
        }
        return null;
    }
}

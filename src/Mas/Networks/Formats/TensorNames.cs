namespace Mas.Networks.Formats;

/// <summary>Which tensor of a weight file stands for which checkpoint name: by <c>names</c> of <c>config.json</c>, by the same name, or by
/// the name that PyTorch's own module gives. Wrappers of a whole network (<c>module.</c>, <c>_orig_mod.</c>) are passed over, and a tensor
/// that is stored once for two names is found by the other one.</summary>
internal static class TensorNames
{
    /// <summary>Checkpoint name → name in the file; null for a bias that is not there and counts as 0. A name that is found nowhere stands
    /// for itself.</summary>
    /// <exception cref="InputException">The names contradict themselves, or the file holds what the architecture cannot be.</exception>
    public static IReadOnlyDictionary<string, string?> Resolve(NetworkConfig config, StoredTensors stored)
    {
        Check(config, stored.ConfigPath);
        if (stored.Wanted.Select(config.Refusal).FirstOrDefault(one => one is not null) is string refusal)
            throw new InputException(refusal, stored.Path);
        Dictionary<string, string?> found = config.Shapes.Keys.ToDictionary(name => name, stored.Find);
        RequireAlike(found.Where(pair => pair.Value is not null), config.Shapes, "the weight file", stored.Path, key: null);
        RequireWhole(found, config, stored.Path);
        RequireAllLayers(found, config, stored);
        return found;
    }

    /// <summary>Biases that the weight file does not have and that count as 0, in one sentence; null where there are none.</summary>
    public static string? Absent(IReadOnlyDictionary<string, string?> names)
    {
        string[] absent = [.. names.Where(pair => pair.Value is null).Select(pair => pair.Key)];
        string said = absent.Length == 1 ? "is not in the weight file and counts as 0" : "are not in the weight file and count as 0";
        return absent.Length == 0 ? null : $"{string.Join(" and ", absent)} {said}";
    }

    // A module has all of its biases or none: one that is missing beside another was lost.
    private static void RequireWhole(Dictionary<string, string?> found, NetworkConfig config, string path)
    {
        string[] biases = [.. config.ModuleNames.Keys.Where(name =>
            StoredTensors.IsBias(name) && found.ContainsKey(name) && !config.Names.ContainsKey(name))];
        string? lost = biases.FirstOrDefault(name => found[name] is null), kept = biases.FirstOrDefault(name => found[name] is not null);
        if (lost is not null && kept is not null)
            throw new InputException(
                $"the weight file has '{found[kept]}' and no '{Beside(found[kept]!, kept, lost, config)}', which is '{lost}' here; "
                + $"a module has both or neither: add it, or write \"{lost}\": null under 'names' of config.json to count it as 0", path);
    }

    // The name that a lost tensor had, next to the one that was kept.
    private static string Beside(string stored, string kept, string lost, NetworkConfig config)
    {
        string[] ends = config.ModuleNames[kept];
        int form = Array.FindIndex(ends, end => stored.EndsWith(end, StringComparison.Ordinal));
        return form < 0 ? lost : stored[..^ends[form].Length] + config.ModuleNames[lost][form];
    }

    // Layers of the module that is read are part of what it computes.
    private static void RequireAllLayers(Dictionary<string, string?> found, NetworkConfig config, StoredTensors stored)
    {
        HashSet<string> modules = [.. config.ModuleNames.Keys.Select(found.GetValueOrDefault).OfType<string>().Select(Module)];
        string? left = stored.Ignored.Where(name => modules.Contains(Module(name))).Select(config.Refusal)
            .FirstOrDefault(refusal => refusal is not null);
        if (left is not null)
            throw new InputException($"{left}, and without it this would be another network: 'ignore' cannot leave it out", stored.Path);
    }

    private static void Check(NetworkConfig config, string configPath)
    {
        foreach ((string name, string? given) in config.Names)
        {
            if (!config.Shapes.ContainsKey(name))
                throw Wrong($"has '{name}', which is no tensor of this architecture; its tensors are "
                    + Listing.Of([.. config.Shapes.Keys]), configPath);
            if (given is null && !StoredTensors.IsBias(name))
                throw Wrong($"leaves '{name}' out; only a bias may be null", configPath);
        }
        RequireAlike(config.Names.Where(pair => pair.Value is not null), config.Shapes, "'names'", configPath, "names");
    }

    // One tensor for two names, such as an embedding that is the head's weight too.
    private static void RequireAlike(
        IEnumerable<KeyValuePair<string, string?>> names, IReadOnlyDictionary<string, long[]> shapes, string who, string path, string? key)
    {
        foreach (IGrouping<string?, string> shared in names.GroupBy(pair => pair.Value, pair => pair.Key))
        {
            string first = shared.First();
            if (shared.Skip(1).FirstOrDefault(name => !shapes[name].SequenceEqual(shapes[first])) is string other)
                throw new InputException($"{who} gives '{shared.Key}' for '{first}' and for '{other}', whose shapes differ; give each its "
                    + "own tensor", path, key: key);
        }
    }

    private static string Module(string name) => name[..(name.LastIndexOf('.') + 1)];

    private static InputException Wrong(string what, string configPath) => new($"'names' {what}", configPath, key: "names");
}

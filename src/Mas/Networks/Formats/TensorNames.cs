using System.IO.Enumeration;
using Mas.Tensors.Safetensors;

namespace Mas.Networks.Formats;

/// <summary>Which tensor of a weight file stands for which checkpoint name: by <c>names</c> of <c>config.json</c>, by the same name, or by
/// the name that PyTorch's own module gives.</summary>
internal static class TensorNames
{
    /// <summary>Checkpoint name → name in the file; null for a bias that is not there and counts as 0. A name that is found nowhere stands
    /// for itself.</summary>
    /// <exception cref="InputException">The names contradict themselves, or the file holds what the architecture cannot be.</exception>
    public static IReadOnlyDictionary<string, string?> Resolve(NetworkConfig config, SafetensorsFile file, string configPath)
    {
        Check(config, configPath);
        IEnumerable<string> entries = file.Entries.Select(entry => entry.Name).Where(name => !IsIgnored(config, name));
        if (entries.Select(config.Refusal).FirstOrDefault(found => found is not null) is string refusal)
            throw new InputException(refusal, file.Path);
        Dictionary<string, string?> found = config.Shapes.Keys.ToDictionary(
            name => name, name => config.Names.TryGetValue(name, out string? given) ? given : Find(name, config, file, configPath));
        RequireWhole(found, config, file.Path);
        return found;
    }

    /// <summary>Biases that the weight file does not have and that count as 0, in one sentence; null where there are none.</summary>
    public static string? Absent(IReadOnlyDictionary<string, string?> names)
    {
        string[] absent = [.. names.Where(pair => pair.Value is null).Select(pair => pair.Key)];
        return absent.Length == 0 ? null : $"{string.Join(" and ", absent)} {(absent.Length == 1 ? "is" : "are")} not in the weight file and "
            + $"count{(absent.Length == 1 ? "s" : "")} as 0";
    }

    // A module has all of its biases or none: one that is missing beside another was lost.
    private static void RequireWhole(Dictionary<string, string?> found, NetworkConfig config, string path)
    {
        string[] biases = [.. config.ModuleNames.Keys.Where(name => IsBias(name) && !config.Names.ContainsKey(name))];
        string? lost = biases.FirstOrDefault(name => found[name] is null), kept = biases.FirstOrDefault(name => found[name] is not null);
        if (lost is not null && kept is not null)
            throw new InputException($"the weight file has '{found[kept]}' and nothing for '{lost}'; a module has both or neither: add it, "
                + $"or write \"{lost}\": null under 'names' of config.json to count it as 0", path);
    }

    /// <summary>Whether a tensor of the file is to be left aside.</summary>
    public static bool IsIgnored(NetworkConfig config, string tensor) =>
        config.Ignore.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, tensor, ignoreCase: false));

    private static void Check(NetworkConfig config, string configPath)
    {
        IReadOnlyDictionary<string, long[]> shapes = config.Shapes;
        foreach ((string name, string? given) in config.Names)
        {
            if (!shapes.ContainsKey(name))
                throw Wrong(
                    $"has '{name}', which is no tensor of this architecture; its tensors are {string.Join(", ", shapes.Keys)}", configPath);
            if (given is null && !IsBias(name))
                throw Wrong($"leaves '{name}' out; only a bias may be null", configPath);
        }
        foreach (var shared in config.Names.Where(pair => pair.Value is not null).GroupBy(pair => pair.Value, pair => pair.Key))
        {
            string first = shared.First();
            if (shared.Skip(1).FirstOrDefault(name => !shapes[name].SequenceEqual(shapes[first])) is string other)
                throw Wrong(
                    $"gives '{shared.Key}' for '{first}' and for '{other}', whose shapes differ; give each its own tensor", configPath);
        }
    }

    private static string? Find(string name, NetworkConfig config, SafetensorsFile file, string configPath)
    {
        if (file.Contains(name) || !config.ModuleNames.TryGetValue(name, out string? end))
            return name;
        string[] found = [.. file.Entries.Select(entry => entry.Name).Where(entry =>
            (entry == end || entry.EndsWith("." + end, StringComparison.Ordinal)) && !IsIgnored(config, entry))];
        if (found.Length > 1)
            throw new InputException($"the weight file has several tensors that may be '{name}': {string.Join(", ", found)}; "
                + "say in 'names' which one it is, and list the others in 'ignore'", configPath, key: "names");
        if (found.Length == 1)
            return found[0];
        // A module made without biases has none of them.
        bool IsThere(string other) => file.Entries.Any(entry => entry.Name.EndsWith(other, StringComparison.Ordinal));
        return IsBias(name) && config.ModuleNames.Values.Any(other => !IsBias(other) && IsThere(other)) ? null : name;
    }

    private static InputException Wrong(string what, string configPath) => new($"'names' {what}", configPath, key: "names");

    private static bool IsBias(string name) => name.Contains("bias", StringComparison.Ordinal);
}

using Mas.Tensors.Safetensors;

namespace Mas.Networks;

/// <summary>The tensors of a weight file, found by checkpoint names: what <c>names</c> of <c>config.json</c> says, the same name, the name
/// that PyTorch's own module gives, or the other name of a tensor that is stored once for two.</summary>
internal sealed class StoredTensors
{
    private readonly NetworkConfig _config;
    private readonly SafetensorsFile _file;
    private readonly ILookup<string, string> _byBareName, _aliases;

    public StoredTensors(NetworkConfig config, SafetensorsFile file, string configPath)
    {
        (_config, _file, ConfigPath) = (config, file, configPath);
        NamePatterns ignored = new(config.Ignore);
        ILookup<bool, string> names = file.Entries.Select(entry => entry.Name).ToLookup(ignored.Match);
        (Ignored, Wanted) = ([.. names[true]], [.. names[false]]);
        _byBareName = Wanted.ToLookup(Bare);
        _aliases = file.Metadata.ToLookup(pair => Bare(pair.Key), pair => pair.Value);
    }

    /// <summary>Names that are left aside.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>All others.</summary>
    public IReadOnlyList<string> Wanted { get; }

    public string Path => _file.Path;

    public string ConfigPath { get; }

    /// <summary>The name in the file; null for a bias that is not there and counts as 0. A name that is found nowhere stands for
    /// itself.</summary>
    /// <exception cref="InputException">Several tensors may be meant.</exception>
    public string? Find(string name) =>
        !_config.Names.TryGetValue(name, out string? given) ? Own(name) : given is null ? null : Stored(name, given);

    /// <summary>What is stored under a checkpoint name; null for nothing.</summary>
    /// <exception cref="InputException">Several tensors may be meant.</exception>
    public TensorEntry? Entry(string name) => Find(name) is string found && _file.Contains(found) ? _file[found] : null;

    /// <summary>The same file, looked at for another configuration.</summary>
    public StoredTensors For(NetworkConfig config) => new(config, _file, ConfigPath);

    /// <summary>Shape of a tensor by its name in the file.</summary>
    public long[] Shape(string name) => _file[name].Shape;

    /// <summary>How many layers the names count, from 0 on: never more than there are names.</summary>
    /// <param name="ends">Ends of the names of a layer's tensor, any of them.</param>
    public int Layers(Func<int, string[]> ends)
    {
        int layers = 0;
        while (ends(layers).Any(end => Wanted.Any(name => HasEnd(Bare(name), end))))
            layers++;
        return layers;
    }

    /// <summary>Those of a shape that stand for none of some checkpoint names.</summary>
    public IReadOnlyList<string> OfShape(long[] shape, IEnumerable<string> others) =>
        Left(others, Array.ConvertAll(shape, size => (long?)size));

    /// <summary>Those that stand for none of some checkpoint names, by their shape.</summary>
    /// <param name="shape">Null for any size.</param>
    public IReadOnlyList<string> Left(IEnumerable<string> others, long?[] shape)
    {
        HashSet<string?> taken = [.. others.Select(Find)];
        return [.. Wanted.Where(name => !taken.Contains(name) && _file[name].Shape is var there && there.Length == shape.Length
            && shape.Zip(there).All(pair => pair.First is null || pair.First == pair.Second))];
    }

    private string? Own(string name)
    {
        string own = Stored(name, name);
        if (_file.Contains(own) || !_config.ModuleNames.TryGetValue(name, out string[]? ends))
            return own;
        string[] found = [.. Wanted.Where(entry => ends.Any(end => HasEnd(Bare(entry), end)))];
        if (found.Length > 0)
            return Only(name, found);
        // A module made without biases has none of them.
        bool IsThere(string other) => _file.Entries.Any(entry => entry.Name.EndsWith(other, StringComparison.Ordinal));
        return IsBias(name) && _config.ModuleNames.Values.Any(other => !IsBias(other[0]) && other.Any(IsThere))
            ? null : name;
    }

    // The name itself, the same in a wrapper, or the one that the file's own list of aliases gives.
    private string Stored(string name, string wanted)
    {
        if (_file.Contains(wanted))
            return wanted;
        if (_byBareName.Contains(wanted))
            return Only(name, [.. _byBareName[wanted]]);
        string? kept = _aliases[wanted].FirstOrDefault();
        return kept is not null && _file.Contains(kept) ? kept : wanted;
    }

    private static bool HasEnd(string entry, string end) => entry == end || entry.EndsWith("." + end, StringComparison.Ordinal);

    private string Only(string name, string[] found) => found.Length == 1 ? found[0] : throw new InputException(
        $"the weight file has several tensors that may be '{name}': {Listing.Of(found)}; "
            + "say in 'names' which one it is, and list the others in 'ignore'", ConfigPath, key: "names");

    // Without what data parallelism and compilation put before the names of a network.
    private static string Bare(string name)
    {
        name = name.Replace("_orig_mod.", "", StringComparison.Ordinal);
        while (name.StartsWith("module.", StringComparison.Ordinal))
            name = name["module.".Length..];
        return name;
    }

    public static bool IsBias(string name) => name.Contains("bias", StringComparison.Ordinal);
}

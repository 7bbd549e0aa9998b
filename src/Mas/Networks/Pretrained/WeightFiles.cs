using System.Text.Json;
using Mas.Networks.Formats;
using Mas.Tensors.Safetensors;

namespace Mas.Networks.Pretrained;

/// <summary>The weight files of a folder: one, or shards with an index, which is the truth tensor by tensor. Whatever else lies beside them
/// is never opened.</summary>
internal sealed class WeightFiles : IDisposable
{
    public const string SingleName = "model.safetensors", IndexName = "model.safetensors.index.json";

    private static readonly string[] s_pickles = [".bin", ".pt", ".pth", ".ckpt"];

    private readonly Dictionary<string, SafetensorsFile> _byTensor;
    private readonly SafetensorsFile[] _files;

    private WeightFiles(string path, SafetensorsFile[] files, Dictionary<string, SafetensorsFile> byTensor) =>
        (Path, _files, _byTensor) = (path, files, byTensor);

    /// <summary>What messages about all of them name: the index, or the only file.</summary>
    public string Path { get; }

    /// <summary>The weight files themselves, without the index.</summary>
    public IReadOnlyList<string> Opened => [.. _files.Select(file => file.Path)];

    /// <summary>Names of the tensors.</summary>
    public IReadOnlyCollection<string> Names => _byTensor.Keys;

    /// <summary>The file that holds a tensor.</summary>
    public SafetensorsFile this[string name] => _byTensor[name];

    public bool Has(string name) => _byTensor.ContainsKey(name);

    /// <exception cref="InputException">A file is missing or broken, or is not what the index says.</exception>
    public static WeightFiles Open(string folder)
    {
        string index = System.IO.Path.Combine(folder, IndexName), single = System.IO.Path.Combine(folder, SingleName);
        if (File.Exists(index))
            return OpenShards(folder, index);
        if (!File.Exists(single))
            throw Missing(folder, single);
        SafetensorsFile file = SafetensorsFile.Open(single);
        return new WeightFiles(single, [file], file.Entries.ToDictionary(entry => entry.Name, _ => file));
    }

    private static WeightFiles OpenShards(string folder, string index)
    {
        Dictionary<string, string> shards = Map(index);
        string[] missing = [.. shards.Values.Distinct().Where(name => !File.Exists(System.IO.Path.Combine(folder, name)))];
        if (missing.Length > 0)
            throw new InputException($"it names {Listing.Of(missing)}, which {(missing.Length == 1 ? "is" : "are")} not in this folder; "
                + "the download may be incomplete", index);
        var opened = new Dictionary<string, SafetensorsFile>();
        try
        {
            foreach (string name in shards.Values.Distinct())
                opened.Add(name, SafetensorsFile.Open(System.IO.Path.Combine(folder, name)));
            string[] absent = [.. shards.Where(pair => !opened[pair.Value].Contains(pair.Key))
                .Select(pair => $"'{pair.Key}' in {pair.Value}")];
            if (absent.Length > 0)
                throw new InputException($"it says that there is {Listing.Of(absent)}, and there is not; the files are of different "
                    + "networks, or the download is incomplete", index);
            return new WeightFiles(index, [.. opened.Values], shards.ToDictionary(pair => pair.Key, pair => opened[pair.Value]));
        }
        catch
        {
            foreach (SafetensorsFile file in opened.Values)
                file.Dispose();
            throw;
        }
    }

    // From each tensor to the name of its file.
    private static Dictionary<string, string> Map(string index)
    {
        if (!ConfigJson.Read(index).TryGetProperty("weight_map", out JsonElement map) || map.ValueKind != JsonValueKind.Object)
            throw new InputException("it has no 'weight_map' from the names of tensors to those of files", index, key: "weight_map");
        var shards = new Dictionary<string, string>();
        foreach (JsonProperty pair in map.EnumerateObject())
        {
            string? name = pair.Value.ValueKind == JsonValueKind.String ? pair.Value.GetString() : null;
            if (name is null || !name.EndsWith(".safetensors", StringComparison.Ordinal) || name.AsSpan().ContainsAny("/\\:\0"))
                throw new InputException($"'weight_map' has {pair.Value.GetRawText()} for '{pair.Name}'; the name of a safetensors file in "
                    + "this folder is wanted", index, key: "weight_map");
            shards.Add(pair.Name, name);
        }
        return shards;
    }

    private static InputException Missing(string folder, string single)
    {
        string? pickle = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
            .FirstOrDefault(file => s_pickles.Contains(System.IO.Path.GetExtension(file)));
        string name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(folder));
        return new InputException(pickle is null ? $"there is no such file, nor a {IndexName} beside it; the download may be incomplete"
            : $"there is no such file; {System.IO.Path.GetFileName(pickle)} beside it is a pickle, which is never read: convert it with "
                + "two lines of Python, `from transformers import AutoModelForCausalLM as M` and "
                + $"`M.from_pretrained(\"{name}\").save_pretrained(\"{name}\", safe_serialization=True)`", single);
    }

    public void Dispose()
    {
        foreach (SafetensorsFile file in _files)
            file.Dispose();
    }
}

using Mas.Tensors.Safetensors;

namespace Mas.Networks.Pretrained;

/// <summary>A LoRA adapter as peft writes it: two factors A and B beside some of a decoder's matrices. The change of a layer's weight is
/// scale · B · A, whichever way round the base stores it.</summary>
internal sealed class LoraAdapter : IDisposable
{
    public const string ConfigName = "adapter_config.json", WeightsName = "adapter_model.safetensors";
    private const string Prefix = "base_model.model.", DownEnd = ".lora_A.weight", UpEnd = ".lora_B.weight";

    private readonly SafetensorsFile _file;
    private readonly LoraConfig _config;
    private readonly Dictionary<ModulePlan, string> _stored = []; // the layers that it changes, and what the file calls them

    private LoraAdapter(LoraConfig config, SafetensorsFile file) => (_config, _file) = (config, file);

    /// <summary>Learned numbers.</summary>
    public long Parameters => _file.Entries.Sum(entry => entry.Count);

    /// <summary>Its two files.</summary>
    public static IReadOnlyList<string> FilesOf(string folder) => [Path.Combine(folder, ConfigName), Path.Combine(folder, WeightsName)];

    /// <summary>Opens an adapter and checks it against the network that it is to change.</summary>
    /// <param name="root">Of the names of the base, which older ones lack.</param>
    /// <exception cref="InputException">It is broken, of another base, or more than factors beside weights.</exception>
    public static LoraAdapter Open(string folder, DecoderPlan plan, string root)
    {
        LoraConfig config = LoraConfig.Read(Path.Combine(folder, ConfigName));
        string path = Path.Combine(folder, WeightsName);
        if (!File.Exists(path) && File.Exists(Path.ChangeExtension(path, ".bin")))
            throw new InputException("there is no such file; adapter_model.bin beside it is a pickle, which is never read: "
                + ForeignFile.Conversion("adapter_model.bin", WeightsName), path);
        var adapter = new LoraAdapter(config, SafetensorsFile.Open(path));
        try
        {
            adapter.Require(plan, root);
            return adapter;
        }
        catch
        {
            adapter.Dispose();
            throw;
        }
    }

    /// <summary>What it adds to a matrix; null where it leaves all of its modules as they are. The two tensors go to the caller.</summary>
    /// <param name="device">Where they shall be, and in which type.</param>
    /// <exception cref="InputException">A factor holds what is no finite number.</exception>
    public LowRankChange? ChangeOf(MatrixPlan matrix, Device device)
    {
        ModulePlan[] changed = [.. matrix.Modules.Where(_stored.ContainsKey)];
        if (changed.Length == 0)
            return null;
        int rank = changed.Sum(module => _config.Rank(module.Name));
        if ((long)matrix.Outputs * rank > Array.MaxLength)
            throw new InputException($"the rank {rank} is too large for '{changed[0].Name}' with {matrix.Outputs} outputs", _file.Path);
        float[] down = [.. changed.SelectMany(module => Numbers(_stored[module] + DownEnd))];
        var up = new float[matrix.Outputs * rank];
        int first = 0;
        foreach (ModulePlan module in changed)
        {
            float[] own = Numbers(_stored[module] + UpEnd);
            (int wide, float scale) = (_config.Rank(module.Name), (float)_config.Scale(module.Name));
            foreach (RowRun run in module.Runs)
                for (int i = 0; i < run.Count; i++)
                    for (int r = 0; r < wide; r++)
                        up[(run.To + i) * rank + first + r] = scale * own[(run.From + i) * wide + r];
            first += wide;
        }
        return new LowRankChange(
            device.From(down, rank, matrix.Inputs).DetachFromDisposeScope(),
            device.From(up, matrix.Outputs, rank).DetachFromDisposeScope());
    }

    private float[] Numbers(string name)
    {
        float[] numbers = _file.ReadSingles(name);
        return Array.TrueForAll(numbers, float.IsFinite) ? numbers
            : throw new InputException($"tensor '{name}' contains NaN or infinite numbers; train or export the adapter again", _file.Path);
    }

    // Every tensor is a factor of a layer that the base has, in its size.
    private void Require(DecoderPlan plan, string root)
    {
        Dictionary<string, (ModulePlan Module, int Inputs)> known = plan.Matrices
            .SelectMany(matrix => matrix.Modules.Select(module => (module, matrix.Inputs))).ToDictionary(pair => pair.module.Name);
        foreach (string layer in _file.Entries.Select(entry => Layer(entry.Name)).Distinct())
        {
            string name = layer[Prefix.Length..];
            if (!known.TryGetValue(name, out (ModulePlan Module, int Inputs) found) && !known.TryGetValue(root + name, out found))
                throw Foreign($"it changes '{name}', which this network does not have");
            RequireFactor(layer + DownEnd, [_config.Rank(found.Module.Name), found.Inputs]);
            RequireFactor(layer + UpEnd, [found.Module.Outputs, _config.Rank(found.Module.Name)]);
            _stored.Add(found.Module, layer);
        }
        if (_stored.Count == 0)
            throw new InputException("the file has no factors A and B; train or export the adapter again", _file.Path);
        string? lost = known.Values.Select(pair => pair.Module).Where(module => !_stored.ContainsKey(module))
            .Select(module => module.Name).FirstOrDefault(name => _config.Targets.Any(target => IsEnd(name, target)));
        if (lost is not null)
            throw new InputException($"adapter_config.json says that '{lost}' is changed, and the file has no factors for it; the download "
                + "may be incomplete", _file.Path);
    }

    private void RequireFactor(string name, long[] shape)
    {
        if (!_file.Contains(name))
            throw new InputException($"tensor '{name}' is missing; every layer has both factors, A and B", _file.Path);
        if (!_file[name].Shape.SequenceEqual(shape))
            throw Foreign($"tensor '{name}' has shape [{string.Join(", ", _file[name].Shape)}], and [{string.Join(", ", shape)}] fits this "
                + "network and the ranks of adapter_config.json");
    }

    private InputException Foreign(string found) =>
        new($"{found}; the adapter says that it was trained on '{_config.Base}': give that network as 'path'", _file.Path);

    private string Layer(string name)
    {
        string? end = new[] { DownEnd, UpEnd }.FirstOrDefault(end => name.EndsWith(end, StringComparison.Ordinal));
        return end is not null && name.StartsWith(Prefix, StringComparison.Ordinal) ? name[..^end.Length]
            : throw new InputException($"tensor '{name}' is neither factor A nor factor B of a layer: the adapter is more than what can be "
                + "read; merge it into its base", _file.Path);
    }

    private static bool IsEnd(string name, string end) => name == end || name.EndsWith("." + end, StringComparison.Ordinal);

    public void Dispose() => _file.Dispose();
}

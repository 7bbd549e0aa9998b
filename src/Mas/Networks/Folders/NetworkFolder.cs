using Mas.Networks.Formats;
using Mas.Tasks;
using Mas.Tensors.Safetensors;

namespace Mas.Networks.Folders;

/// <summary>A stored network: <c>config.json</c> and <c>model.safetensors</c> in one folder. Nothing else is ever opened.</summary>
public static class NetworkFolder
{
    private const string ConfigName = FolderPlace.ConfigName, WeightsName = "model.safetensors";

    // A folder that was not written for this program may have its weights under another name.
    private static readonly string[] s_weightNames = [WeightsName, "weights.safetensors"];

    /// <summary>The checked configuration.</summary>
    /// <exception cref="InputException">There is no such folder, or its configuration is wrong.</exception>
    /// <param name="folder">Where the network is.</param>
    /// <param name="config">Its configuration, where that is not in the folder.</param>
    internal static NetworkConfig ReadConfig(string folder, string? config = null)
    {
        if (File.Exists(folder))
            throw new InputException("this is a file; wanted is the folder of a network, which holds config.json and model.safetensors"
                + (IsPickle(folder) ? $"; {ForeignFile.Conversion(Path.GetFileName(folder))}" : ""), folder);
        if (!Directory.Exists(folder))
            throw new InputException("there is no such network folder; it should hold config.json and model.safetensors", folder);
        return NetworkConfigFile.Read(ConfigPath(folder, config), folder);
    }

    /// <summary>Path of the weight file: <c>model.safetensors</c>, <c>weights.safetensors</c>, or the only one of its kind.</summary>
    public static string WeightsPath(string folder) =>
        s_weightNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? (Directory.Exists(folder) && Directory.GetFiles(folder, "*.safetensors") is [string only] ? only
            : Path.Combine(folder, WeightsName));

    /// <summary>SHA-256 of the weight file, in hexadecimal.</summary>
    public static string Hash(string folder) => SummedFolder.Hash(WeightsPath(folder), folder);

    /// <summary>Requires the files to be those that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InputException">A file or the list of their hashes is missing, or differs.</exception>
    internal static void RequireAsSaved(string folder) => Summed(folder).Require();

    private static SummedFolder Summed(string folder) => new(folder, ConfigName, WeightsName);

    /// <summary>Every check that <see cref="Load(string, Vocabulary, Device?)"/> makes; needs no libtorch.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="vocabulary">The task's words; null leaves them out.</param>
    /// <param name="config">Its configuration, where that is not in the folder.</param>
    /// <returns>The checked configuration, the open weight file, and its tensors by checkpoint name; null for a bias that is not
    /// there.</returns>
    /// <exception cref="InputException">Something in the folder is wrong or missing.</exception>
    internal static (NetworkConfig Config, SafetensorsFile Weights, IReadOnlyDictionary<string, string?> Names) Check(
        string folder, Vocabulary? vocabulary, string? config = null)
    {
        (NetworkConfig read, string path) = (ReadConfig(folder, config), ConfigPath(folder, config));
        if (vocabulary is not null)
            _ = read.OrderOf(vocabulary, path);
        SafetensorsFile weights = OpenWeights(folder);
        try
        {
            NetworkConfig fitted = read.Fitted(new(read, weights, path));
            return (fitted, weights, Names(fitted, weights, path));
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>The configuration, with what names and shapes of the weights show; their numbers are not looked at.</summary>
    /// <exception cref="InputException">Something in the folder is wrong or missing.</exception>
    internal static NetworkConfig Fitted(string folder, string? config = null) =>
        ReadOnce.Of(folder, config, () => FittedNow(folder, config));

    private static NetworkConfig FittedNow(string folder, string? config)
    {
        NetworkConfig read = ReadConfig(folder, config);
        using SafetensorsFile weights = OpenWeights(folder);
        return read.Fitted(new(read, weights, ConfigPath(folder, config)));
    }

    /// <summary>Loads a network and puts its vocabulary in the order of the task's ids.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="vocabulary">The task's words; each must be one of the network's.</param>
    /// <param name="device">Where it shall be, and in which type; null for the processor.</param>
    /// <exception cref="InputException">Something in the folder is wrong or missing.</exception>
    public static Network Load(string folder, Vocabulary vocabulary, Device? device = null) => Load(folder, vocabulary, device, null);

    /// <summary>The same with a configuration that is not in the folder.</summary>
    internal static Network Load(string folder, Vocabulary vocabulary, Device? device, string? config)
    {
        NativeTorch.Load();
        _ = ReadConfig(folder, config).OrderOf(vocabulary, ConfigPath(folder, config));
        return Read(folder, device, config).Open(vocabulary);
    }

    /// <summary>Its configuration and weights under their checkpoint names; they belong to the caller.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="device">Where the weights shall be, and in which type; null for the processor and float32.</param>
    /// <param name="config">Its configuration, where that is not in the folder.</param>
    /// <exception cref="InputException">Something in the folder is wrong or missing.</exception>
    internal static StoredNetwork Read(string folder, Device? device = null, string? config = null)
    {
        Device place = device ?? Device.Cpu;
        NetworkConfig read = ReadConfig(folder, config);
        string path = ConfigPath(folder, config);
        using SafetensorsFile file = OpenWeights(folder);
        read = read.Fitted(new(read, file, path));
        IReadOnlyDictionary<string, string?> names = Names(read, file, path);
        return new(read with { Names = new Dictionary<string, string?>(), Ignore = [] }, read.Shapes.ToDictionary(
            pair => pair.Key,
            pair => Read(file, names[pair.Key], pair.Value, place).DetachFromDisposeScope()))
        {
            FileNames = names,
        };
    }

    // What is there has the wanted shape but for dimensions of 1.
    private static Tensor Read(SafetensorsFile file, string? name, long[] shape, Device place)
    {
        if (name is null)
            return place.Zeros(shape);
        if (file[name].Shape.SequenceEqual(shape))
            return file.Read(name, place);
        using Tensor stored = file.Read(name, place);
        return stored.reshape(shape);
    }

    // Checks the weight file against the configuration.
    private static IReadOnlyDictionary<string, string?> Names(NetworkConfig config, SafetensorsFile file, string path)
    {
        IReadOnlyDictionary<string, string?> names = TensorNames.Resolve(config, new(config, file, path));
        var shapes = new Dictionary<string, long[]>();
        foreach ((string name, long[] shape) in config.Shapes)
            if (names[name] is string there)
                shapes[there] = config.MayHaveUnitDimensions(name) && file.Contains(there) && AreAlike(file[there].Shape, shape)
                    ? file[there].Shape : shape;
        Checkpoint.Require(file, shapes, new NamePatterns(config.Ignore).Match);
        return names;
    }

    private static bool AreAlike(long[] stored, long[] wanted) =>
        stored.Where(size => size != 1).SequenceEqual(wanted.Where(size => size != 1));

    // By the endings that users of PyTorch give.
    private static bool IsPickle(string file) => Path.GetExtension(file) is ".pt" or ".pth" or ".bin" or ".ckpt";

    private static SafetensorsFile OpenWeights(string folder)
    {
        string path = WeightsPath(folder);
        if (!File.Exists(path) && Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).FirstOrDefault(IsPickle) is string other)
            throw new InputException($"there is no such file; {Path.GetFileName(other)} beside it is a pickle, which is never read: "
                + ForeignFile.Conversion(Path.GetFileName(other)), path);
        return SafetensorsFile.Open(path);
    }

    private static string ConfigPath(string folder, string? config = null) => new FolderPlace(folder, config).ConfigPath;

    /// <summary>Stores a network; the folder appears whole or not at all. One that is there already stays.</summary>
    /// <param name="config">Without a map of names.</param>
    /// <param name="weights">By checkpoint name.</param>
    internal static void Save(string folder, NetworkConfig config, IReadOnlyDictionary<string, Tensor> weights) =>
        Summed(folder).Save(fresh =>
        {
            File.WriteAllText(Path.Combine(fresh, ConfigName), config.ToJson());
            SafetensorsWriter.Save(Path.Combine(fresh, WeightsName), [.. weights.Select(pair => TensorFile.ToData(pair.Key, pair.Value))]);
        });
}

namespace Mas.Tensors.Safetensors;

/// <summary>Loads the weights of a network: exactly the wanted names and shapes, floating point, every number finite.</summary>
internal static class Checkpoint
{
    /// <summary>Reads a weight file as float32, in which networks and alignments compute: 16 bits are widened, float64 is
    /// rounded.</summary>
    /// <param name="shapes">Of the wanted tensors.</param>
    /// <exception cref="InputException">The file is broken, or differs: every missing, extra, wrongly shaped, wrongly typed or non-finite
    /// tensor is listed.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path, IReadOnlyDictionary<string, long[]> shapes)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Require(file, shapes);
        return shapes.ToDictionary(pair => pair.Key, pair => file.Read(pair.Key, Device.Cpu));
    }

    /// <summary>The checks of <see cref="Load"/> alone; needs no libtorch.</summary>
    /// <param name="ignored">Tensors of the file that are left aside though they are not wanted; null for none.</param>
    /// <exception cref="InputException">As there.</exception>
    public static void Require(SafetensorsFile file, IReadOnlyDictionary<string, long[]> shapes, Func<string, bool>? ignored = null)
    {
        List<string> found = [.. Differences(file, shapes, ignored)];
        if (found.Count == 0)
            found.AddRange(shapes.Keys.Select(name => Unusable(file, name)).OfType<string>());
        if (found.Count > 0)
            throw new InputException([.. found.Select(message => new InputError(message, file.Path))]);
    }

    private static string? Unusable(SafetensorsFile file, string name)
    {
        const string nan = "contains NaN or infinite numbers; train or export the network again";
        if (file[name].Dtype != Dtype.F64)
            return Array.TrueForAll(file.ReadSingles(name), float.IsFinite) ? null : $"tensor '{name}' {nan}";
        double[] values = file.ReadDoubles(name);
        if (!Array.TrueForAll(values, double.IsFinite))
            return $"tensor '{name}' {nan}";
        int beyond = Array.FindIndex(values, value => !float.IsFinite((float)value));
        return beyond < 0 ? null : Invariant($"tensor '{name}' contains {values[beyond]:g3}, which float32 cannot hold, and networks ")
            + "compute in float32; scale its weights down or train it again";
    }

    private static IEnumerable<string> Differences(
        SafetensorsFile file, IReadOnlyDictionary<string, long[]> shapes, Func<string, bool>? ignored)
    {
        foreach ((string name, long[] shape) in shapes)
        {
            if (!file.Contains(name))
                yield return $"tensor '{name}' of shape {Text(shape)} is missing";
            else if (!file[name].Shape.SequenceEqual(shape))
                yield return $"tensor '{name}' has shape {Text(file[name].Shape)}; config.json asks for {Text(shape)}";
            else if (file[name].Dtype is not (Dtype.F16 or Dtype.BF16 or Dtype.F32 or Dtype.F64))
                yield return $"tensor '{name}' has type {file[name].Dtype.Name()}; weights are floating point (F16, BF16, F32 or F64)";
        }
        string all = $"; it has {Listing.Of([.. shapes.Keys])}";
        int told = 0;
        foreach (TensorEntry entry in file.Entries)
            if (!shapes.ContainsKey(entry.Name) && ignored?.Invoke(entry.Name) != true)
                yield return $"tensor '{entry.Name}' does not belong to this architecture{(told++ == 0 ? all : "")}";
    }

    private static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";
}

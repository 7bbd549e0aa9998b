using Mas.Results;
using Mas.Tensors.Safetensors;
using static TorchSharp.torch;

namespace Mas.Tensors;

/// <summary>Loads the weights of a network: exactly the wanted names and shapes, floating point, every number finite.</summary>
public static class Checkpoint
{
    /// <summary>Reads a weight file; float16 and bfloat16 are widened to float32.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="shapes">Wanted tensors.</param>
    /// <exception cref="InputException">The file is broken, or differs: every missing, extra, wrongly shaped, wrongly typed or
    /// non-finite tensor is listed.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path, IReadOnlyDictionary<string, long[]> shapes)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        List<InputError> errors = [.. Differences(file, shapes).Select(message => new InputError(message, path))];
        if (errors.Count > 0)
            throw new InputException(errors);
        var weights = shapes.Keys.ToDictionary(name => name, file.ReadFloating);
        foreach ((string name, Tensor weight) in weights)
            if (!IsFinite(weight))
                errors.Add(new InputError($"tensor '{name}' contains NaN or infinite numbers; train or export the network again", path));
        if (errors.Count == 0)
            return weights;
        foreach (Tensor weight in weights.Values)
            weight.Dispose();
        throw new InputException(errors);
    }

    private static IEnumerable<string> Differences(SafetensorsFile file, IReadOnlyDictionary<string, long[]> shapes)
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
        foreach (TensorEntry entry in file.Entries)
            if (!shapes.ContainsKey(entry.Name))
                yield return $"tensor '{entry.Name}' does not belong to this architecture; it has {string.Join(", ", shapes.Keys)}";
    }

    private static bool IsFinite(Tensor weight)
    {
        using var scope = NewDisposeScope();
        return weight.isfinite().all().item<bool>();
    }

    private static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";
}

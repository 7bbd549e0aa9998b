using Mas.Tensors.Safetensors;

namespace Mas.Networks.Pretrained;

/// <summary>The tensors of a decoder in its files. Names of older files lack the root of the family.</summary>
internal sealed class StoredWeights(WeightFiles files, string root)
{
    /// <summary>Whether the files have a tensor.</summary>
    public bool Has(string name) => Found(name) is not null;

    /// <summary>A tensor that has been checked to be there.</summary>
    public (SafetensorsFile File, TensorEntry Entry) this[string name]
    {
        get
        {
            string found = Found(name)!;
            return (files[found], files[found][found]);
        }
    }

    /// <summary>Requires the files to hold what a decoder is read from, and nothing that belongs to another network.</summary>
    /// <exception cref="InputException">Every tensor that is missing, extra, wrongly shaped or wrongly typed is listed.</exception>
    public void Require(DecoderPlan plan)
    {
        StoredPart[] parts = [.. plan.Tensors.SelectMany(tensor => tensor.Parts)];
        List<InputError> errors = [.. parts.Select(Wrong).OfType<InputError>()];
        HashSet<string?> wanted = [.. parts.Select(part => Found(part.Name))];
        var ignored = new NamePatterns(DecoderLayout.Ignored);
        errors.AddRange(files.Names.Where(name => !wanted.Contains(name) && !ignored.Match(name))
            .Select(name => new InputError($"tensor '{name}' does not belong to the network that config.json describes; "
                + "what is computed without it would be another network", files[name].Path)));
        if (errors.Count > 0)
            throw new InputException(errors);
    }

    private InputError? Wrong(StoredPart part)
    {
        string wanted = $"[{string.Join(", ", part.Shape)}]";
        if (Found(part.Name) is not string found)
            return new InputError($"tensor '{part.Name}' of shape {wanted} is missing; the download may be incomplete", files.Path);
        (SafetensorsFile file, TensorEntry entry) = this[part.Name];
        return !entry.Shape.SequenceEqual(part.Shape)
                ? new InputError($"tensor '{found}' has shape [{string.Join(", ", entry.Shape)}]; config.json asks for {wanted}", file.Path)
            : entry.Dtype is not (Dtype.F16 or Dtype.BF16 or Dtype.F32)
                ? new InputError($"tensor '{found}' has type {entry.Dtype.Name()}; wanted are F32, F16 or BF16", file.Path)
            : null;
    }

    private string? Found(string name) => files.Has(name) ? name
        : name.StartsWith(root, StringComparison.Ordinal) && files.Has(name[root.Length..]) ? name[root.Length..] : null;
}

using Mas.Alignments;
using Mas.Results.Files;
using Mas.Tensors.Safetensors;
using static TorchSharp.torch;

namespace Mas.Comparison;

/// <summary>The alignments that a run has stored, to be put into alignment functions again.</summary>
internal sealed class AlignmentFile : IDisposable
{
    private readonly SafetensorsFile _file;

    /// <param name="run">Folder of the run.</param>
    /// <exception cref="InputException">The file is missing, broken or of a format that this version does not know.</exception>
    public AlignmentFile(string run)
    {
        _file = SafetensorsFile.Open(System.IO.Path.Combine(run, AlignmentMetadata.FileName));
        string? format = _file.Metadata.GetValueOrDefault(AlignmentMetadata.FormatKey);
        if (format == AlignmentMetadata.Format)
            return;
        _file.Dispose();
        throw new InputException(
            $"the metadata say {(format is null ? "no format" : $"format '{format}'")}, and this version of mas reads '{AlignmentMetadata.Format}'; use the mas that has written the run", _file.Path);
    }

    public string Path => _file.Path;

    /// <summary>Puts what is stored into an alignment function of the same kind.</summary>
    /// <param name="alignment">To be filled.</param>
    /// <param name="entry">What the file calls a tensor of that name.</param>
    /// <returns>The first tensor that is missing or has another shape, with the shape that is wanted; null where all are there.</returns>
    /// <exception cref="InputException">A tensor is of another type, or has numbers that are not finite.</exception>
    public (string Name, long[] Shape)? Fill(AlignmentFunction alignment, Func<string, string> entry)
    {
        using var frozen = no_grad();
        foreach ((string name, Tensor tensor) in StoredAlignment.Given(alignment))
        {
            if (!Has(entry(name), tensor.shape))
                return (name, tensor.shape);
            using Tensor value = Read(entry(name));
            tensor.copy_(value);
        }
        return null;
    }

    /// <summary>The largest difference between a stored tensor and another of its shape; NaN where one has NaN.</summary>
    /// <exception cref="InputException">It is missing, of another shape or type, or has numbers that are not finite.</exception>
    public double Difference(string entry, Tensor tensor)
    {
        if (!Has(entry, tensor.shape))
            throw new InputException($"there is no '{entry}' of shape [{string.Join(", ", tensor.shape)}]; the file is not as the run has written it", Path);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return (Read(entry).to_type(ScalarType.Float64) - tensor.to_type(ScalarType.Float64)).abs().max().item<double>();
    }

    public bool Contains(string entry) => _file.Contains(entry);

    private bool Has(string entry, long[] shape) => _file.Contains(entry) && _file[entry].Shape.SequenceEqual(shape);

    private Tensor Read(string entry)
    {
        using var scope = NewDisposeScope();
        Tensor value = _file.ReadFloating(entry);
        if (!value.isfinite().all().item<bool>())
            throw new InputException($"tensor '{entry}' contains NaN or infinite numbers; the file is not as the run has written it", Path);
        return value.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}

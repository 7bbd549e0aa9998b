using Mas.Alignments;
using Mas.Tensors.Safetensors;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>The learned alignments of a run in its folder: the one reader and writer of that file.</summary>
internal sealed class AlignmentArchive : IDisposable
{
    /// <summary>Name of the file in a run's folder.</summary>
    public const string FileName = "alignments.safetensors";

    private const string FormatKey = "format", Format = "mas alignments 1";

    private readonly SafetensorsFile _file;

    /// <param name="run">Folder of the run.</param>
    /// <exception cref="InputException">The file is missing, broken or of a format that this version does not know.</exception>
    public AlignmentArchive(string run)
    {
        _file = SafetensorsFile.Open(System.IO.Path.Combine(run, FileName));
        string? format = _file.Metadata.GetValueOrDefault(FormatKey);
        if (format == Format)
            return;
        _file.Dispose();
        throw new InputException(
            $"the metadata say {(format is null ? "no format" : $"format '{format}'")}, and this version of mas reads '{Format}'; use the mas that has written the run", _file.Path);
    }

    /// <summary>Of the file.</summary>
    public string Path => _file.Path;

    /// <summary>Writes what the seeds of a run have learned, with enough about it to use it in any language.</summary>
    public static void Write(Stream stream, ComparisonContext context, IReadOnlyList<CaseResult> results) => SafetensorsWriter.Write(
        stream, [.. results.SelectMany(result => result.Seeds).SelectMany(seed => seed.Learned.Tensors).Select(one => TensorFile.ToData(one.Name, one.Tensor))],
        AlignmentMetadata.Of(context, [.. results.Select(result => result.Data.Case)]).Append(new(FormatKey, Format)).ToDictionary());

    /// <summary>What a tensor is called.</summary>
    /// <param name="prefix">Of the method and size, where a run has several.</param>
    /// <param name="seed">Alignment seed.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="name">Such as <c>factor</c>.</param>
    public static string Entry(string prefix, int seed, string network, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}seed-{seed}.{network}.{name}");

    /// <summary>What a seed has learned, made again; to be disposed of by the caller.</summary>
    /// <param name="own">The method and size.</param>
    /// <param name="prefix">Of the method and size, where the run has several.</param>
    /// <param name="seed">Alignment seed.</param>
    /// <param name="sizes">Dimensions per variable, where they were learned.</param>
    /// <exception cref="InputException">The file lacks a tensor, or holds what cannot be one of an alignment.</exception>
    public LearnedSeed Read(CaseSetup own, string prefix, int seed, IReadOnlyList<int> sizes)
    {
        var mask = own.FoundMask(sizes);
        var maps = new LearnedMaps([.. own.Widths.Select((width, k) => Blank(own, width, mask.Columns(width)))], mask);
        foreach (int k in own.Kept)
        {
            string Named(string name) => Entry(prefix, seed, own.Names[k], name);
            if (Fill(maps.Alignments[k], Named) is var (missing, shape))
                throw new InputException($"there is no '{Named(missing)}' of shape [{string.Join(", ", shape)}], which the experiment asks for; the file is not as the run has written it", Path);
        }
        return new LearnedSeed(own, prefix, seed, maps);
    }

    /// <summary>An alignment function as a seed of the run has learned it for a network, for a run that extends this one.</summary>
    /// <param name="own">The method and size of the run that extends.</param>
    /// <param name="network">Index of the network.</param>
    /// <param name="columns">Coordinates that the mask reads.</param>
    /// <param name="seed">Alignment seed.</param>
    /// <exception cref="InputException">The run has no such alignment.</exception>
    public AlignmentFunction Read(CaseSetup own, int network, int columns, int seed)
    {
        string Named(string name)
        {
            string alone = Entry("", seed, own.Names[network], name);
            return _file.Contains(alone) ? alone : $"{own.Case.Name}.{alone}";
        }

        AlignmentFunction kept = Blank(own, own.Widths[network], columns);
        if (Fill(kept, Named) is not var (missing, shape))
            return kept;
        throw new InputException(
            $"the run that is extended has no '{Entry("", seed, own.Names[network], missing)}' of shape [{string.Join(", ", shape)}]; its method, size, family, normalisation and seeds must be those of this experiment",
            Path, key: "alignment.extend");
    }

    /// <summary>The largest difference between a stored tensor and another of its shape; NaN where one has NaN.</summary>
    /// <exception cref="InputException">It is missing, of another shape or type, or has numbers that are not finite.</exception>
    public double Difference(string entry, Tensor tensor)
    {
        if (!Has(entry, tensor.shape))
            throw new InputException($"there is no '{entry}' of shape [{string.Join(", ", tensor.shape)}]; the file is not as the run has written it", Path);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return (Device.Of(tensor).Exact.Copy(Read(entry)) - tensor.to_type(ScalarType.Float64)).abs().max().item<double>();
    }

    // An alignment function that does nothing yet.
    private static AlignmentFunction Blank(CaseSetup own, int width, int columns)
    {
        using var scope = NewDisposeScope();
        AlignmentDesign design = own.Design;
        Tensor? start = !AlignmentFactory.HasOrthogonalBase(design) ? null
            : own.Device.Exact.Eye(width, AlignmentFactory.HasThinBase(design, width) ? columns : width);
        return AlignmentFactory.Create(design, width, columns, start, own.Device.Zeros(1, width), seed: 0);
    }

    // The first tensor that is missing or has another shape, with the shape that is wanted; null where all are there.
    private (string Name, long[] Shape)? Fill(AlignmentFunction alignment, Func<string, string> entry)
    {
        using var frozen = no_grad();
        foreach ((string name, Tensor tensor) in LearnedSeed.Given(alignment))
        {
            if (!Has(entry(name), tensor.shape))
                return (name, tensor.shape);
            using Tensor value = Read(entry(name));
            tensor.copy_(value);
        }
        return null;
    }

    private bool Has(string entry, long[] shape) => _file.Contains(entry) && _file[entry].Shape.SequenceEqual(shape);

    private Tensor Read(string entry)
    {
        using var scope = NewDisposeScope();
        Tensor value = _file.ReadFloating(entry);
        if (!value.isfinite().all().item<bool>())
            throw new InputException($"tensor '{entry}' contains NaN or infinite numbers; the file is not as the run has written it", Path);
        return value.MoveToOuterDisposeScope();
    }

    public void Dispose() => _file.Dispose();
}

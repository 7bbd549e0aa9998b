using Mas.Alignments;
using Mas.Experiments;
using Mas.Tensors.Safetensors;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>The learned alignments of a run in its folder: the one reader and writer of that file.</summary>
internal sealed class AlignmentArchive : IDisposable
{
    /// <summary>Name of the file in a run's folder.</summary>
    public const string FileName = "alignments.safetensors";

    private const string FormatKey = "format", Format = "mas alignments 1", Changed = "the file is not as the run has written it";

    private readonly SafetensorsFile _file;

    /// <exception cref="InputException">The file is missing, broken or of a format that this version does not know.</exception>
    public AlignmentArchive(string runFolder)
    {
        _file = SafetensorsFile.Open(System.IO.Path.Combine(runFolder, FileName));
        string? format = _file.Metadata.GetValueOrDefault(FormatKey);
        if (format == Format)
            return;
        _file.Dispose();
        string found = format is null ? "no format" : $"format '{format}'";
        throw new InputException(
            $"the metadata say {found}, and this version of mas reads '{Format}'; use the mas that has written the run", _file.Path);
    }

    public string Path => _file.Path;

    /// <summary>Writes what the seeds of a run have learned, with enough about it to use it in any language.</summary>
    public static void Write(Stream stream, ComparisonContext context, IReadOnlyList<CaseResult> results) => Write(
        stream, [.. results.SelectMany(result => result.Seeds).Select(seed => seed.Learned)],
        Metadata(context.Experiment, [.. context.Data.Networks.Select(network => network.Site.Name)],
            [.. results.Select(result => result.Data.Case)]));

    /// <summary>The same of given metadata.</summary>
    public static void Write(Stream stream, IReadOnlyList<LearnedSeed> learned, IReadOnlyDictionary<string, string> metadata) =>
        SafetensorsWriter.Write(
            stream, [.. learned.SelectMany(seed => seed.Tensors).Select(one => TensorFile.ToData(one.Name, one.Tensor))], metadata);

    /// <summary>Writes the archive of a run that aligns nothing.</summary>
    public static void WriteEmpty(Stream stream) =>
        SafetensorsWriter.Write(stream, [], new Dictionary<string, string> { [FormatKey] = Format });

    /// <summary>What a tensor is called.</summary>
    /// <param name="prefix">Of the method and size, where a run has several.</param>
    /// <param name="name">Such as <c>factor</c>.</param>
    public static string Entry(string prefix, int seed, string network, string name) => Invariant($"{prefix}seed-{seed}.{network}.{name}");

    /// <summary>What a seed has learned, made again; to be disposed of by the caller.</summary>
    /// <param name="prefix">Of the method and size, where the run has several.</param>
    /// <param name="sizes">Dimensions per variable, where they were learned.</param>
    /// <exception cref="InputException">The file lacks a tensor, or holds what cannot be one of an alignment.</exception>
    public LearnedSeed Read(CaseSetup setup, string prefix, int seed, IReadOnlyList<int> sizes)
    {
        var mask = setup.FoundMask(sizes);
        return Read(setup.Names, setup.Kept, prefix, seed, new LearnedMaps(
            [.. setup.Widths.Select((width, k) => Blank(setup.Design, setup.Device, width, mask.Columns(width)))], mask));
    }

    /// <summary>The same of maps that are at hand.</summary>
    /// <param name="names">[networks]</param>
    /// <param name="kept">Networks whose alignments are kept.</param>
    /// <param name="blank">Of the shapes that are wanted; owned from here on, and filled.</param>
    /// <exception cref="InputException">The file lacks a tensor, or holds what cannot be one of an alignment.</exception>
    public LearnedSeed Read(IReadOnlyList<string> names, IReadOnlyList<int> kept, string prefix, int seed, LearnedMaps blank)
    {
        foreach (int k in kept)
        {
            string Named(string name) => Entry(prefix, seed, names[k], name);
            if (Fill(blank.Alignments[k], Named) is var (missing, shape))
                throw new InputException($"there is no {Wanted(Named(missing), shape)}, which the experiment asks for; {Changed}", Path);
        }
        return new LearnedSeed(names, kept, prefix, seed, blank);
    }

    /// <summary>An alignment function as a seed of the run has learned it for a network, for a run that extends this one.</summary>
    /// <param name="setup">The method and size of the run that extends.</param>
    /// <exception cref="InputException">The run has no such alignment.</exception>
    public AlignmentFunction Read(CaseSetup setup, int network, int columns, int seed)
    {
        string Named(string name)
        {
            string alone = Entry("", seed, setup.Names[network], name);
            return _file.Contains(alone) ? alone : $"{setup.Case.Name}.{alone}";
        }

        AlignmentFunction kept = Blank(setup.Design, setup.Device, setup.Widths[network], columns);
        if (Fill(kept, Named) is not var (missing, shape))
            return kept;
        string wanted = Wanted(Entry("", seed, setup.Names[network], missing), shape);
        throw new InputException(
            $"the run that is extended has no {wanted}; its method, size, family, normalisation and seeds must be those of this experiment",
            Path, key: "alignment.extend");
    }

    /// <summary>Whether there is a tensor of this name.</summary>
    public bool Has(string entry) => _file.Contains(entry);

    /// <summary>The largest difference between a stored tensor and another of its shape; NaN where one has NaN.</summary>
    /// <exception cref="InputException">It is missing, of another shape or type, or has numbers that are not finite.</exception>
    public double Difference(string entry, Tensor tensor)
    {
        if (!Has(entry, tensor.shape))
            throw new InputException($"there is no {Wanted(entry, tensor.shape)}; {Changed}", Path);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return (Device.Of(tensor).Exact.Copy(Read(entry)) - tensor.to_type(ScalarType.Float64)).abs().max().item<double>();
    }

    /// <summary>An alignment function that does nothing yet, to be filled.</summary>
    /// <param name="columns">Coordinates that the mask reads.</param>
    public static AlignmentFunction Blank(AlignmentDesign design, Device device, int width, int columns)
    {
        using var scope = NewDisposeScope();
        Tensor? start = !AlignmentFactory.HasOrthogonalBase(design) ? null
            : device.Exact.Eye(width, AlignmentFactory.HasThinBase(design, width) ? columns : width);
        return AlignmentFactory.Create(design, width, columns, start, device.Zeros(1, width), seed: 0);
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

    private static string Wanted(string entry, long[] shape) => $"'{entry}' of shape [{string.Join(", ", shape)}]";

    private Tensor Read(string entry)
    {
        using var scope = NewDisposeScope();
        Tensor value = _file.ReadFloating(entry);
        if (!value.isfinite().all().item<bool>())
            throw new InputException($"tensor '{entry}' contains NaN or infinite numbers; {Changed}", Path);
        return value.MoveToOuterDisposeScope();
    }

    /// <summary>What an archive says of itself.</summary>
    /// <param name="sites">[networks]</param>
    public static Dictionary<string, string> Metadata(
        Experiment experiment, IReadOnlyList<string> sites, IReadOnlyList<AlignmentCase> cases)
    {
        AlignmentOptions alignment = experiment.Alignment;
        return new()
        {
            ["run"] = experiment.Name,
            ["method"] = string.Join(',', cases.Select(variant => variant.Method.Name).Distinct()),
            ["family"] = alignment.Design.Family.Word(),
            ["parametrisation"] = alignment.Design.Parametrisation.Word(),
            ["start"] = alignment.Start.Word(),
            ["variable"] = string.Join(',', alignment.Variables.Select(variable => variable.Label)),
            ["size"] = string.Join(',', cases.Select(variant => string.Join('+', variant.Sizes)).Distinct()),
            ["seeds"] = string.Join(',', alignment.Seeds),
            ["networks"] = string.Join(',', experiment.Networks.Select(network => network.Name)),
            ["sites"] = string.Join(',', sites),
            ["normalise"] = alignment.Design.Normalise.Word(),
            ["nonlinearity"] = alignment.Design.Nonlinearity.Word(),
            ["use"] = Use(alignment.Design),
            ["tensors"] = $"{(cases.Count > 1 ? "<method>-<size>." : "")}seed-<seed>.<network>.<name>: of an orthogonal family factor "
                + "[width, size] and, but for stiefel, matrix [width, width]; of any family its parameters and constants, "
                + "such as base [width, width] and parameter [width, size]",
            [FormatKey] = Format,
        };
    }

    private static string Use(AlignmentDesign design) => design switch
    {
        { Family: AlignmentFamily.Orthogonal, Normalise: Normalise.None } =>
            "latents are rows: z = h @ matrix, h = z @ matrix.T; factor = matrix[:, :size]; "
            + "the intervention is h_target + (h_source @ factor_source - h_target @ factor_target) @ factor_target.T",
        { Family: AlignmentFamily.Orthogonal, Nonlinearity: Nonlinearity.Identity } =>
            "latents are rows: x = (h - mean) / deviation, z = x @ matrix, x = z @ matrix.T, h = x * deviation + mean; "
            + "factor = matrix[:, :size]",
        _ => "latents are rows; docs/reference/experiment-file.md names the families, and the documentation of each alignment "
            + "function gives its formula from the parameters and constants that stand here",
    };

    public void Dispose() => _file.Dispose();
}

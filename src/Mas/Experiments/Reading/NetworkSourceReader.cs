using Mas.Experiments.Yaml;
using Mas.Kernels;
using Mas.Networks;
using Mas.Networks.Bridged;
using Mas.Networks.Copies;
using Mas.Networks.Folders;
using Mas.Networks.Matrices;
using Mas.Networks.Pretrained;
using Mas.Networks.Recordings;
using Mas.NetworkTraining;
using Mas.Tasks;

namespace Mas.Experiments.Reading;

/// <summary>Reads where one network comes from.</summary>
internal static class NetworkSourceReader
{
    /// <summary>Trials that a copy may be recorded for.</summary>
    public const int MostTrials = 1_000_000;

    public const int LargestWidth = 16_384, MostLayers = 256;
    private const string PathKey = "path", ConfigKey = "config";

    private static readonly string[] s_observed = ["noise", "poisson", "units", "trials"];
    private static readonly string[] s_changes = ["permute", "oblique", "null_units", "bits", .. s_observed];

    /// <summary>What can be trained here.</summary>
    public static IReadOnlyList<string> Architectures { get; } =
        [.. KnownFormats.Trainable.Select(one => one.Name), DecoderToTrain.Architecture];

    /// <summary>Condition numbers that a copy's coordinates may have.</summary>
    public static Bounds Conditions { get; } = new(1, 1e6);

    /// <summary>Signal-to-noise ratios that a copy may be recorded with.</summary>
    public static Bounds Ratios { get; } = new(1e-6, 1e6);

    /// <summary>Mean numbers of spikes that a copy may be recorded with.</summary>
    public static Bounds Rates { get; } = new(1e-3, 1e3);

    /// <summary>Keys of which a network has one.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        PathKey, NetworkToTrain.FileKey, PythonNetwork.FileKey, RecordingSource.FileKey, MatrixSource.FileKey, CopiedNetwork.FileKey,
    ];

    /// <summary>Keys that belong to one of these sources.</summary>
    public static IReadOnlyList<string> SourceKeys { get; } =
        [.. Keys, ConfigKey, PretrainedNetwork.AdapterKey, PretrainedNetwork.TypeKey, PythonNetwork.CheckpointKey];

    /// <summary>The source that one of the keys names; null where it is wrong.</summary>
    /// <param name="key">One of <see cref="Keys"/>.</param>
    /// <param name="folder">What paths are relative to.</param>
    /// <param name="recordings">Reads files of recorded activity.</param>
    public static NetworkSource? Read(Section section, string key, int index, string folder, RecordingReading recordings) => key switch
    {
        RecordingSource.FileKey => section.Sub(key, recordings.Read),
        PathKey => section.Value(section.Take(key)!, key).Path() is string written
            ? ReadFolder(section, written, Path.GetFullPath(written, folder), folder) : null,
        PythonNetwork.FileKey => section.Value(section.Take(key)!, key).Path() is string written
            ? new PythonNetwork(written, Path.GetFullPath(written, folder))
            {
                Checkpoint = ReadBeside(section, PythonNetwork.CheckpointKey, folder),
            }
            : null,
        MatrixSource.FileKey => section.Sub(key, rdm => MatrixReading.Read(rdm, folder)),
        NetworkToTrain.FileKey => section.Sub(key, train => ReadTrain(train, index, folder)) switch
        {
            DecoderToTrain decoder => decoder with { Type = section.Word(PretrainedNetwork.TypeKey, ComputedIn.Auto) },
            var other => other,
        },
        _ => null, // of a copy when all networks are read
    };

    // What it is follows from its config.json.
    private static NetworkSource ReadFolder(Section section, string path, string fullPath, string folder)
    {
        if (PretrainedNetwork.Is(fullPath))
        {
            return new PretrainedNetwork(path, fullPath)
            {
                Adapter = ReadBeside(section, PretrainedNetwork.AdapterKey, folder),
                Type = section.Word(PretrainedNetwork.TypeKey, ComputedIn.Auto),
            };
        }
        foreach (string key in (string[])[PretrainedNetwork.AdapterKey, PretrainedNetwork.TypeKey])
            if (section.Take(key) is { } needless && Directory.Exists(fullPath)) // a folder that is missing is told by itself
                section.Fail(needless, key,
                    $"this key belongs to a language model, a Hugging Face folder, and {path} is none; leave it out");
        return new SavedNetwork(path, fullPath) { Config = ReadBeside(section, ConfigKey, folder) };
    }

    // A file that belongs to the source.
    private static (string Path, string FullPath)? ReadBeside(Section section, string key, string folder) =>
        section.Take(key) is { } node && section.Value(node, key).Path() is string written
            ? (written, Path.GetFullPath(written, folder)) : null;

    // Networks that say nothing get different seeds: two copies of one network would be compared otherwise.
    private static NetworkSource? ReadTrain(Section section, int index, string folder)
    {
        string? architecture = section.Require("architecture", "an architecture, such as gru") is { } node
            ? section.Word(node, "architecture", Architectures) : null;
        int? width = section.OptionalWhole("width", 1, LargestWidth), layers = section.OptionalWhole("layers", 1, MostLayers);
        int? heads = section.OptionalWhole("heads", 1, LargestWidth), steps = section.OptionalWhole("steps", 0);
        int seed = section.Whole("seed", index + 1, 0);
        if (architecture == DecoderToTrain.Architecture)
            return DecoderReading.Read(section, folder) is not { } design ? null : DecoderReading.Checked(section, design with
            {
                Width = width ?? design.Width,
                Layers = layers ?? design.Layers,
                Heads = heads ?? design.Heads,
                Seed = seed,
                Steps = steps ?? design.Steps,
            });
        DecoderReading.Refuse(section, architecture);
        if (architecture is null)
            return null;
        NetworkToTrain network = new(architecture, width, layers, seed, steps) { Heads = heads };
        foreach (InputError error in network.Errors)
            section.Fail(error.Key!, error.Message);
        return network;
    }

    /// <summary>What is written of a copy; null where it is wrong.</summary>
    public static ReadCopy? ReadCopy(Section section, int index, string folder, RecordingReading recordings)
    {
        NetworkSource? source = null;
        string? of = section.Require("of", "the name of the network that is copied, or a source, such as { path: FOLDER }") switch
        {
            null => null,
            YamlMap => (source = section.Sub("of", inline => ReadInline(inline, index, folder, recordings)))?.Key,
            { } node => section.Value(node, "of").Text(),
        };
        int? permute = section.OptionalWhole("permute", 0), nullUnits = section.OptionalWhole("null_units", 1, LargestWidth);
        double? oblique = section.OptionalReal("oblique", Conditions);
        int? bits = section.OptionalWhole("bits", RoundedNumbers.Bits.Min(), RoundedNumbers.Bits.Max());
        if (bits is int wanted && !RoundedNumbers.Bits.Contains(wanted))
            section.Fail("bits", Invariant($"weights are rounded to 8 or to 4 bits, and {wanted} is neither"));
        Observation? observation = ReadObservation(section);
        if (of is not null && s_changes.All(key => section.Take(key) is null))
            section.Fail(null, "permute", "nothing is changed in the copy; wanted is permute, a seed for the order of its units, "
                + "oblique, the condition number of other coordinates, null_units, a number of units more, bits, 8 or 4 for its weights, "
                + "or for a copy that is only recorded one of noise, poisson, units and trials");
        return of is null ? null : new ReadCopy(of, source, (ulong?)permute, oblique, nullUnits ?? 0, observation)
        {
            Bits = bits,
        };
    }

    // Of a network that is in the comparison only as its copy.
    private static NetworkSource? ReadInline(Section section, int index, string folder, RecordingReading recordings)
    {
        string[] keys = [.. Keys.Where(key => key != CopiedNetwork.FileKey)];
        string[] written = [.. keys.Where(key => section.Take(key) is not null)];
        if (written.Length == 1)
            return Read(section, written[0], index, folder, recordings);
        string found = written.Length == 0 ? "none" : Listed.Of(written);
        section.Fail(null, keys[0], $"one of {string.Join(", ", keys)} is wanted, found {found}");
        return null;
    }

    private static Observation? ReadObservation(Section section)
    {
        double? noise = section.OptionalReal("noise", Ratios), poisson = section.OptionalReal("poisson", Rates);
        double? units = section.OptionalReal("units", Bounds.Positive);
        int? trials = section.OptionalWhole("trials", TrialsOfTask.Fewest, MostTrials);
        if (Array.TrueForAll(s_observed, key => section.Take(key) is null))
            return section.Take("seed") is { } node ? section.Refuse<Observation>(node, "seed", "nothing of this copy is drawn; the seed "
                + "belongs to noise, poisson, units and trials, and that of another order of units is permute") : null;
        return new Observation(units, noise, poisson, trials, (ulong)section.Whole("seed", 1, 0));
    }
}

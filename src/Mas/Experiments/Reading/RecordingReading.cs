using Mas.Experiments.Yaml;
using Mas.Networks.Recordings;

namespace Mas.Experiments.Reading;

/// <summary>Reads the key <c>recording</c> of a network, and the file that it names.</summary>
/// <param name="folder">What paths are relative to.</param>
internal sealed class RecordingReading(string folder)
{
    private const string ActivityKey = "activity", SpikesKey = "spikes", TrialsKey = "trials", UnitsKey = "units";

    /// <summary>What the dimensions of an array may be.</summary>
    public static IReadOnlyList<string> Axes { get; } = ["trial", "time", "unit"];

    /// <summary>Seconds around an event.</summary>
    public static Bounds Seconds { get; } = new(-1e6, 1e6);

    // An experiment is read in its full and its small form, and the file once.
    private readonly Dictionary<RecordingOptions, Recording?> _read = [];

    /// <summary>The recording; null with errors reported.</summary>
    public RecordingSource? Read(Section section)
    {
        string? file = section.Require("file", "a file with recorded activity") is { } node ? section.Value(node, "file").Path() : null;
        string? activity = section.Take(ActivityKey) is { } name ? section.Value(name, ActivityKey).Text() : null;
        SpikeBins? spikes = section.Take(SpikesKey) is null ? null : section.Sub(SpikesKey, ReadSpikes);
        (ValueList<TrialVariable>? trials, string? table) = ReadTrials(section);
        string[]? axes = section.Words("axes", Axes);
        RecordingOptions options = new(file ?? "")
        {
            Activity = activity,
            Axes = axes is null ? null : [.. axes],
            Spikes = spikes,
            Trials = trials,
            TrialsFile = table,
            Transform = section.Word("transform", ActivityTransform.None),
            Units = ReadUnits(section),
        };
        return file is null || section.Errors.Any || Open(section, options) is not Recording recording
            ? null : new RecordingSource(options, folder, recording);
    }

    private Recording? Open(Section section, RecordingOptions options)
    {
        if (_read.TryGetValue(options, out Recording? read))
            return read;
        try
        {
            return _read[options] = RecordingReader.Read(options, folder);
        }
        catch (InputException error)
        {
            foreach (InputError one in error.Errors)
                if (one.Key is string key)
                    section.Fail(null, key, one.File is string file ? $"{Path.GetFileName(file)}: {one.Message}" : one.Message);
                else
                    section.Errors.Add([one with { File = one.File ?? Path.Combine(folder, options.File) }]);
            return _read[options] = null;
        }
    }

    private static SpikeBins? ReadSpikes(Section section)
    {
        double? bin = section.Require("bin", "the width of a bin in seconds") is { } node
            ? section.Value(node, "bin").Real(Bounds.AboveNothing) : null;
        double from = section.Real("from", 0, Seconds);
        double? to = section.OptionalReal("to", Seconds);
        string? align = section.Take("align") is { } column ? section.Value(column, "align").Text() : SpikeBins.Start;
        return bin is double width && align is not null ? new SpikeBins(width) { From = from, To = to, Align = align } : null;
    }

    private static (ValueList<TrialVariable>?, string?) ReadTrials(Section section)
    {
        if (section.Take(TrialsKey) is not { } node)
            return (null, null);
        if (node is not YamlMap { Entries: var entries })
        {
            section.Fail(node, TrialsKey, $"a map from variables to arrays or columns is wanted, or 'file: TABLE.csv', found "
                + node.Description);
            return (null, null);
        }
        Section map = section.Sub(TrialsKey);
        string? Named(YamlEntry entry) => map.Take(entry.Key) is { } value ? map.Value(value, entry.Key).Text() : null;
        if (entries is [{ Key: "file" } only] && Named(only) is string table)
            return (null, table);
        var found = new List<TrialVariable>();
        foreach (YamlEntry entry in entries)
            if (Named(entry) is string path)
                found.Add(new(entry.Key, path));
        return ([.. found], null);
    }

    private static UnitFilter? ReadUnits(Section section)
    {
        if (section.Take(UnitsKey) is not { } node)
            return null;
        if (node is YamlList list)
            return new UnitFilter([.. list.Items.Select((item, i) => Unit(section, item, i)).OfType<string>()], []);
        try
        {
            return section.Value(node, UnitsKey).Text() is string text ? UnitFilter.Parse(text) : null;
        }
        catch (InputException error)
        {
            return section.Refuse<UnitFilter>(node, UnitsKey, error.Errors[0].Message);
        }
    }

    // Units are named, or numbered from 0.
    private static string? Unit(Section section, YamlNode item, int place) =>
        item is YamlScalar { AsNumber: not null } number ? number.Text : section.Value(item, Dotted.Join(UnitsKey, place)).Text();
}

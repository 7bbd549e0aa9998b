using System.Buffers.Binary;
using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Safetensors;
using Mas.Tensors.Safetensors;

namespace Mas.Networks.Recordings;

/// <summary>A safetensors file: what <c>mas latents</c> wrote, of which a network is named, or tensors like those of any file of
/// arrays.</summary>
internal sealed class SafetensorsRecordingFile : RecordingFile
{
    private const int LengthField = 8;

    private readonly SafetensorsFile _file;
    private readonly ArrayRecordingFile _arrays;
    private readonly string[] _networks;
    private LatentTrials? _latents; // of the network that was read

    private SafetensorsRecordingFile(OpenedFile file, SafetensorsFile tensors)
    {
        _file = tensors;
        _arrays = new(file, Word, [.. tensors.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => new SafetensorsArray(tensors, entry, file.Limit))], []);
        _networks = LatentTrials.NamesIn(Arrays.All);
    }

    private static string Word => "safetensors";

    public override string Path => _arrays.Path;

    public override string Format => _arrays.Format;

    public override ArrayList Arrays => _arrays.Arrays;

    /// <summary>Whether these first bytes are the length of a header, and the header's first letter.</summary>
    public static bool Is(ReadOnlySpan<byte> start) => start.Length > LengthField && start[LengthField] == '{'
        && BinaryPrimitives.ReadUInt64LittleEndian(start) <= SafetensorsHeader.MaximumLength;

    /// <exception cref="InputException">It is broken or has no tensors.</exception>
    public static SafetensorsRecordingFile Open(OpenedFile file)
    {
        SafetensorsFile tensors = SafetensorsFile.Open(file.Path);
        if (tensors.Entries.Count > 0)
            return new(file, tensors);
        tensors.Dispose();
        throw new InputException("the safetensors file has no tensors", file.Path);
    }

    public override ActivityBlock ReadActivity(RecordingOptions options, List<string> notices)
    {
        if (options.Spikes is not null || Network(options) is not string network)
            return _arrays.ReadActivity(options, notices);
        if (options.Axes is not null)
            throw new InputException($"axes are given, and the latents of {network} have none to name: their sequences are the trials",
                Path, key: "axes");
        _latents = LatentTrials.Of(network, Arrays.All);
        if (_latents.Left > 0)
            notices.Add($"{Listed.Count(_latents.Left, "sequence")} of {network} without a position to be read "
                + $"{(_latents.Left == 1 ? "is" : "are")} left out");
        return new(_latents.Offsets, _latents.Read(), ActivityBlock.Numbered(_latents.Units));
    }

    public override IReadOnlyList<RecordedVariable> ReadVariables(
        RecordingOptions options, ActivityBlock block, List<string> notices)
    {
        if (_latents is null)
            return _arrays.ReadVariables(options, block, notices);
        if (options.Trials is not null)
            return [.. options.Trials.Select(variable => Checked(_latents.Column(variable.Path, variable.Name), _latents))];
        Column[] all = [.. _latents.Variables.Select(name => _latents.Column(name, name))];
        foreach (Column column in all)
            if (column.NotFinite is int bin)
                notices.Add($"variable '{column.Name}' has no value in {_latents.Place(bin)} and is left out");
        return [.. all.Where(column => column.NotFinite is null).Select(column => VariableReading.Of(column, isPerBin: true))];
    }

    public override Column ReadUnits(string name) => _arrays.ReadUnits(name);

    public override string ActivityName(RecordingOptions options) =>
        Network(options) is string network ? $"the activity of {network}" : _arrays.ActivityName(options);

    public override IReadOnlyList<string> TrialNames(ActivityBlock block) =>
        _latents is null ? base.TrialNames(block) : [.. _latents.Numbers.Select(number => Invariant($"{number}"))];

    public override RecordingContent Describe()
    {
        if (_networks.Length == 0)
            return _arrays.Describe();
        LatentTrials latents = LatentTrials.Of(_networks[0], Arrays.All);
        List<string> notices = [];
        if (_networks.Length > 1)
            notices.Add($"the file has the latents of {Listing.Of(_networks)}; activity: NAME says which are read");
        IReadOnlyList<VariableContent> variables = VariableContent.All(
            latents.Variables.Select<string, Func<Column>>(name => () => latents.Column(name, name)), notices);
        return new(Format, [.. Arrays.All.Select(ArrayContent.Of)], variables, notices)
        {
            Activity = latents.Name,
            Trials = latents.Numbers.Length,
            Times = Enumerable.Range(0, latents.Numbers.Length).Max(trial => latents.Offsets[trial + 1] - latents.Offsets[trial]),
            Units = latents.Units,
        };
    }

    public override void Dispose()
    {
        _file.Dispose();
        _arrays.Dispose();
    }

    private RecordedVariable Checked(Column column, LatentTrials latents) => column.NotFinite is int bin
        ? throw VariableReading.NotFinite(column, bin, latents.Place(bin), Path) : VariableReading.Of(column, isPerBin: true);

    // The network that is meant; null where an array is.
    private string? Network(RecordingOptions options)
    {
        if (options.Activity is not string name)
            return _networks.Length < 2 ? _networks.SingleOrDefault() : throw new InputException(
                $"the file has the latents of {Listing.Of(_networks)}, and none is named; give activity: NAME of one", Path,
                key: "activity");
        if (_networks.Contains(name))
            return name;
        return _networks.Length == 0 || Arrays.Has(name) ? null : throw new InputException(
            $"the file has no latents of '{name}'{ArrayList.Advice(name, _networks)}", Path, key: "activity");
    }
}

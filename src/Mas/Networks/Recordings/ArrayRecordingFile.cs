using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings;

/// <summary>A file that is a list of arrays and says nothing of trials or units.</summary>
internal sealed class ArrayRecordingFile(OpenedFile file, string format, IReadOnlyList<StoredArray> arrays, IReadOnlyList<string> notices)
    : RecordingFile
{
    public override string Path => file.Path;

    public override string Format => format;

    public override ArrayList Arrays { get; } = new(file.Path, arrays);

    public override ActivityBlock ReadActivity(RecordingOptions options, List<string> notices) => options.Spikes is null
        ? ArrayActivity.Read(Asked(options), options.Axes)
        : throw new InputException($"spikes are asked for, and this file is {format}; spike times are read from NWB files, with their "
            + "table of units; give activity: NAME of an array", Path, key: "spikes");

    public override IReadOnlyList<RecordedVariable> ReadVariables(
        RecordingOptions options, ActivityBlock block, List<string> notices) => [.. (options.Trials ?? [])
            .Select(variable => VariableReading.OfArray(Arrays.Find(variable.Path), variable.Name, block.Offsets))];

    public override Column ReadUnits(string name) => Column.Read(Arrays.Find(name), name);

    public override string ActivityName(RecordingOptions options) => $"array '{Asked(options).Name}'";

    public override RecordingContent Describe()
    {
        ArrayContent[] all = [.. arrays.Select(ArrayContent.Of)];
        StoredArray? activity = Likely();
        if (activity is null)
            return new(format, all, [], notices);
        long trials = activity.Shape[0], times = activity.Shape[1];
        List<string> told = [.. notices];
        IReadOnlyList<VariableContent> variables = VariableContent.All(arrays
            .Where(array => array != activity && IsVariable(array, trials, times))
            .Select<StoredArray, Func<Column>>(array => () => Column.Read(array, array.Name)), told);
        return new(format, all, variables, told)
        {
            Activity = activity.Name,
            Trials = (int)trials,
            Times = (int)times,
            Units = (int)activity.Shape[2],
        };
    }

    public override void Dispose() => file.Dispose();

    private StoredArray Asked(RecordingOptions options) => options.Activity is string name ? Arrays.Find(name)
        : Arrays.All.Count == 1 ? Arrays.All[0]
        : throw new InputException($"the file has {Listed.Count(arrays.Count, "array")}, and none is named; give activity: NAME, one of "
            + Listing.Of([.. arrays.Select(array => array.Name)]), Path, key: "activity");

    // The largest array of three dimensions; the first of several.
    private StoredArray? Likely() => arrays.Where(array => array.Shape.Length == 3 && array.Kind is ValueKind.Whole or ValueKind.Number
        && Array.TrueForAll(array.Shape, size => size is > 0 and <= int.MaxValue)).MaxBy(array => array.Count);

    private static bool IsVariable(StoredArray array, long trials, long times) => array.Count == trials * times
        ? array.Shape is [long first, long second] && first == trials && second == times
        : array.Count == trials && trials > 1 && array.Shape.Count(size => size != 1) == 1;
}

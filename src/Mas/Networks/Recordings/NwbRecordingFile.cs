using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Hdf5;
using Mas.Networks.Recordings.Nwb;

namespace Mas.Networks.Recordings;

/// <summary>An NWB 2 file, read by what is in it: a table of units with spike times, a table of trials, series of samples.</summary>
internal sealed class NwbRecordingFile(OpenedFile file, H5Tree tree) : RecordingFile
{
    public override string Path => file.Path;

    public override string Format => tree.Find("")?.Text("nwb_version") is string version ? $"NWB {version}" : "NWB";

    public override ArrayList Arrays { get; } = new(file.Path, tree.Arrays);

    /// <summary>Whether the file is one: it says so, or has one of the tables.</summary>
    public static bool Is(H5Tree tree) => tree.Find("")?.Text("nwb_version") is not null || NwbUnits.Are(tree) || NwbTrials.Are(tree);

    public override ActivityBlock ReadActivity(RecordingOptions options, List<string> notices)
    {
        notices.AddRange(tree.Notices);
        if (options.Spikes is SpikeBins bins)
            return options.Activity is null ? Spikes(bins, notices)
                : throw new InputException("activity and spikes are both given; give one of them", Path, key: "activity");
        if (options.Activity is not string name)
            throw new InputException("which activity is meant cannot be told; give spikes: { bin: SECONDS }, or activity: PATH of a series "
                + $"or an array{Known()}", Path, key: "activity");
        if (NwbSeries.Find(tree, name) is NwbSeries series)
            return SeriesActivity.Read(series, NwbTrials.Read(tree), options.Axes, Path);
        return ArrayActivity.Read(Arrays.Find(name), options.Axes);
    }

    public override IReadOnlyList<RecordedVariable> ReadVariables(
        RecordingOptions options, ActivityBlock block, List<string> notices)
    {
        NwbTable? trials = NwbTable.Find(tree, NwbTrials.Path, NwbTrials.Start);
        if (options.Trials is not null)
            return [.. options.Trials.Select(variable => TrialColumn(trials, variable, block) is Column column ? Checked(column)
                : VariableReading.OfArray(ArrayOf(variable, trials), variable.Name, block.Offsets))];
        if (trials is null || trials.Rows != block.Trials)
            return [];
        Column[] all = [.. trials.Names.Where(name => name is not (NwbTrials.Start or NwbTrials.Stop or NwbTrials.Id))
            .Select(trials.Column)];
        foreach (Column column in all.Where(column => column.NotFinite is not null))
            notices.Add($"column '{column.Name}' of the trials is {FiniteActivity.Word(column.Numbers[column.NotFinite!.Value])} in trial "
                + $"{column.NotFinite} and is left out");
        return [.. all.Where(column => column.NotFinite is null).Select(column => VariableReading.Of(column, isPerBin: false))];
    }

    public override Column ReadUnits(string name) => tree.Array($"{NwbUnits.Path}/{name}") is H5Array array ? Column.Read(array, name)
        : Column.Read(Arrays.Find(name), name);

    public override string ActivityName(RecordingOptions options) =>
        options.Activity is null ? "the count of spikes" : $"series or array '{options.Activity}'";

    public override RecordingContent Describe() => NwbContent.Of(Format, tree);

    public override void Dispose() => file.Dispose();

    private ActivityBlock Spikes(SpikeBins bins, List<string> notices)
    {
        NwbUnits units = NwbUnits.Read(tree);
        NwbTrials trials = NwbTrials.Read(tree);
        if (SpikeFaults.Wrong(units, trials) is string wrong)
            throw new InputException(wrong, Path);
        notices.AddRange(SpikeFaults.Odd(units, trials));
        double[] events = bins.Align == SpikeBins.Start ? trials.Starts : trials.Events(bins.Align, tree.File);
        return SpikeBinning.Count(units, trials, events, bins, file);
    }

    // Null for what is no column of the table of trials.
    private static Column? TrialColumn(NwbTable? trials, TrialVariable variable, ActivityBlock block)
    {
        string name = variable.Path.Trim('/');
        name = name.StartsWith($"{NwbTrials.Path}/", StringComparison.Ordinal) ? name[(NwbTrials.Path.Length + 1)..] : name;
        return trials is not null && trials.Rows == block.Trials && trials.Has(name)
            ? trials.Column(name) with { Name = variable.Name } : null;
    }

    // A name without a path is meant for a column of the trials.
    private StoredArray ArrayOf(TrialVariable variable, NwbTable? trials) => trials is null || variable.Path.Contains('/')
        || Arrays.Knows(variable.Path) ? Arrays.Find(variable.Path) : throw new InputException(
            $"the table of trials has no column '{variable.Path}'{ArrayList.Advice(variable.Path, [.. trials.Names])}", Path,
            key: "trials");

    private RecordedVariable Checked(Column column) => column.NotFinite is int row
        ? throw VariableReading.NotFinite(column, row, $"trial {row}", Path) : VariableReading.Of(column, isPerBin: false);

    private string Known() => NwbSeries.All(tree).Select(series => series.Path).ToArray() is { Length: > 0 } known
        ? $"; the series are {Listing.Of(known)}" : "";
}

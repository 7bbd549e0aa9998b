using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings;

/// <summary>From the entry of an experiment to a recording in memory.</summary>
internal static class RecordingReader
{
    /// <param name="folder">That paths are relative to.</param>
    /// <param name="limit">Null for the usual one.</param>
    /// <exception cref="InputException">Something is missing, broken, too large or not finite.</exception>
    public static Recording Read(RecordingOptions options, string folder, ReadingLimit? limit = null)
    {
        string path = Path.Combine(folder, options.File);
        using RecordingFile file = RecordingFile.Open(path, limit);
        var notices = new List<string>();
        ActivityBlock all = file.ReadActivity(options, notices);
        int[] places = UnitSelection.Places(options.Units, all.Units, file.ReadUnits, path);
        ActivityBlock block = UnitSelection.Keep(all, places);
        FiniteActivity.Require(block, places, file.ActivityName(options), path);
        ActivityTransforms.Apply(block, options.Transform, path);
        IReadOnlyList<RecordedVariable> variables = options.TrialsFile is string table
            ? TrialTable.Read(Path.Combine(folder, table), options.Trials, file.TrialNames(block), limit ?? ReadingLimit.Default)
            : file.ReadVariables(options, block, notices);
        return new()
        {
            Name = Path.GetFileName(path),
            Units = block.Units,
            Offsets = block.Offsets,
            Values = block.Values,
            Variables = variables,
            BinSeconds = block.BinSeconds,
            Notices = notices,
        };
    }
}

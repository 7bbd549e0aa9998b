namespace Mas.Networks.Recordings;

/// <summary>What is read of a recording, as an experiment file has it.</summary>
internal static class RecordingEntry
{
    /// <param name="quoted">Puts a text in quotes.</param>
    public static string Of(RecordingOptions options, Func<string, string> quoted)
    {
        var parts = new List<string> { $"file: {quoted(options.File)}" };
        if (options.Activity is string activity)
            parts.Add($"activity: {quoted(activity)}");
        if (options.Axes is { } axes)
            parts.Add($"axes: [{string.Join(", ", axes)}]");
        if (options.Spikes is { } spikes)
            parts.Add($"spikes: {{ {Spikes(spikes, quoted)} }}");
        if (options.TrialsFile is string table)
            parts.Add($"trials: {{ file: {quoted(table)} }}");
        else if (options.Trials is { } trials)
            parts.Add($"trials: {{ {string.Join(", ", trials.Select(one => $"{quoted(one.Name)}: {quoted(one.Path)}"))} }}");
        if (options.Transform != ActivityTransform.None)
            parts.Add($"transform: {options.Transform.Word()}");
        if (options.Units is { } units)
            parts.Add($"units: {Units(units, quoted)}");
        return $"{{ {string.Join(", ", parts)} }}";
    }

    private static string Spikes(SpikeBins spikes, Func<string, string> quoted) => Invariant($"bin: {spikes.Bin:r}, from: {spikes.From:r}")
        + (spikes.To is double to ? Invariant($", to: {to:r}") : "") + $", align: {quoted(spikes.Align)}";

    private static string Units(UnitFilter units, Func<string, string> quoted) => units.Conditions.Count == 0
        ? $"[{string.Join(", ", units.Units.Select(quoted))}]"
        : quoted(string.Join(" and ", units.Conditions.Select(one => $"{one.Column} {one.Comparison} {one.Value}")));
}

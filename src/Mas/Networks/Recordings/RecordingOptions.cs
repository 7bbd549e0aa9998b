namespace Mas.Networks.Recordings;

/// <summary>Which activity of which file, and what belongs to it: the entry <c>recording</c> of an experiment.</summary>
/// <param name="File">Relative to the experiment's folder.</param>
internal sealed record RecordingOptions(string File)
{
    /// <summary>Name or path of the array of activity; null where <see cref="Spikes"/> are asked for, or where the file has one that it can
    /// only be.</summary>
    public string? Activity { get; init; }

    /// <summary>What the dimensions of the array are, in the order in which the file's own program shows them: <c>trial</c>, <c>time</c>
    /// and <c>unit</c>, in which <c>trial</c> or <c>time</c> may be missing; null for this order.</summary>
    public ValueList<string>? Axes { get; init; }

    /// <summary>How spike times are counted; null where <see cref="Activity"/> is read as it is.</summary>
    public SpikeBins? Spikes { get; init; }

    /// <summary>The variables that are read; null for all that the file keeps in a table of trials.</summary>
    public ValueList<TrialVariable>? Trials { get; init; }

    /// <summary>A table with a row for each trial, relative to the experiment's folder; all of its columns are variables.</summary>
    public string? TrialsFile { get; init; }

    public ActivityTransform Transform { get; init; }

    /// <summary>The units that are kept; null for all.</summary>
    public UnitFilter? Units { get; init; }
}

/// <summary>A variable, and where it is.</summary>
/// <param name="Path">Name or path of an array [trial] or [trial, time], or of a column.</param>
internal sealed record TrialVariable(string Name, string Path);

/// <summary>Spikes counted in bins: the left edge belongs to a bin, the right edge does not.</summary>
/// <param name="Bin">Width in seconds.</param>
internal sealed record SpikeBins(double Bin)
{
    /// <summary>The word of <see cref="Align"/> for the trial's start.</summary>
    public const string Start = "start";

    /// <summary>Seconds from the aligned event to the first bin.</summary>
    public double From { get; init; }

    /// <summary>Seconds from the aligned event to the end; null for as many whole bins as each trial has until it stops.</summary>
    public double? To { get; init; }

    /// <summary><c>start</c>, or the column of trials that has the event's time.</summary>
    public string Align { get; init; } = Start;
}

/// <summary>What is done to the activity after it is read.</summary>
internal enum ActivityTransform
{
    None,
    Sqrt,
    ZScore, // each unit over all positions; a unit that never changes becomes 0
}

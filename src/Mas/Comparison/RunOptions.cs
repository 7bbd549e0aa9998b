namespace Mas.Comparison;

/// <summary>How a run is made, as far as that changes no result.</summary>
public sealed record RunOptions
{
    /// <summary>Threads at most.</summary>
    public required int Threads { get; init; }

    /// <summary>Where networks, alignments and masks are.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Folder of trained networks; null for the user's own.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>The command that makes this run again, for the report.</summary>
    public required string Command { get; init; }

    /// <summary>Told how far the run is, from any thread.</summary>
    public Action<RunProgress> Progress { get; init; } = _ => { };
}

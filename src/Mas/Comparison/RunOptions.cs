using Mas.Networks;

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

    /// <summary>Whether networks that are code, such as a model in Python, may run.</summary>
    public bool AllowCode { get; init; }

    /// <summary>The command that makes this run again, for the report.</summary>
    public required string Command { get; init; }

    /// <summary>Bytes of memory that may still be taken.</summary>
    internal Func<double> FreeMemory { get; init; } = AvailableMemory.Read;

    /// <summary>Told how far the run is, from any thread.</summary>
    public Action<RunProgress> Progress { get; init; } = _ => { };

    /// <summary>Told what networks print that are programs of their own, line by line, from any thread.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>A source with the rights that it has in this run.</summary>
    internal NetworkSource Allowed(NetworkSource source) => AllowCode ? source.Trusted : source;
}

/// <summary>How far one job of a run is; jobs go on side by side.</summary>
/// <param name="Job">What is being done, such as <c>training gru-a</c>: the same words at each report.</param>
/// <param name="Done">Part that is done, in the unit of <paramref name="Total"/>.</param>
/// <param name="Total">The whole, at most: training may stop earlier.</param>
/// <param name="Detail">What there is to say, such as the accuracy reached.</param>
public sealed record RunProgress(string Job, double Done, double Total, string Detail = "")
{
    /// <summary>What is counted, such as <c>step</c>; empty where the numbers speak for themselves.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The job has ended.</summary>
    public static RunProgress Finished(string job, string detail) => new(job, 1, 1, detail);
}

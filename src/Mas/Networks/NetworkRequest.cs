using Mas.Tasks;

namespace Mas.Networks;

/// <summary>For what, and with what, a network is opened.</summary>
internal sealed record NetworkRequest
{
    /// <summary>What the network is called in messages.</summary>
    public required string Name { get; init; }

    public required SequenceTask Task { get; init; }

    public int Threads { get; init; } = 1;

    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Folder of trained networks; null for the user's own.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Told how far it is: what is being done, steps done and at most, and what there is to say.</summary>
    public Action<string, double, double, string> Progress { get; init; } = (_, _, _, _) => { };

    /// <summary>Told what the network prints while it is open, line by line, from any thread.</summary>
    public Action<string> Say { get; init; } = _ => { };

    public CancellationToken Stop { get; init; }
}

/// <summary>A network that is open.</summary>
/// <param name="Origin">In one word, such as <c>folder</c>.</param>
/// <param name="Hash">SHA-256 of its weight file; networks of one hash are one network.</param>
internal sealed record OpenedSource(Network Network, string Origin, string Hash) : IDisposable
{
    public NetworkConfig? Config { get; init; }

    /// <summary>What the reader of a result should know of it, in sentences without the network's name and the stop.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Width of a bin in seconds, of a recording where it is known.</summary>
    public double? BinSeconds { get; init; }

    /// <summary>Whether the network belongs to someone else.</summary>
    public bool IsBorrowed { get; init; }

    public void Dispose()
    {
        if (!IsBorrowed)
            Network.Dispose();
    }
}

using Mas.Experiments;
using Mas.Networks;
using Mas.Tasks;

namespace Mas.Comparison;

/// <summary>A network that takes part in a run, opened or trained.</summary>
/// <param name="Site">Where it is read and intervened on.</param>
internal sealed record OpenedNetwork(NetworkOptions Options, OpenedSource Opened, Site Site, TaskSource Task, SequenceTask SequenceTask)
    : IDisposable
{
    public string Name => Options.Name;

    public Network Network => Opened.Network;

    /// <summary>SHA-256 of its weights; networks of one hash are one network.</summary>
    public string Hash => Opened.Hash;

    /// <summary>Whether it has the fresh weights of its architecture: a control, which need not get anything right.</summary>
    public bool IsUntrained { get; init; } = Options.Source.IsUntrained;

    public void Dispose() => Opened.Dispose();
}

/// <summary>Opens one network at its site, on as many threads as the options give it.</summary>
internal sealed record NetworkOpening(
    NetworkOptions Network, string Site, TaskSource Task, SequenceTask SequenceTask, RunOptions Options, CancellationToken Stop)
{
    /// <exception cref="InputException">The source is wrong, the cache cannot be written, or the network lacks the site.</exception>
    public OpenedNetwork Open()
    {
        OpenedSource opened = Options.Allowed(Network.Source).Open(new NetworkRequest
        {
            Name = Network.Name,
            Task = SequenceTask,
            Threads = Options.Threads,
            Device = Options.Device,
            CacheFolder = Options.CacheFolder,
            Progress = (work, done, total, detail) => Options.Progress(new RunProgress($"{work} {Network.Name}", done, total, detail)),
            Say = Options.Say,
            Stop = Stop,
        });
        if (opened.Network.FindSite(Site) is Site found)
            return new OpenedNetwork(Network, opened, found, Task, SequenceTask);
        string sites = string.Join(", ", opened.Network.Sites.Select(one => one.Name));
        opened.Dispose();
        throw new InputException($"network '{Network.Name}' has no site '{Site}'; it has {sites}", key: "site");
    }
}

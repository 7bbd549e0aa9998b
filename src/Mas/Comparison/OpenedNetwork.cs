using Mas.Experiments;
using Mas.Networks;
using Mas.Tasks;

namespace Mas.Comparison;

/// <summary>A network that takes part in a run, opened or trained.</summary>
/// <param name="Options">What the experiment says of it.</param>
/// <param name="Opened">What its source has opened.</param>
/// <param name="Site">Where it is read and intervened on.</param>
/// <param name="Task">Where its task comes from.</param>
/// <param name="SequenceTask">The task itself.</param>
internal sealed record OpenedNetwork(NetworkOptions Options, OpenedSource Opened, Site Site, TaskSource Task, SequenceTask SequenceTask) : IDisposable
{
    public string Name => Options.Name;

    /// <summary>The frozen network.</summary>
    public Network Network => Opened.Network;

    /// <summary>SHA-256 of its weights; networks of one hash are one network.</summary>
    public string Hash => Opened.Hash;

    /// <summary>Whether it has the fresh weights of its architecture: a control, which need not get anything right.</summary>
    public bool IsUntrained { get; init; } = Options.Source.IsUntrained;

    public void Dispose() => Opened.Dispose();
}

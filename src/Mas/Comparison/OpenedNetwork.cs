using Mas.Experiments;
using Mas.Networks;
using Mas.Tasks;

namespace Mas.Comparison;

/// <summary>A network that takes part in a run, opened or trained.</summary>
/// <param name="Options">What the experiment says of it.</param>
/// <param name="Network">The frozen network.</param>
/// <param name="Site">Where it is read and intervened on.</param>
/// <param name="Task">Where its task comes from.</param>
/// <param name="SequenceTask">The task itself.</param>
/// <param name="Origin"><c>folder</c>, <c>cache</c> or <c>trained</c>.</param>
/// <param name="Folder">Where its configuration and weights are.</param>
/// <param name="Hash">SHA-256 of its weight file.</param>
public sealed record OpenedNetwork(
    NetworkOptions Options, Network Network, Site Site, TaskSource Task, SequenceTask SequenceTask, string Origin, string Folder, string Hash) : IDisposable
{
    public string Name => Options.Name;

    /// <summary>Whether it has the fresh weights of its architecture: a control, which need not get anything right.</summary>
    public bool IsUntrained { get; init; } = Options.Source is NetworkToTrain { Steps: 0 };

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();
}

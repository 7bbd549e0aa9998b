using Mas.Evaluation.Exports;
using Mas.Networks;
using Mas.Networks.Formats;
using Mas.Tasks;

namespace Mas.Comparison;

/// <summary>Looks for what is wrong with a network that comes from outside.</summary>
internal static class ExportSearch
{
    /// <summary>About how many mistakes are tried where none is found.</summary>
    public const int UsualTries = 200;

    public static NetworkRequest Request(string name, SequenceTask task, RunOptions options, CancellationToken stop) => new()
    {
        Name = name,
        Task = task,
        Threads = options.Threads,
        Device = options.Device,
        CacheFolder = options.CacheFolder,
        Say = options.Say,
        Stop = stop,
    };

    /// <summary>Reads the network as it stands, and without each usual mistake.</summary>
    /// <param name="network">The same one, open.</param>
    /// <param name="progress">Told how many mistakes have been tried.</param>
    public static CheckedExport Of(NetworkSource source, Network network, NetworkRequest request, Action<int> progress)
    {
        using StoredNetwork? stored = source.Weights(request);
        return new ExportCheck(network, stored, request.Task) { Progress = progress, Stop = request.Stop }.Run() with
        {
            Absent = stored is null ? null : TensorNames.Absent(stored.FileNames),
        };
    }
}

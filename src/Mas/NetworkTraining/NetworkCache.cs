using System.Security.Cryptography;
using System.Text;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Networks.Formats;
using Mas.Tasks;

namespace Mas.NetworkTraining;

/// <summary>Trained networks on disk, <c>KEY/config.json</c>, <c>KEY/model.safetensors</c> and their hashes, where the key is a hash of
/// everything that made them: an entry has the bytes that training again would give.</summary>
/// <remarks>Entries appear whole. Two processes that train the same network at once both succeed: the first to finish stores it.</remarks>
/// <param name="folder">Such as <see cref="NetworkCacheFolder.Choose"/> gives; made on first use.</param>
internal sealed class NetworkCache(string folder)
{
    private readonly TrainedFolders _trained = new(folder);

    public string FolderOf(SequenceTask task, NetworkTrainingOptions options) => _trained.PlaceOf(NetworkKey.Of(task, options));

    /// <summary>Opens the network of these options; trains and stores it where it is not there or is damaged.</summary>
    /// <param name="notice">Takes one sentence where an entry was damaged.</param>
    /// <param name="device">Where the network shall be; it is trained on the processor. Null for the processor.</param>
    /// <param name="cancellation">Ends training; nothing is stored then.</param>
    /// <exception cref="InputException">An option is out of range, or the cache folder cannot be written.</exception>
    public CachedNetwork Open(
        SequenceTask task, NetworkTrainingOptions options, int threads = 1, Action<NetworkTrainingProgress>? report = null,
        Action<string>? notice = null, Device? device = null, CancellationToken cancellation = default)
    {
        string entry = FolderOf(task, options);
        Network? stored = TrainedFolders.Stored(entry, () =>
        {
            NetworkFolder.RequireAsSaved(entry);
            return NetworkFolder.Load(entry, task.Vocabulary, device);
        }, notice);
        if (stored is not null)
            return new CachedNetwork(entry, stored, null);
        _trained.RequireWritable();
        TrainedNetwork trained = NetworkTrainer.Train(task, options, threads, report, cancellation);
        try
        {
            _trained.Save(entry, () => NetworkFolder.Save(entry, trained.Config, trained.Weights), notice);
        }
        catch
        {
            trained.Dispose();
            throw;
        }
        return new CachedNetwork(entry, trained.Open(device), trained);
    }
}

/// <summary>A network from the cache, loaded and frozen.</summary>
/// <param name="Folder">Its <c>config.json</c> and <c>model.safetensors</c>.</param>
/// <param name="Network">Belongs to whoever receives this.</param>
/// <param name="Trained">What training gave where it was trained just now; null where it was stored already. Its weights are the
/// network's.</param>
internal sealed record CachedNetwork(string Folder, Network Network, TrainedNetwork? Trained);

/// <summary>Names a trained network by everything that made it.</summary>
internal static class NetworkKey
{
    /// <summary>SHA-256, hexadecimal.</summary>
    public static string Of(SequenceTask task, NetworkTrainingOptions options) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Describe(task, options))));

    // Written out line by line: a record's own ToString prints a list as the name of its type.
    private static string Describe(SequenceTask task, NetworkTrainingOptions options)
    {
        (string Name, object Value)[] parts =
        [
            ("trainer", NetworkTrainer.Version), ("task", task.DataKey), ("vocabulary", string.Join(' ', task.Vocabulary.Words)),
            ("quantities", string.Join(' ', task.Options.Quantities(QuantityChoice.Trained))), ("void", task.Options.Void),
            ("architecture", options.Architecture), ("width", options.Width), ("head width", options.HeadWidth), ("seed", options.Seed),
            ("steps", options.Steps), ("batch", options.Batch), ("learning rate", options.LearningRate.Peak),
            ("last learning rate", options.LearningRate.Last), ("warm-up", options.LearningRate.WarmUp),
            ("until", options.LearningRate.Until), ("dropout", options.Dropout), ("largest gradient", options.LargestGradient),
            ("check every", options.CheckEvery), ("accepted on", options.AcceptedOn),
            // Where there is nothing to say, keys are what they were before there was such an option.
            .. options.Layers > 0 ? [("layers", options.Layers)] : Array.Empty<(string, object)>(),
            .. options.Heads > 1 ? [("heads", options.Heads)] : Array.Empty<(string, object)>(),
            .. options.LeastSteps > 0 ? [("least steps", options.LeastSteps)] : Array.Empty<(string, object)>(),
        ];
        return string.Join('\n', parts.Select(part => Invariant($"{part.Name}: {part.Value}")));
    }
}

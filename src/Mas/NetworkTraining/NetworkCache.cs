using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Tasks;

namespace Mas.NetworkTraining;

/// <summary>Trained networks on disk, <c>KEY/config.json</c> and <c>KEY/model.safetensors</c>, where the key is a hash of everything that
/// made them: an entry has the bytes that training again would give.</summary>
/// <remarks>Entries appear whole. Two processes that train the same network at once both succeed: the first to finish stores it.</remarks>
/// <param name="folder">Such as <see cref="NetworkCacheFolder.Choose(string?)"/> gives; made on first use.</param>
internal sealed class NetworkCache(string folder)
{
    /// <summary>Where a network is or would be.</summary>
    public string FolderOf(SequenceTask task, NetworkTrainingOptions options) => Path.Combine(folder, NetworkKey.Of(task, options));

    /// <summary>Opens the network of these options; trains and stores it where it is not there or is damaged.</summary>
    /// <param name="task">What it is to know.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="threads">Threads of training at most.</param>
    /// <param name="report">Progress of training.</param>
    /// <param name="notice">Takes one sentence where an entry was damaged.</param>
    /// <param name="device">Where the network shall be; it is trained on the processor. Null for the processor.</param>
    /// <param name="cancellation">Ends training; nothing is stored then.</param>
    /// <exception cref="InputException">An option is out of range, or the cache folder cannot be written.</exception>
    public CachedNetwork Open(
        SequenceTask task, NetworkTrainingOptions options, int threads = 1, Action<NetworkTrainingProgress>? report = null,
        Action<string>? notice = null, Device? device = null, CancellationToken cancellation = default)
    {
        string entry = FolderOf(task, options);
        if (Stored(entry, task, device, notice) is Network stored)
            return new CachedNetwork(entry, stored, null);
        // Before training, not after: minutes would be lost.
        RequireWritable();
        TrainedNetwork trained = NetworkTrainer.Train(task, options, threads, report, cancellation);
        Save(entry, trained);
        return new CachedNetwork(entry, trained.Open(device), trained);
    }

    private void Save(string entry, TrainedNetwork trained)
    {
        try
        {
            NetworkFolder.Save(entry, trained.Config, trained.Weights);
        }
        catch (IOException) when (Directory.Exists(entry))
        {
            // Another process has stored the same bytes in this moment.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            trained.Dispose();
            throw Unwritable(e);
        }
    }

    private static Network? Stored(string entry, SequenceTask task, Device? device, Action<string>? notice)
    {
        if (!Directory.Exists(entry))
            return null;
        try
        {
            return NetworkFolder.Load(entry, task.Vocabulary, device);
        }
        catch (InputException e)
        {
            notice?.Invoke($"the stored network {entry} is damaged and is trained again: {e.Errors[0].Message}");
            Remove(entry);
            return null;
        }
    }

    // Renamed first, so that no other process opens an entry that is half removed.
    private static void Remove(string entry)
    {
        string aside = $"{entry}.{Path.GetRandomFileName()}";
        try
        {
            Directory.Move(entry, aside);
            Directory.Delete(aside, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process has removed it.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException("this damaged network cannot be removed from the cache; remove it, or name another folder with --cache or MAS_CACHE", entry, inner: e);
        }
    }

    private void RequireWritable()
    {
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, $".{Path.GetRandomFileName()}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }
    }

    private InputException Unwritable(Exception inner) =>
        new($"the cache folder for trained networks cannot be written ({inner.Message.TrimEnd('.')}); name another one with --cache or MAS_CACHE", folder, inner: inner);
}

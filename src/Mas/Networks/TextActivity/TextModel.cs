using Mas.Networks.Formats;
using Mas.Networks.Pretrained;

namespace Mas.Networks.TextActivity;

/// <summary>A language model on disk: what it is called, what it is, and the hashes of all that decides what it computes.</summary>
/// <param name="Name">For people; decides nothing.</param>
/// <param name="Hashes">[files] of the configuration, the weights and the adapter, in this order.</param>
/// <param name="Numbers">The type that products are computed in.</param>
/// <param name="Place">Such as <c>cpu</c>.</param>
internal sealed record TextModel(string Name, DecoderConfig Config, IReadOnlyList<string> Hashes, string Numbers, string Place)
{
    /// <summary>Hashes the files of a model.</summary>
    /// <param name="device">Where it computes.</param>
    /// <exception cref="InputException">Something in a folder is wrong or missing.</exception>
    public static TextModel Read(DecoderFiles files, FileHashes hashes, Device device)
    {
        TextModel read = Read(files.Folder, files.Adapter, hashes, files.DeviceOf(device));
        return files.Bits is int bits ? read with { Numbers = Invariant($"{read.Numbers}, weights of {bits} bits") } : read;
    }

    /// <summary>Hashes the files of a model.</summary>
    /// <param name="adapter">Folder of a LoRA adapter; null for none.</param>
    /// <param name="device">Where it computes, and in which type; null for the processor and float32.</param>
    /// <param name="config">Path of the configuration, where that is not in the folder.</param>
    /// <exception cref="InputException">Something in a folder is wrong or missing.</exception>
    public static TextModel Read(string folder, string? adapter, FileHashes hashes, Device? device = null, string? config = null)
    {
        Device place = device ?? Device.Cpu;
        using OpenedFolder opened = OpenedFolder.Open(folder, adapter, config);
        string[] files =
        [
            new FolderPlace(folder, config).ConfigPath, .. opened.Files.Opened.Order(StringComparer.Ordinal),
            .. adapter is null ? [] : LoraAdapter.FilesOf(adapter),
        ];
        string name = NameOf(folder) + (adapter is null ? "" : $" with {NameOf(adapter)}");
        return new TextModel(name, opened.Config, [.. files.Select(hashes.Of)], place.Numbers.ToString(), place.Name);
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}

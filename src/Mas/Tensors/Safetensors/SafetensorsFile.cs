using Microsoft.Win32.SafeHandles;

namespace Mas.Tensors.Safetensors;

/// <summary>An open safetensors file. The header is read and checked at once, strictly; the values when they are asked for.</summary>
/// <remarks>Every way in which the file can be wrong, or become wrong while it is open, is an <see cref="InputException"/> that names it.
/// Safe to read from several threads.</remarks>
internal sealed class SafetensorsFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly SafetensorsHeader _header;
    private readonly Dictionary<string, TensorEntry> _byName;

    private SafetensorsFile(string path, SafeFileHandle file, SafetensorsHeader header) =>
        (Path, _file, _header, _byName) = (path, file, header, header.Entries.ToDictionary(entry => entry.Name));

    public string Path { get; }

    /// <summary>Free text that came with the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>The tensors, in the order of their data.</summary>
    public IReadOnlyList<TensorEntry> Entries => _header.Entries;

    /// <exception cref="InputException">There is no tensor of that name.</exception>
    public TensorEntry this[string name] => _byName.TryGetValue(name, out TensorEntry? entry)
        ? entry : throw new InputException($"the file has no tensor '{name}'{Present()}", Path);

    /// <summary>Opens and checks a file.</summary>
    /// <exception cref="InputException">It is missing, unreadable or no valid safetensors file.</exception>
    public static SafetensorsFile Open(string path)
    {
        SafeFileHandle file = FileBytes.Open(path);
        try
        {
            return new(path, file, SafetensorsHeader.Read(file, path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>Reads part of a tensor's bytes, little-endian, row-major.</summary>
    /// <param name="offset">First byte to read, counted from the tensor's own start.</param>
    /// <param name="destination">Filled completely.</param>
    public void Read(TensorEntry entry, long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, entry.ByteCount - destination.Length);
        FileBytes.Read(_file, _header.DataStart + entry.Begin + offset, destination, Path);
    }

    public void Dispose() => _file.Dispose();

    private string Present()
    {
        const int shown = 8;
        if (Entries.Count == 0)
            return "; it has none at all";
        string names = string.Join(", ", Entries.Take(shown).Select(entry => $"'{entry.Name}'"));
        return Entries.Count <= shown ? $"; it has {names}" : $"; it has {names} and {Entries.Count - shown} more";
    }
}

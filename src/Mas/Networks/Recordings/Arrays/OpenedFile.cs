using Microsoft.Win32.SafeHandles;

namespace Mas.Networks.Recordings.Arrays;

/// <summary>A file that is read piece by piece, and never beyond its end.</summary>
internal sealed class OpenedFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private OpenedFile(SafeFileHandle handle, string path, ReadingLimit limit) =>
        (_handle, Path, Limit, Length) = (handle, path, limit, RandomAccess.GetLength(handle));

    public string Path { get; }

    public ReadingLimit Limit { get; }

    public long Length { get; }

    /// <exception cref="InputException">As <see cref="FileBytes.Open"/>.</exception>
    public static OpenedFile Open(string path, ReadingLimit limit) => new(FileBytes.Open(path), path, limit);

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/> on.</summary>
    /// <exception cref="InputException">The file ends before that.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        if (offset < 0 || offset > Length - destination.Length)
            throw new InputException(Ends(offset, destination.Length), Path);
        FileBytes.Read(_handle, offset, destination, Path);
    }

    /// <summary>Bytes from <paramref name="offset"/> on; their number is checked against the file's length first.</summary>
    public byte[] Read(long offset, long count)
    {
        if (count < 0 || offset < 0 || count > Length || offset > Length - count)
            throw new InputException(Ends(offset, count), Path);
        var bytes = new byte[count];
        Read(offset, bytes.AsSpan());
        return bytes;
    }

    /// <summary>The first bytes, as many as there are.</summary>
    public byte[] Start(int count) => Read(0, Math.Min(count, Length));

    public void Dispose() => _handle.Dispose();

    private string Ends(long offset, long count) =>
        $"the file has {Length} bytes, and {count} are wanted from byte {offset} on; it is broken or was cut off, copy it again";
}

using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.NumPy;

/// <summary>Where the bytes of a NumPy array come from: a whole file, or one place in an archive.</summary>
/// <param name="Place">The beginning of a sentence about it, such as <c>'rates.npy' in the archive: </c>; empty for a file.</param>
/// <param name="Length">Bytes, as far as they are known before they are read.</param>
/// <param name="MustFit">Whether nothing may stand behind the numbers.</param>
internal abstract record NpyBytes(OpenedFile File, string Place, long Length, bool MustFit)
{
    public abstract Stream Open();

    /// <summary>What is to be checked once all numbers are read.</summary>
    public abstract void Finish(Stream stream);

    /// <summary>The next bytes.</summary>
    /// <exception cref="InputException">There are fewer.</exception>
    public byte[] Read(Stream stream, int count)
    {
        var bytes = new byte[count];
        int read;
        try
        {
            read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new InputException($"{Place}its compressed bytes are broken", File.Path, inner: error);
        }
        return read == count ? bytes : throw new InputException(
            $"{Place}the array ends too early, after the {Length} bytes that it is said to have; the file is broken or was cut "
                + "off", File.Path);
    }
}

/// <summary>A npy file.</summary>
internal sealed record NpyFileBytes(OpenedFile File) : NpyBytes(File, "", File.Length, MustFit: false)
{
    public override Stream Open() => new FileSlice(File, 0, File.Length);

    public override void Finish(Stream stream)
    {
    }
}

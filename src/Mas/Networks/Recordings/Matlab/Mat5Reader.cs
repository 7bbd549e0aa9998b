using System.Buffers.Binary;
using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.Matlab;

/// <summary>Where a variable's bytes come from: a piece of the file, compressed or not.</summary>
/// <param name="IsBigEndian">The byte order of all numbers.</param>
internal sealed record Mat5Source(OpenedFile File, long Start, long Length, bool IsCompressed, bool IsBigEndian)
{
    public Mat5Reader Open()
    {
        Stream stream = new FileSlice(File, Start, Length);
        if (IsCompressed)
            stream = new System.IO.Compression.ZLibStream(stream, System.IO.Compression.CompressionMode.Decompress);
        return new(stream, this);
    }
}

/// <summary>What stands before every piece of data.</summary>
/// <param name="IsSmall">Whether the data stand in the tag itself.</param>
internal readonly record struct Mat5Tag(int Type, long Size, bool IsSmall)
{
    public const int Matrix = 14, Compressed = 15;

    /// <summary>Bytes from the tag's end to the next tag.</summary>
    public long Padded => IsSmall ? 4 : (Size + 7) & ~7L;
}

/// <summary>Takes tags and data one after the other.</summary>
internal sealed class Mat5Reader(Stream stream, Mat5Source source) : IDisposable
{
    private const int Block = 1 << 16;

    /// <summary>Bytes taken so far.</summary>
    public long Position { get; private set; }

    public Mat5Tag Tag()
    {
        uint first = U32(Take(4));
        return first >> 16 is uint size and not 0 ? new((int)(first & 0xffff), size <= 4 ? size : throw Broken(), true)
            : new((int)first, U32(Take(4)), false);
    }

    public byte[] Take(int count)
    {
        var bytes = new byte[count];
        try
        {
            if (stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) < count)
                throw Broken();
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new InputException("a variable of the MATLAB file cannot be unpacked; the file is broken or was cut off, copy it again",
                source.File.Path, inner: error);
        }
        Position += count;
        return bytes;
    }

    public void Skip(long count)
    {
        if (count < 0)
            throw Broken();
        if (stream.CanSeek)
        {
            if (count > stream.Length - stream.Position)
                throw Broken();
            stream.Position += count;
            Position += count;
            return;
        }
        for (; count > 0; count -= Math.Min(count, Block))
            Take((int)Math.Min(count, Block));
    }

    /// <summary>A short list of whole numbers of four bytes.</summary>
    public int[] Whole(int most)
    {
        Mat5Tag tag = Tag();
        if (tag.Size > 4L * most || tag.Type is not (5 or 6))
            throw Broken();
        byte[] bytes = Take((int)tag.Padded);
        return [.. Enumerable.Range(0, (int)tag.Size / 4).Select(i => (int)U32(bytes.AsSpan(4 * i)))];
    }

    /// <summary>A short text.</summary>
    public string Name(int most)
    {
        Mat5Tag tag = Tag();
        if (tag.Size > most)
            throw Broken();
        return System.Text.Encoding.UTF8.GetString(Take((int)tag.Padded).AsSpan(0, (int)tag.Size));
    }

    public uint U32(ReadOnlySpan<byte> bytes) =>
        source.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public InputException Broken() => new("a variable of the MATLAB file is shorter than what it is said to hold, or has something else "
        + "where a length should be; the file is broken or was cut off, copy it again", source.File.Path);

    public void Dispose() => stream.Dispose();
}

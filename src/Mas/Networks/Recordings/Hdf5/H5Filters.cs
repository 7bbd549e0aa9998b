using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4;
using ZstdSharp;

namespace Mas.Networks.Recordings.Hdf5;

/// <summary>A step that every chunk of an array went through.</summary>
internal sealed record H5Filter(int Id, string Name, long[] Parameters);

/// <summary>Undoes the filters of a chunk: deflate, shuffle, Fletcher-32, LZF, LZ4 and Zstandard.</summary>
internal static class H5Filters
{
    private const int Deflate = 1, Shuffle = 2, Fletcher = 3, Lzf = 32000, Lz4 = 32004, Zstandard = 32015;
    private const int Most = 32;

    private static readonly Dictionary<int, string> s_others = new()
    {
        [4] = "szip",
        [5] = "nbit",
        [6] = "scale-offset",
        [32001] = "Blosc",
        [32008] = "bitshuffle",
        [32026] = "Blosc2",
    };

    public static IReadOnlyList<H5Filter> Read(H5Cursor cursor)
    {
        int version = cursor.U8(), count = cursor.U8();
        if (version is not (1 or 2) || count > Most)
            throw cursor.File.Fail("an array of the HDF5 file has an impossible list of filters; the file is broken");
        if (version == 1)
            cursor.Skip(6);
        return [.. Enumerable.Range(0, count).Select(_ => One(cursor, version))];
    }

    /// <summary>Refuses a filter that cannot be undone, by name.</summary>
    public static void RequireKnown(IReadOnlyList<H5Filter> filters, string name, H5File file)
    {
        foreach (H5Filter filter in filters)
            if (filter.Id is not (Deflate or Shuffle or Fletcher or Lzf or Lz4 or Zstandard))
                throw file.Fail($"array '{name}' is compressed with "
                    + $"{s_others.GetValueOrDefault(filter.Id) ?? $"filter {filter.Id} {filter.Name}"}, "
                    + "which is not read; write it with gzip, LZF, LZ4 or Zstandard, for example `h5repack -f GZIP=4 in.h5 out.h5`");
    }

    /// <summary>The bytes of a chunk as they were before its filters.</summary>
    /// <param name="size">Bytes that a whole chunk has.</param>
    public static byte[] Undo(IReadOnlyList<H5Filter> filters, long mask, byte[] bytes, int size, H5File file)
    {
        for (int i = filters.Count - 1; i >= 0; i--)
            if ((mask & (1L << i)) == 0)
                bytes = Undo(filters[i], bytes, size, file);
        return bytes.Length == size ? bytes
            : throw file.Fail($"a chunk of the HDF5 file unpacks to {bytes.Length} bytes, and {size} are wanted; the file is broken");
    }

    private static byte[] Undo(H5Filter filter, byte[] bytes, int size, H5File file)
    {
        try
        {
            return filter.Id switch
            {
                Deflate => Inflate(bytes, size),
                Shuffle => Unshuffle(bytes, filter.Parameters.Length > 0 ? filter.Parameters[0] : 1),
                Fletcher => Summed(bytes),
                Lzf => H5Lzf.Unpack(bytes, size),
                Lz4 => UnpackLz4(bytes, size),
                _ => UnpackZstandard(bytes, size),
            };
        }
        catch (Exception error) when (error is InvalidDataException or ZstdException or ArgumentException or IOException)
        {
            throw new InputException("a chunk of the HDF5 file cannot be unpacked; the file is broken, copy it again", file.File.Path,
                inner: error);
        }
    }

    private static H5Filter One(H5Cursor cursor, int version)
    {
        int id = cursor.U16();
        int nameLength = version == 1 || id >= 256 ? cursor.U16() : 0;
        cursor.Skip(2);
        int count = cursor.U16();
        string name = System.Text.Encoding.UTF8.GetString(cursor.Take(version == 1 ? (nameLength + 7) & ~7 : nameLength)).TrimEnd('\0');
        long[] parameters = [.. Enumerable.Range(0, count).Select(_ => cursor.U32())];
        if (version == 1 && count % 2 == 1)
            cursor.Skip(4);
        return new(id, name, parameters);
    }

    private static byte[] Inflate(byte[] bytes, int size)
    {
        using var stream = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
        // A checksum may stand behind the chunk, inside of the compression.
        var unpacked = new byte[size + 4];
        int read = stream.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false);
        return read <= size + 4 && stream.ReadByte() < 0 ? unpacked[..read] : throw new InvalidDataException();
    }

    private static byte[] Unshuffle(byte[] bytes, long elementSize)
    {
        int size = (int)Math.Clamp(elementSize, 1, Math.Max(1, bytes.Length)), count = bytes.Length / size;
        var plain = new byte[bytes.Length];
        for (int part = 0; part < size; part++)
            for (int i = 0; i < count; i++)
                plain[i * size + part] = bytes[part * count + i];
        bytes.AsSpan(size * count).CopyTo(plain.AsSpan(size * count));
        return plain;
    }

    // Two sums of 16-bit numbers, as the checksum's inventor has them; the sums are stored little-endian.
    private static byte[] Summed(byte[] bytes)
    {
        if (bytes.Length < 4)
            throw new InvalidDataException();
        ReadOnlySpan<byte> plain = bytes.AsSpan(..^4);
        uint first = 0, second = 0;
        for (int i = 0; i < plain.Length; i += 2)
        {
            first = (first + ((uint)plain[i] << 8 | (i + 1 < plain.Length ? plain[i + 1] : 0u))) % 65535;
            second = (second + first) % 65535;
        }
        uint told = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(^4..));
        return (told & 0xffff) % 65535 == first && (told >> 16) % 65535 == second ? plain.ToArray() : throw new InvalidDataException();
    }

    // Eight bytes of the whole size, four of a block's, then each block with its packed size; all big-endian.
    private static byte[] UnpackLz4(byte[] bytes, int size)
    {
        if (bytes.Length < 12 || BinaryPrimitives.ReadInt64BigEndian(bytes) is var told && (told < 0 || told > size + 4L))
            throw new InvalidDataException();
        var plain = new byte[told];
        int block = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(8));
        for (int at = 12, done = 0; done < plain.Length;)
        {
            int now = Math.Min(block, plain.Length - done);
            int packed = bytes.Length - at >= 4 ? BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at)) : -1;
            at += 4;
            if (packed < 0 || packed > bytes.Length - at || now <= 0)
                throw new InvalidDataException();
            Span<byte> target = plain.AsSpan(done, now);
            if (packed == now)
                bytes.AsSpan(at, packed).CopyTo(target);
            else if (LZ4Codec.Decode(bytes.AsSpan(at, packed), target) != now)
                throw new InvalidDataException();
            (at, done) = (at + packed, done + now);
        }
        return plain;
    }

    private static byte[] UnpackZstandard(byte[] bytes, int size)
    {
        using var decompressor = new Decompressor();
        var plain = new byte[size + 4];
        return plain[..decompressor.Unwrap(bytes, plain)];
    }
}

using System.Buffers.Binary;
using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.Hdf5;

/// <summary>An HDF5 file: its first block, and every read of its structure. Own code, because a hostile file must never end the process:
/// sizes are held against the file, circles end, and no link is followed out of it.</summary>
/// <remarks>Format: "HDF5 File Format Specification", versions 1.1 to 4.0.</remarks>
internal sealed class H5File
{
    // What is read of structure, not of numbers. A file whose structure points at itself again and again ends here.
    private const long LeastBudget = 64 << 20;

    private readonly Dictionary<long, H5GlobalHeap> _heaps = [];
    private readonly long _base;
    private long _budget;

    private H5File(OpenedFile file, long start)
    {
        (File, _budget) = (file, LeastBudget + 4 * file.Length);
        _base = start;
        H5Cursor cursor = Read(0, Math.Min(128, file.Length - start));
        cursor.Skip(Magic.Length);
        int version = cursor.U8();
        if (version > 3)
            throw Fail($"the HDF5 version of its first block is {version}; 0 to 3 are read");
        if (version < 2)
            cursor.Skip(4);
        (OffsetSize, LengthSize) = (cursor.U8(), cursor.U8());
        if (OffsetSize is not (2 or 4 or 8) || LengthSize is not (2 or 4 or 8))
            throw Fail("the HDF5 file has addresses of a size that is not 2, 4 or 8 bytes; it is broken");
        cursor.Skip(version switch
        {
            0 => 9,
            1 => 13,
            _ => 1,
        });
        // Addresses count from the file's own start, whatever it says: it may have been put behind a user block later. Its end does not.
        long own = cursor.Offset() ?? 0;
        cursor.Skip(OffsetSize);
        long? end = cursor.Offset();
        if (end - own is long told && told > file.Length - _base)
            throw Fail($"the HDF5 file says that it has {told} bytes, and {file.Length - _base} are there; it was cut off, copy it again");
        if (version < 2)
            cursor.Skip(OffsetSize + OffsetSize); // driver, and the root's name
        Root = cursor.Offset() ?? throw Fail("the HDF5 file has no root group; it is broken");
    }

    public static byte[] Magic { get; } = [0x89, .. "HDF\r\n"u8, 0x1a, (byte)'\n'];

    public OpenedFile File { get; }

    /// <summary>Bytes of an address.</summary>
    public int OffsetSize { get; }

    /// <summary>Bytes of a length.</summary>
    public int LengthSize { get; }

    /// <summary>Address of the root group.</summary>
    public long Root { get; }

    /// <summary>Where the file begins, behind a user block of 0, 512, 1024 … bytes; null where it is no HDF5 file.</summary>
    public static long? Start(OpenedFile file)
    {
        Span<byte> found = stackalloc byte[Magic.Length];
        for (long start = 0; start <= file.Length - found.Length; start = start == 0 ? 512 : 2 * start)
        {
            file.Read(start, found);
            if (found.SequenceEqual(Magic))
                return start;
        }
        return null;
    }

    /// <param name="start">As <see cref="Start"/> gives it.</param>
    /// <exception cref="InputException">It is broken, or cut off.</exception>
    public static H5File Open(OpenedFile file, long start) => new(file, start);

    /// <summary>Some bytes of structure.</summary>
    /// <exception cref="InputException">They are not there, or more structure was read than any sound file has.</exception>
    public H5Cursor Read(long address, long count)
    {
        _budget -= Math.Max(count, 64);
        if (_budget < 0)
            throw Fail("the structure of the HDF5 file leads to the same places again and again; it is broken");
        return new(File.Read(Absolute(address), count), this);
    }

    /// <summary>Numbers, which count against no budget.</summary>
    public void ReadData(long address, Span<byte> destination) => File.Read(Absolute(address), destination);

    /// <summary>Stands at an address and checks the four letters there.</summary>
    public H5Cursor Block(long address, long count, ReadOnlySpan<byte> letters)
    {
        H5Cursor cursor = Read(address, Math.Min(count, File.Length - Absolute(address)));
        cursor.Expect(letters);
        return cursor;
    }

    public H5GlobalHeap GlobalHeap(long address)
    {
        if (!_heaps.TryGetValue(address, out H5GlobalHeap? heap))
            _heaps[address] = heap = H5GlobalHeap.Read(this, address);
        return heap;
    }

    public InputException Fail(string message) => new(message, File.Path);

    private long Absolute(long address) => address >= 0 && address <= File.Length - _base ? _base + address
        : throw Fail($"the HDF5 file points to byte {address}, beyond its end; it is broken or was cut off");
}

/// <summary>Bytes of structure that are taken one after the other; little-endian, as all of HDF5's own numbers.</summary>
internal sealed class H5Cursor(byte[] bytes, H5File file)
{
    public int At { get; private set; }

    public int Left => bytes.Length - At;

    public H5File File => file;

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Left)
            throw file.Fail("a part of the HDF5 file's structure is shorter than what it is said to hold; the file is broken");
        At += (int)count;
        return bytes.AsSpan(At - (int)count, (int)count);
    }

    public void Skip(long count) => Take(count);

    /// <summary>Goes on to a multiple of eight, counted from the start of these bytes.</summary>
    public void Align() => Skip(-At & 7);

    public int U8() => Take(1)[0];

    public int U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public long U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>A number of so many bytes, at most eight; one beyond 63 bits is broken.</summary>
    public long Sized(int size)
    {
        ulong value = 0;
        ReadOnlySpan<byte> taken = Take(size);
        for (int i = taken.Length - 1; i >= 0; i--)
            value = (value << 8) | taken[i];
        return value <= long.MaxValue ? (long)value : throw file.Fail("the HDF5 file has a length beyond 63 bits; it is broken");
    }

    public long Length() => Sized(file.LengthSize);

    /// <summary>An address; null where it says that there is nothing.</summary>
    public long? Offset()
    {
        ReadOnlySpan<byte> taken = Take(file.OffsetSize);
        if (!taken.ContainsAnyExcept((byte)0xff))
            return null;
        At -= taken.Length;
        return Sized(taken.Length);
    }

    /// <summary>Letters up to a zero.</summary>
    public string Letters()
    {
        int end = bytes.AsSpan(At).IndexOf((byte)0);
        string text = System.Text.Encoding.UTF8.GetString(Take(end < 0 ? Left + 1 : end));
        Skip(1);
        return text;
    }

    public void Expect(ReadOnlySpan<byte> letters)
    {
        if (!Take(letters.Length).SequenceEqual(letters))
            throw file.Fail($"the HDF5 file has something else where {System.Text.Encoding.ASCII.GetString(letters)} should be; it is "
                + "broken");
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Mas.Networks.Recordings.NumPy;

/// <summary>What stands before the numbers of a npy file. It looks like Python and is read as three keys, never as Python.</summary>
/// <param name="DataStart">First byte of the numbers.</param>
internal sealed record NpyHeader(NpyType Type, bool IsColumnMajor, long[] Shape, int DataStart)
{
    private const int LongestHeader = 1 << 16; // NumPy itself reads at most 10 000 bytes

    public static byte[] Magic { get; } = [0x93, .. "NUMPY"u8];

    /// <summary>Reads the header at the start of some bytes.</summary>
    /// <param name="read">Gives so many bytes more each time; throws where there are fewer.</param>
    /// <param name="fail">Makes an error of a sentence.</param>
    public static NpyHeader Read(Func<int, byte[]> read, Func<string, InputException> fail)
    {
        byte[] start = read(8);
        if (!start.AsSpan().StartsWith(Magic))
            throw fail("this is no npy array: it does not begin with \\x93NUMPY");
        int version = start[6];
        if (version is < 1 or > 3)
            throw fail($"the npy version is {version}; 1, 2 and 3 are read");
        byte[] sizeBytes = read(version == 1 ? 2 : 4);
        long size = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(sizeBytes) : BinaryPrimitives.ReadUInt32LittleEndian(sizeBytes);
        if (size > LongestHeader)
            throw fail($"the npy header says that it has {size} bytes; at most {LongestHeader} are read");
        string text = Encoding.Latin1.GetString(read((int)size)); // version 3 has UTF-8, in names of fields alone
        return new NpyHeaderText(text, fail).Parse(8 + sizeBytes.Length + (int)size);
    }
}

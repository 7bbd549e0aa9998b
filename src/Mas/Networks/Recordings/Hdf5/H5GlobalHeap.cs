namespace Mas.Networks.Recordings.Hdf5;

/// <summary>A collection of texts and other values of different lengths.</summary>
internal sealed class H5GlobalHeap
{
    private const long Longest = 64 << 20;

    private readonly Dictionary<int, byte[]> _values = [];

    public static H5GlobalHeap Read(H5File file, long address)
    {
        H5Cursor head = file.Block(address, 8 + file.LengthSize, "GCOL"u8);
        head.Skip(4);
        long size = head.Length();
        if (size > Longest)
            throw file.Fail($"the HDF5 file has a collection of texts of {size} bytes; at most {Longest} are read at once");
        H5Cursor cursor = file.Read(address, size);
        cursor.Skip(head.At);
        var heap = new H5GlobalHeap();
        while (cursor.Left >= 8 + file.LengthSize)
        {
            int index = cursor.U16();
            cursor.Skip(6);
            long length = cursor.Length();
            if (index == 0)
                break;
            heap._values[index] = cursor.Take(length).ToArray();
            cursor.Skip(Math.Min(cursor.Left, -length & 7));
        }
        return heap;
    }

    public byte[]? this[int index] => _values.GetValueOrDefault(index);
}

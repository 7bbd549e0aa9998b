using System.Text;

namespace Mas.Networks.Recordings.Hdf5;

/// <summary>Texts as HDF5 stores them: of a fixed length in their place, or of any length in a heap.</summary>
internal static class H5Texts
{
    /// <summary>The text of the element that begins at a byte.</summary>
    public static string One(H5File file, H5Type type, ReadOnlySpan<byte> bytes, long at)
    {
        ReadOnlySpan<byte> element = bytes.Slice((int)at, (int)type.Size);
        if (type.Kind == H5TypeKind.Text)
            return Letters(element);
        var cursor = new H5Cursor(element.ToArray(), file);
        long length = cursor.U32();
        long heap = cursor.Offset() ?? 0;
        long index = cursor.U32();
        if (length == 0 || heap == 0)
            return "";
        byte[] letters = file.GlobalHeap(heap)[(int)Math.Min(index, int.MaxValue)]
            ?? throw file.Fail("the HDF5 file has a text that is not where it should be; it is broken");
        return Letters(letters.AsSpan(0, (int)Math.Min(length, letters.Length)));
    }

    // Padded with zeros or blanks, or ended by a zero.
    private static string Letters(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]).TrimEnd(' ');
    }
}

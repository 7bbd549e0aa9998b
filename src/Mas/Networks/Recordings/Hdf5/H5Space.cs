using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.Hdf5;

/// <summary>The dimensions of an array; none for a single value.</summary>
/// <param name="Most">[dimensions] how far each may grow; null for no end.</param>
internal sealed record H5Space(long[] Shape, long?[] Most)
{
    /// <summary>Null for an array that says that it has no values at all.</summary>
    public static H5Space? Read(H5Cursor cursor)
    {
        int version = cursor.U8(), rank = cursor.U8(), flags = cursor.U8();
        int kind = cursor.U8(); // what it means is known in version 2
        if (version is not (1 or 2))
            throw cursor.File.Fail($"an array of the HDF5 file has dimensions of the unknown version {version}; the file is broken");
        if (version == 1)
            cursor.Skip(4);
        if (version == 2 && kind == 2)
            return null;
        if (rank > ArrayShape.MostDimensions)
            throw cursor.File.Fail($"an array of the HDF5 file has {rank} dimensions; at most {ArrayShape.MostDimensions} are read");
        var shape = new long[rank];
        for (int i = 0; i < rank; i++)
            shape[i] = cursor.Length();
        var most = new long?[rank];
        for (int i = 0; i < rank; i++)
            most[i] = (flags & 1) == 0 ? shape[i] : End(cursor, shape[i]);
        return new(shape, most);
    }

    // All bits set for no end.
    private static long? End(H5Cursor cursor, long size)
    {
        ReadOnlySpan<byte> bytes = cursor.Take(cursor.File.LengthSize);
        return bytes.ContainsAnyExcept((byte)0xff) ? Math.Max(size, new H5Cursor(bytes.ToArray(), cursor.File).Length()) : null;
    }
}

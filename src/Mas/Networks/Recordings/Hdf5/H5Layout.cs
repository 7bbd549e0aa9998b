namespace Mas.Networks.Recordings.Hdf5;

/// <summary>Where the values of an array are.</summary>
internal abstract record H5Layout
{
    /// <summary>In words.</summary>
    private const string Mend = "write the file with h5repack, or copy the array with h5py";

    /// <param name="rank">Dimensions of the array.</param>
    public static H5Layout Read(H5Cursor cursor, int rank)
    {
        int version = cursor.U8();
        if (version is < 3 or > 5)
            throw cursor.File.Fail($"an array of the HDF5 file has a layout of version {version}; 3, 4 and 5 are read; {Mend}");
        int kind = cursor.U8();
        switch (kind)
        {
            case 0:
                return new H5Compact(cursor.Take(cursor.U16()).ToArray());
            case 1:
                return new H5Contiguous(cursor.Offset(), cursor.Length());
            case 2:
                H5Chunked chunked = version == 3 ? Old(cursor) : New(cursor);
                return chunked.Shape.Length == rank && chunked.Shape.All(size => size > 0) ? chunked : throw cursor.File.Fail(
                    "an array of the HDF5 file is stored in chunks that do not fit its dimensions; the file is broken");
            default:
                throw cursor.File.Fail($"an array of the HDF5 file is put together from other files or arrays (virtual), which is not "
                    + $"read; {Mend}");
        }
    }

    private static H5Chunked Old(H5Cursor cursor)
    {
        int rank = cursor.U8();
        long? address = cursor.Offset();
        long[] shape = [.. Enumerable.Range(0, Math.Max(0, rank - 1)).Select(_ => cursor.U32())];
        return new(shape, new H5TreeChunks(address));
    }

    private static H5Chunked New(H5Cursor cursor)
    {
        int flags = cursor.U8(), rank = cursor.U8(), size = cursor.U8();
        if (size is < 1 or > 8)
            throw cursor.File.Fail("an array of the HDF5 file has chunks whose size is stored in an impossible way; the file is broken");
        long[] shape = [.. Enumerable.Range(0, Math.Max(0, rank - 1)).Select(_ => cursor.Sized(size))];
        cursor.Skip(size); // of an element
        int kind = cursor.U8();
        bool isFiltered = (flags & 2) != 0;
        (long Size, long Mask) single = kind == 1 && isFiltered ? (cursor.Length(), cursor.U32()) : (-1, 0);
        cursor.Skip(kind switch
        {
            3 => 1,
            4 => 5,
            5 => 6,
            _ => 0,
        });
        long? address = cursor.Offset();
        return new(shape, kind switch
        {
            1 => new H5SingleChunk(address, single.Size, single.Mask),
            2 => new H5ImplicitChunks(address),
            3 => new H5FixedChunks(address),
            4 => new H5ExtensibleChunks(address),
            5 => new H5TreeChunks2(address),
            _ => throw cursor.File.Fail($"an array of the HDF5 file has an index of chunks of the unknown kind {kind}; {Mend}"),
        });
    }
}

/// <summary>With the array's description.</summary>
internal sealed record H5Compact(byte[] Bytes) : H5Layout;

/// <summary>In one piece.</summary>
/// <param name="Address">Null where nothing was ever written.</param>
internal sealed record H5Contiguous(long? Address, long Size) : H5Layout;

/// <summary>In blocks of one shape, each of which may be compressed.</summary>
internal sealed record H5Chunked(long[] Shape, H5ChunkIndex Index) : H5Layout;

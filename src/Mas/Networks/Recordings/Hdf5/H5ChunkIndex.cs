namespace Mas.Networks.Recordings.Hdf5;

/// <summary>One stored chunk.</summary>
/// <param name="Start">[dimensions] where its first element belongs.</param>
/// <param name="Size">Bytes in the file.</param>
/// <param name="Mask">A bit for each filter that was left out.</param>
internal readonly record struct H5StoredChunk(long[] Start, long Address, long Size, long Mask);

/// <summary>Chunks of an array as its index needs them: they are counted row by row through the dimensions as far as these may ever grow,
/// with the one that has no end first.</summary>
/// <param name="Array">[dimensions]</param>
/// <param name="Most">[dimensions] how far each may grow; null for no end.</param>
/// <param name="Chunk">[dimensions]</param>
/// <param name="Bytes">Of a whole chunk, unpacked.</param>
internal sealed record H5ChunkGrid(long[] Array, long?[] Most, long[] Chunk, long Bytes, bool IsFiltered)
{
    private readonly int[] _order = [.. Enumerable.Range(0, Array.Length).OrderBy(dimension => Most[dimension] is null ? 0 : 1)];

    public int Rank => Array.Length;

    /// <summary>[dimensions] how many chunks lie along each.</summary>
    public long[] Counts { get; } = [.. Array.Zip(Chunk, Chunks)];

    // How many there may ever be; of a dimension without end, how many there are.
    private readonly long[] _mostCounts = [.. Array.Select((size, dimension) => Chunks(Most[dimension] ?? size, Chunk[dimension]))];

    /// <summary>No stored chunk has this number or a higher one.</summary>
    public Int128 Count { get; } = Product(Array, Most, Chunk);

    /// <summary>Where the chunk of a number begins.</summary>
    public long[] Start(long number)
    {
        var start = new long[Rank];
        for (int i = Rank - 1; i >= 0; i--)
        {
            int dimension = _order[i];
            (number, long place) = i == 0 ? (0, number) : Math.DivRem(number, Math.Max(1, _mostCounts[dimension]));
            start[dimension] = place * Chunk[dimension];
        }
        return start;
    }

    private static long Chunks(long size, long chunk) => size == 0 ? 0 : (size - 1) / chunk + 1;

    private static Int128 Product(long[] array, long?[] most, long[] chunk)
    {
        Int128 all = 1;
        for (int dimension = 0; dimension < array.Length && all < (Int128)1 << 62; dimension++)
            all *= Chunks(most[dimension] ?? array[dimension], chunk[dimension]);
        return all;
    }
}

/// <summary>Which chunks are stored, and where; each kind of index is a record of its own.</summary>
/// <param name="Address">Null where nothing was ever written.</param>
internal abstract record H5ChunkIndex(long? Address)
{
    public IEnumerable<H5StoredChunk> Stored(H5File file, H5ChunkGrid grid) => Address is long address ? Read(file, grid, address) : [];

    protected abstract IEnumerable<H5StoredChunk> Read(H5File file, H5ChunkGrid grid, long address);

    /// <summary>An entry of an index that has one for each chunk, in order; null for a chunk that is not stored.</summary>
    /// <param name="size">Bytes of the entry.</param>
    protected static H5StoredChunk? Entry(H5Cursor cursor, H5ChunkGrid grid, bool isFiltered, int size, long number)
    {
        int lengthSize = size - cursor.File.OffsetSize - 4;
        if (isFiltered && lengthSize is < 1 or > 8)
            throw Broken(cursor.File);
        long? address = cursor.Offset();
        long stored = isFiltered ? cursor.Sized(lengthSize) : grid.Bytes;
        long mask = isFiltered ? cursor.U32() : 0;
        return address is long at && number < grid.Count ? new(grid.Start(number), at, stored, mask) : null;
    }

    protected static InputException Broken(H5File file) =>
        file.Fail("the index of an array's chunks in the HDF5 file has impossible sizes; the file is broken");
}

/// <summary>The whole array is one chunk.</summary>
internal sealed record H5SingleChunk(long? Address, long Size, long Mask) : H5ChunkIndex(Address)
{
    protected override IEnumerable<H5StoredChunk> Read(H5File file, H5ChunkGrid grid, long address) =>
        [new(new long[grid.Rank], address, Size < 0 ? grid.Bytes : Size, Mask)];
}

/// <summary>All chunks, one after the other.</summary>
internal sealed record H5ImplicitChunks(long? Address) : H5ChunkIndex(Address)
{
    protected override IEnumerable<H5StoredChunk> Read(H5File file, H5ChunkGrid grid, long address)
    {
        for (long number = 0; number < grid.Count; number++)
            yield return new(grid.Start(number), checked(address + number * grid.Bytes), grid.Bytes, 0);
    }
}

/// <summary>A tree of version 1, as files of every age have it.</summary>
internal sealed record H5TreeChunks(long? Address) : H5ChunkIndex(Address)
{
    private const int Deepest = 32;

    protected override IEnumerable<H5StoredChunk> Read(H5File file, H5ChunkGrid grid, long address) => Node(file, grid, address, 0);

    private static IEnumerable<H5StoredChunk> Node(H5File file, H5ChunkGrid grid, long address, int depth)
    {
        H5Cursor node = file.Block(address, 8, "TREE"u8);
        int kind = node.U8(), level = node.U8(), count = node.U16();
        if (kind != 1 || depth > Deepest)
            throw Broken(file);
        int key = 8 + 8 * (grid.Rank + 1);
        H5Cursor entries = file.Read(address + 8 + 2 * file.OffsetSize, count * (long)(key + file.OffsetSize));
        for (int i = 0; i < count; i++)
        {
            (long size, long mask) = (entries.U32(), entries.U32());
            var start = new long[grid.Rank];
            for (int dimension = 0; dimension < start.Length; dimension++)
                start[dimension] = entries.Sized(8);
            entries.Skip(8);
            if (entries.Offset() is not long child)
                continue;
            if (level == 0)
                yield return new(start, child, size, mask);
            else
                foreach (H5StoredChunk chunk in Node(file, grid, child, depth + 1))
                    yield return chunk;
        }
    }
}

/// <summary>A tree of version 2, where several dimensions can grow.</summary>
internal sealed record H5TreeChunks2(long? Address) : H5ChunkIndex(Address)
{
    protected override IEnumerable<H5StoredChunk> Read(H5File file, H5ChunkGrid grid, long address)
    {
        foreach (H5Cursor record in H5BTree2.Records(file, address))
        {
            // With filters: address, size, mask, places; the size takes what is left.
            int sizeBytes = record.Left - file.OffsetSize - 4 - 8 * grid.Rank;
            if (grid.IsFiltered && sizeBytes is < 1 or > 8)
                throw Broken(file);
            long? at = record.Offset();
            long size = grid.IsFiltered ? record.Sized(sizeBytes) : grid.Bytes;
            long mask = grid.IsFiltered ? record.U32() : 0;
            var start = new long[grid.Rank];
            for (int i = 0; i < start.Length; i++)
                start[i] = record.Sized(8) is long place && place < grid.Counts[i] ? place * grid.Chunk[i] : throw Broken(file);
            if (at is long stored)
                yield return new(start, stored, size, mask);
        }
    }
}

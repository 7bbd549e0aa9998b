namespace Mas.Networks.Recordings.Hdf5;

/// <summary>One entry for each chunk of an array that cannot grow; in pages where there are many.</summary>
internal sealed record H5FixedChunks(long? Address) : H5ChunkIndex(Address)
{
    protected override IEnumerable<H5StoredChunk> Read(H5File file, H5ChunkGrid grid, long address)
    {
        H5Cursor head = file.Block(address, 64, "FAHD"u8);
        head.Skip(1);
        bool isFiltered = head.U8() == 1;
        int size = head.U8(), pageBits = head.U8();
        long count = head.Length();
        if (head.Offset() is not long block)
            yield break;
        if (size < file.OffsetSize || pageBits > 30 || count > file.File.Length / size || count < grid.Count)
            throw Broken(file);
        long page = 1L << pageBits;
        int start = 6 + file.OffsetSize;
        file.Block(block, start, "FADB"u8);
        if (count <= page)
        {
            foreach (H5StoredChunk chunk in Entries(file.Read(block + start, count * size), grid, isFiltered, size, 0, count))
                yield return chunk;
            yield break;
        }
        long pages = (count - 1) / page + 1;
        byte[] there = file.Read(block + start, (pages + 7) / 8) is { } marks ? marks.Take(marks.Left).ToArray() : [];
        long at = block + start + there.Length + 4;
        for (long number = 0; number < pages; number++)
        {
            long entries = Math.Min(page, count - number * page);
            if ((there[number / 8] & (0x80 >> (int)(number % 8))) != 0)
                foreach (H5StoredChunk chunk in Entries(
                    file.Read(at, entries * size), grid, isFiltered, size, number * page, entries))
                    yield return chunk;
            at += page * size + 4;
        }
    }

    private static IEnumerable<H5StoredChunk> Entries(
        H5Cursor cursor, H5ChunkGrid grid, bool isFiltered, int size, long first, long count)
    {
        for (long i = 0; i < count; i++)
            if (Entry(cursor, grid, isFiltered, size, first + i) is H5StoredChunk chunk)
                yield return chunk;
    }
}

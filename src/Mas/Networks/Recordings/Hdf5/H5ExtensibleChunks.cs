using System.Numerics;

namespace Mas.Networks.Recordings.Hdf5;

/// <summary>An index of chunks that grows in one dimension: a first block, then blocks of blocks of growing size.</summary>
internal sealed record H5ExtensibleChunks(long? Address) : H5ChunkIndex(Address)
{
    protected override IEnumerable<H5StoredChunk> Read(H5File file, H5ChunkGrid grid, long address)
    {
        H5Cursor head = file.Block(address, 128, "EAHD"u8);
        head.Skip(1);
        bool isFiltered = head.U8() == 1;
        int size = head.U8(), bits = head.U8(), first = head.U8(), leastBlock = head.U8(), leastPointers = head.U8(), pageBits = head.U8();
        head.Skip(6 * file.LengthSize);
        if (head.Offset() is not long index)
            return [];
        if (size < file.OffsetSize || bits > 62 || pageBits > 30
            || !BitOperations.IsPow2(leastBlock) || !BitOperations.IsPow2(leastPointers))
            throw Broken(file);
        return new Walk(file, grid, isFiltered, size, (bits + 7) / 8, 1L << pageBits).All(index, first, leastBlock, leastPointers, bits);
    }

    private sealed record Walk(H5File File, H5ChunkGrid Grid, bool IsFiltered, int Size, int PlaceSize, long Page)
    {
        // In the order of the numbers: entries of the first block, blocks that it points to, blocks of blocks.
        public IEnumerable<H5StoredChunk> All(long index, int first, int leastBlock, int leastPointers, int bits)
        {
            int direct = 2 * BitOperations.Log2((uint)leastPointers), all = 1 + bits - BitOperations.Log2((uint)leastBlock);
            int blocks = 2 * (leastPointers - 1), more = Math.Max(0, all - direct);
            File.Block(index, 4, "EAIB"u8);
            H5Cursor cursor = File.Read(index + 6 + File.OffsetSize,
                (long)first * Size + (blocks + more) * (long)File.OffsetSize);
            for (int i = 0; i < first; i++)
                if (Entry(cursor, Grid, IsFiltered, Size, i) is H5StoredChunk chunk)
                    yield return chunk;
            long number = first;
            for (int level = 0; level < all && number < Grid.Count; level++)
            {
                long count = 1L << (level / 2), entries = leastBlock * (1L << ((level + 1) / 2));
                IEnumerable<H5StoredChunk> found = level < direct ? Blocks(cursor, count, entries, number)
                    : cursor.Offset() is long above ? Second(above, count, entries, number) : [];
                foreach (H5StoredChunk chunk in found)
                    yield return chunk;
                number += count * entries;
            }
        }

        private IEnumerable<H5StoredChunk> Second(long address, long count, long entries, long number)
        {
            File.Block(address, 4, "EASB"u8);
            long pages = entries > Page ? entries / Page : 0;
            long marks = (pages + 7) / 8 * count;
            // Of pages that were never written only the marks tell.
            H5Cursor cursor = File.Read(address + 6 + File.OffsetSize + PlaceSize, marks + count * File.OffsetSize);
            byte[] there = cursor.Take(marks).ToArray();
            return Blocks(cursor, count, entries, number, there);
        }

        private IEnumerable<H5StoredChunk> Blocks(H5Cursor cursor, long count, long entries, long number, byte[]? there = null)
        {
            for (long block = 0; block < count && number < Grid.Count; block++, number += entries)
                if (cursor.Offset() is long address)
                    foreach (H5StoredChunk chunk in Block(address, entries, number, there, block))
                        yield return chunk;
        }

        private IEnumerable<H5StoredChunk> Block(long address, long entries, long number, byte[]? there, long block)
        {
            int start = 6 + File.OffsetSize + PlaceSize;
            File.Block(address, 4, "EADB"u8);
            if (entries <= Page)
            {
                foreach (H5StoredChunk chunk in Entries(address + start, entries, number))
                    yield return chunk;
                yield break;
            }
            long pages = entries / Page, marks = (pages + 7) / 8;
            for (long page = 0; page < pages && number + page * Page < Grid.Count; page++)
                if (there is null || (there[block * marks + page / 8] & (0x80 >> (int)(page % 8))) != 0)
                    foreach (H5StoredChunk chunk in Entries(address + start + 4 + page * (Page * Size + 4), Page, number + page * Page))
                        yield return chunk;
        }

        private IEnumerable<H5StoredChunk> Entries(long address, long count, long number)
        {
            long read = (long)Int128.Min(count, Grid.Count - number);
            H5Cursor cursor = File.Read(address, read * Size);
            for (long i = 0; i < read; i++)
                if (Entry(cursor, Grid, IsFiltered, Size, number + i) is H5StoredChunk chunk)
                    yield return chunk;
        }
    }
}

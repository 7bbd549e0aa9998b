using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.Hdf5;

/// <summary>The values of an array, from wherever they are stored.</summary>
internal sealed class H5Chunks(H5File file, string name, H5Description description)
{
    private const int Block = 1 << 16, LargestChunk = 1 << 30;

    private int Size => (int)description.Type.Size;

    private long[] Shape => description.Space.Shape;

    /// <summary>Turns bytes of whole elements into values.</summary>
    public delegate void Decode<T>(ReadOnlySpan<byte> bytes, Span<T> values);

    /// <summary>Refuses what the file cannot hold, before anything is allocated for it.</summary>
    public void RequireStored(long count)
    {
        Int128 bytes = (Int128)count * Size;
        string what = $"array '{name}'";
        switch (description.Layout)
        {
            case H5Compact compact when compact.Bytes.Length < bytes:
            case H5Contiguous { Address: not null } whole when whole.Size < bytes || bytes > file.File.Length:
                throw file.Fail($"{what} of shape {ArrayShape.Text(Shape)} claims {bytes} bytes, and fewer are stored for it; the file is "
                    + "broken");
            case H5Contiguous { Address: null }:
                ReadingLimit.RequireStored(what, bytes, 0, file.File.Path);
                break;
            case H5Chunked chunked:
                H5Filters.RequireKnown(description.Filters, name, file);
                H5ChunkGrid grid = Grid(chunked);
                long stored = 0, chunks = 0;
                foreach (H5StoredChunk chunk in chunked.Index.Stored(file, grid))
                {
                    stored += Math.Min(chunk.Size, file.File.Length);
                    if (++chunks > grid.Count || stored > file.File.Length)
                        throw file.Fail($"{what} has more bytes in its chunks than the file has; the file is broken");
                }
                ReadingLimit.RequireStored(what, bytes, stored, file.File.Path);
                break;
        }
    }

    /// <summary>All values, in order.</summary>
    /// <param name="each">How many of them an element is decoded to.</param>
    public void Read<T>(Span<T> values, int each, Decode<T> decode)
        where T : unmanaged
    {
        if (values.IsEmpty)
            return;
        if (description.Layout is H5Compact compact)
            decode(compact.Bytes.AsSpan(0, values.Length / each * Size), values);
        else if (description.Layout is H5Contiguous { Address: long address })
            ReadWhole(address, values, each, decode);
        else
        {
            if (description.Fill is byte[] fill)
                FillAll(fill, values, each, decode);
            if (description.Layout is H5Chunked chunked)
                ReadChunks(chunked, values, each, decode);
        }
    }

    private void ReadWhole<T>(long address, Span<T> values, int each, Decode<T> decode)
    {
        var buffer = new byte[Math.Max(1, Block / Size) * Size];
        for (int done = 0; done < values.Length;)
        {
            int now = Math.Min((values.Length - done) / each, buffer.Length / Size);
            Span<byte> bytes = buffer.AsSpan(0, now * Size);
            file.ReadData(address, bytes);
            decode(bytes, values.Slice(done, now * each));
            address += bytes.Length;
            done += now * each;
        }
    }

    private static void FillAll<T>(byte[] fill, Span<T> values, int each, Decode<T> decode)
    {
        decode(fill, values[..each]);
        for (int done = each; done < values.Length; done += each)
            values[..each].CopyTo(values[done..]);
    }

    private void ReadChunks<T>(H5Chunked chunked, Span<T> values, int each, Decode<T> decode)
        where T : unmanaged
    {
        H5ChunkGrid grid = Grid(chunked);
        var decoded = new T[grid.Bytes / Size * each];
        foreach (H5StoredChunk chunk in chunked.Index.Stored(file, grid))
        {
            if (!IsWithin(chunk.Start))
                continue; // left over from when the array was larger
            ReadingLimit.RequireStored($"a chunk of array '{name}'", grid.Bytes, chunk.Size, file.File.Path);
            if (chunk.Size > file.File.Length)
                throw file.Fail($"a chunk of array '{name}' claims {chunk.Size} bytes, and the file has {file.File.Length}; the file is "
                    + "broken");
            var bytes = new byte[chunk.Size];
            file.ReadData(chunk.Address, bytes);
            decode(H5Filters.Undo(description.Filters, chunk.Mask, bytes, (int)grid.Bytes, file), decoded);
            Scatter(decoded, chunk.Start, chunked.Shape, values, each);
        }
    }

    // Row by row of the last dimension; a chunk at the edge reaches beyond the array.
    private void Scatter<T>(ReadOnlySpan<T> chunk, long[] start, long[] chunkShape, Span<T> values, int each)
    {
        int last = Shape.Length - 1;
        int row = (int)Math.Min(chunkShape[last], Shape[last] - start[last]) * each;
        var place = new long[Shape.Length];
        for (int at = 0; at < chunk.Length; at += (int)chunkShape[last] * each)
        {
            long target = 0;
            bool isWithin = true;
            for (int dimension = 0; dimension < Shape.Length; dimension++)
            {
                isWithin &= start[dimension] + place[dimension] < Shape[dimension];
                target = target * Shape[dimension] + start[dimension] + place[dimension];
            }
            if (isWithin)
                chunk.Slice(at, row).CopyTo(values[(int)(target * each)..]);
            for (int dimension = last - 1; dimension >= 0 && ++place[dimension] == chunkShape[dimension]; dimension--)
                place[dimension] = 0;
        }
    }

    private bool IsWithin(long[] start) => start.Zip(Shape).All(pair => pair.First < pair.Second);

    private H5ChunkGrid Grid(H5Chunked chunked)
    {
        Int128 bytes = Size;
        foreach (long size in chunked.Shape)
            bytes = Int128.Min(bytes * size, (Int128)1 << 64);
        if (bytes > LargestChunk)
            throw file.Fail($"array '{name}' has chunks of {bytes} bytes; at most {LargestChunk} are read; write it in smaller chunks");
        return new(Shape, description.Space.Most, chunked.Shape, (long)bytes, description.Filters.Count > 0);
    }
}

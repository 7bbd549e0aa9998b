namespace Mas.Networks.Recordings.Hdf5;

/// <summary>A heap in which newer files keep links and attributes when there are many.</summary>
internal sealed class H5FractalHeap
{
    private readonly H5File _file;
    private readonly long _startSize, _largestDirect, _root;
    private readonly int _width, _heapBits, _rows, _offsetSize, _lengthSize;

    public H5FractalHeap(H5File file, long address)
    {
        _file = file;
        H5Cursor cursor = file.Block(address, 512, "FRHP"u8);
        cursor.Skip(1);
        int idSize = cursor.U16();
        if (cursor.U16() != 0)
            throw file.Fail("the HDF5 file has compressed names of links or attributes, which are not read; write it with h5repack");
        cursor.Skip(1);
        long largestObject = cursor.U32();
        cursor.Skip(4 * file.LengthSize + 2 * file.OffsetSize + 6 * file.LengthSize);
        _width = cursor.U16();
        (_startSize, _largestDirect) = (cursor.Length(), cursor.Length());
        _heapBits = cursor.U16();
        cursor.Skip(2);
        _root = cursor.Offset() ?? -1;
        _rows = cursor.U16();
        _offsetSize = (_heapBits + 7) / 8;
        _lengthSize = Math.Clamp((int)Math.Log2(Math.Max(1, Math.Min(_largestDirect, largestObject))) / 8 + 1, 1, 8);
        if (_width == 0 || _startSize is <= 0 or > 1L << 31 || _largestDirect < _startSize || _heapBits is < 1 or > 62
            || idSize < 1 + _offsetSize)
            throw file.Fail("a heap of the HDF5 file has blocks of an impossible size; the file is broken");
    }

    /// <summary>The bytes of an object.</summary>
    /// <param name="id">As the index gives it.</param>
    public H5Cursor Object(ReadOnlySpan<byte> id)
    {
        int kind = (id[0] >> 4) & 3;
        if (kind == 2)
            return new(id.Slice(1, Math.Min((id[0] & 15) + 1, id.Length - 1)).ToArray(), _file);
        if (kind != 0)
            throw _file.Fail("the HDF5 file has a name of a link or an attribute that is too large to be read");
        var place = new H5Cursor(id[1..].ToArray(), _file);
        long offset = place.Sized(_offsetSize), length = place.Sized(_lengthSize);
        if (length > _largestDirect)
            throw _file.Fail("a heap of the HDF5 file has an object larger than its blocks; the file is broken");
        return _file.Read(_rows == 0 ? _root + offset : Locate(_root, _rows, offset, 0), length);
    }

    // Where an offset is in the file: down through blocks of blocks, each row of which has blocks of twice the size.
    private long Locate(long block, int rows, long offset, int depth)
    {
        int row = offset < _width * _startSize ? 0 : (int)Math.Log2(offset / (_width * _startSize)) + 1;
        long size = row <= 1 ? _startSize : _startSize << (row - 1);
        long before = row == 0 ? 0 : _width * _startSize << (row - 1);
        long column = (offset - before) / size;
        if (row >= rows || column >= _width || depth > 16)
            throw _file.Fail("a heap of the HDF5 file has no block for one of its objects; the file is broken");
        long entry = block + 5 + _file.OffsetSize + _offsetSize + (row * _width + column) * _file.OffsetSize;
        _file.Block(block, 4, "FHIB"u8);
        long child = _file.Read(entry, _file.OffsetSize).Offset()
            ?? throw _file.Fail("a heap of the HDF5 file has an empty block for one of its objects; the file is broken");
        long within = offset - before - column * size;
        return size <= _largestDirect ? child + within
            : Locate(child, (int)Math.Log2(size / (_width * _startSize)) + 1, within, depth + 1);
    }
}

namespace Mas.Networks.Recordings.Hdf5;

/// <summary>A small value that belongs to a group or an array.</summary>
internal sealed record H5Attribute(string Name, H5Type Type, byte[] Bytes)
{
    public static IEnumerable<H5Attribute> All(H5File file, IReadOnlyList<H5Message> messages)
    {
        foreach (H5Message message in messages)
            if (message is { Type: H5MessageType.Attribute, IsShared: false })
                yield return Read(message.Open(file));
            else if (message.Type == H5MessageType.AttributeInfo)
                foreach (H5Attribute attribute in Dense(message.Open(file)))
                    yield return attribute;
    }

    private static IEnumerable<H5Attribute> Dense(H5Cursor cursor)
    {
        cursor.Skip(1);
        if ((cursor.U8() & 1) != 0)
            cursor.Skip(2);
        if (cursor.Offset() is not long heapAddress || cursor.Offset() is not long tree)
            yield break;
        var heap = new H5FractalHeap(cursor.File, heapAddress);
        foreach (H5Cursor record in H5BTree2.Records(cursor.File, tree))
        {
            byte[] id = record.Take(8).ToArray();
            if ((record.U8() & 2) == 0) // not shared
                yield return Read(heap.Object(id));
        }
    }

    private static H5Attribute Read(H5Cursor cursor)
    {
        int version = cursor.U8(), flags = cursor.U8();
        int nameSize = cursor.U16(), typeSize = cursor.U16(), spaceSize = cursor.U16();
        if (version is < 1 or > 3)
            throw cursor.File.Fail($"an attribute of the HDF5 file has the unknown version {version}; the file is broken");
        if (version == 3)
            cursor.Skip(1);
        byte[] name = Part(nameSize), type = Part(typeSize);
        Part(spaceSize); // how many there are is seen by the bytes
        H5Cursor described = new(type, cursor.File);
        if ((flags & 1) != 0 && version > 1)
            described = H5Header.Shared(described, H5MessageType.Datatype, 0).Open(cursor.File);
        return new(System.Text.Encoding.UTF8.GetString(name).TrimEnd('\0'), H5Type.Read(described), cursor.Take(cursor.Left).ToArray());

        byte[] Part(int size)
        {
            byte[] part = cursor.Take(size).ToArray();
            if (version == 1)
                cursor.Skip(Math.Min(cursor.Left, -size & 7));
            return part;
        }
    }
}

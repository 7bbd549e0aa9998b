using System.Text;

namespace Mas.Networks.Recordings.Hdf5;

/// <summary>A name in a group.</summary>
/// <param name="Address">Of the object; null for a link by words.</param>
/// <param name="Target">Path in this file of a soft link; null for an object, and for what leads elsewhere.</param>
internal sealed record H5Link(string Name, long? Address, string? Target);

/// <summary>The names in a group, in each of the ways in which files keep them.</summary>
internal static class H5Links
{
    private const int Deepest = 32;

    public static IReadOnlyList<H5Link> Of(H5File file, IReadOnlyList<H5Message> messages)
    {
        var links = new List<H5Link>();
        foreach (H5Message message in messages)
            switch (message.Type)
            {
                case H5MessageType.Link:
                    links.Add(Link(message.Open(file)));
                    break;
                case H5MessageType.LinkInfo:
                    links.AddRange(Dense(message.Open(file)));
                    break;
                case H5MessageType.SymbolTable:
                    links.AddRange(Table(message.Open(file)));
                    break;
            }
        return links;
    }

    private static IEnumerable<H5Link> Dense(H5Cursor cursor)
    {
        cursor.Skip(1);
        if ((cursor.U8() & 1) != 0)
            cursor.Skip(8);
        if (cursor.Offset() is not long heapAddress || cursor.Offset() is not long tree)
            yield break;
        var heap = new H5FractalHeap(cursor.File, heapAddress);
        foreach (H5Cursor record in H5BTree2.Records(cursor.File, tree))
        {
            record.Skip(4); // the name's hash
            yield return Link(heap.Object(record.Take(record.Left)));
        }
    }

    private static H5Link Link(H5Cursor cursor)
    {
        cursor.Skip(1);
        int flags = cursor.U8();
        int kind = (flags & 8) != 0 ? cursor.U8() : 0;
        cursor.Skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0));
        string name = Encoding.UTF8.GetString(cursor.Take(cursor.Sized(1 << (flags & 3))));
        return kind switch
        {
            0 => new(name, cursor.Offset(), null),
            1 => new(name, null, Encoding.UTF8.GetString(cursor.Take(cursor.U16()))),
            _ => new(name, null, null),
        };
    }

    private static List<H5Link> Table(H5Cursor cursor)
    {
        H5File file = cursor.File;
        if (cursor.Offset() is not long tree || cursor.Offset() is not long heapAddress)
            return [];
        H5Cursor heap = file.Block(heapAddress, 8 + 2 * file.LengthSize + file.OffsetSize, "HEAP"u8);
        heap.Skip(4);
        long size = heap.Length();
        heap.Skip(file.LengthSize);
        H5Cursor names = file.Read(heap.Offset() ?? 0, size);
        byte[] letters = names.Take(names.Left).ToArray();
        var links = new List<H5Link>();
        Node(file, tree, letters, links, 0);
        return links;
    }

    private static void Node(H5File file, long address, byte[] letters, List<H5Link> links, int depth)
    {
        H5Cursor head = file.Read(address, 8 + 2 * file.OffsetSize);
        bool isLeaf = head.Take(4).SequenceEqual("SNOD"u8);
        if (isLeaf)
        {
            head.Skip(2);
            Leaf(file.Read(address + 8, head.U16() * (24L + 2 * file.OffsetSize)), letters, links);
            return;
        }
        if (depth > Deepest)
            throw file.Fail("a group of the HDF5 file has an index that is too deep; the file is broken");
        H5Cursor tree = file.Block(address, 8, "TREE"u8);
        tree.Skip(2);
        int count = tree.U16();
        H5Cursor entries = file.Read(address + 8 + 2 * file.OffsetSize, count * ((long)file.LengthSize + file.OffsetSize));
        for (int i = 0; i < count; i++)
        {
            entries.Skip(file.LengthSize);
            if (entries.Offset() is long child)
                Node(file, child, letters, links, depth + 1);
        }
    }

    private static void Leaf(H5Cursor cursor, byte[] letters, List<H5Link> links)
    {
        while (cursor.Left > 0)
        {
            string name = Name(cursor.Sized(cursor.File.OffsetSize));
            long? address = cursor.Offset();
            long kind = cursor.U32();
            cursor.Skip(4);
            long target = cursor.U32();
            cursor.Skip(12);
            links.Add(kind == 2 ? new(name, null, Name(target)) : new(name, address, null));
        }

        string Name(long at)
        {
            var place = new H5Cursor(letters, cursor.File);
            place.Skip(at);
            return place.Letters();
        }
    }
}

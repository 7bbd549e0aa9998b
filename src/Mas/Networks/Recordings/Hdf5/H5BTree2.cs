namespace Mas.Networks.Recordings.Hdf5;

/// <summary>A tree of records of one size, as newer files index links, attributes and chunks.</summary>
internal static class H5BTree2
{
    private const int Head = 10, Deepest = 16; // signature, version, type, checksum; levels

    /// <summary>All records, in order.</summary>
    public static IEnumerable<H5Cursor> Records(H5File file, long address)
    {
        H5Cursor head = file.Block(address, 64, "BTHD"u8);
        head.Skip(2);
        long nodeSize = head.U32();
        int recordSize = head.U16(), depth = head.U16();
        head.Skip(2);
        long? root = head.Offset();
        int records = head.U16();
        if (recordSize == 0 || depth > Deepest || nodeSize is < 32 or > 1 << 24)
            throw file.Fail("a tree of the HDF5 file has nodes or records of an impossible size; the file is broken");
        if (root is not long top || records == 0)
            return [];
        return Node(file, new(nodeSize, recordSize, Sizes(file, nodeSize, recordSize, depth)), top, records, depth);
    }

    private static IEnumerable<H5Cursor> Node(H5File file, Tree tree, long address, long count, int depth)
    {
        H5Cursor node = file.Block(address, tree.NodeSize, depth == 0 ? "BTLF"u8 : "BTIN"u8);
        node.Skip(2);
        if (count > tree.NodeSize / tree.RecordSize)
            throw file.Fail("a tree of the HDF5 file has more records in a node than fit; the file is broken");
        var records = new H5Cursor[count];
        for (int i = 0; i < count; i++)
            records[i] = new(node.Take(tree.RecordSize).ToArray(), file);
        for (int i = 0; i <= count; i++)
        {
            if (depth > 0)
            {
                long child = node.Offset() ?? throw file.Fail("a tree of the HDF5 file has an empty branch; the file is broken");
                long below = node.Sized(tree.CountSizes[0]);
                if (depth > 1)
                    node.Skip(tree.CountSizes[depth - 1]);
                foreach (H5Cursor record in Node(file, tree, child, below, depth - 1))
                    yield return record;
            }
            if (i < count)
                yield return records[i];
        }
    }

    // How many bytes a count of records takes: at 0 of one node, at higher levels of all nodes below.
    private static int[] Sizes(H5File file, long nodeSize, int recordSize, int depth)
    {
        var sizes = new int[depth + 1];
        double all = (nodeSize - Head) / recordSize;
        sizes[0] = EncodedSize(all);
        for (int level = 1; level <= depth; level++)
        {
            long pointer = file.OffsetSize + sizes[0] + (level > 1 ? sizes[level - 1] : 0);
            long most = (nodeSize - Head - pointer) / (recordSize + pointer);
            all = (most + 1) * all + most;
            sizes[level] = EncodedSize(all);
        }
        return sizes;
    }

    private static int EncodedSize(double most) => Math.Clamp((int)Math.Log2(Math.Max(1, most)) / 8 + 1, 1, 8);

    private sealed record Tree(long NodeSize, int RecordSize, int[] CountSizes);
}

namespace Mas.Networks.Recordings.Hdf5;

/// <summary>One piece of what an object says about itself.</summary>
internal sealed record H5Message(H5MessageType Type, bool IsShared, byte[] Bytes)
{
    public H5Cursor Open(H5File file) => new(Bytes, file);
}

/// <summary>The messages that are looked at.</summary>
internal enum H5MessageType
{
    Dataspace = 1,
    LinkInfo = 2,
    Datatype = 3,
    FillValueOld = 4,
    FillValue = 5,
    Link = 6,
    ExternalFiles = 7,
    Layout = 8,
    Filters = 11,
    Attribute = 12,
    Continuation = 16,
    SymbolTable = 17,
    AttributeInfo = 21,
}

/// <summary>The messages of an object, a group or an array, in either of the two ways in which they are stored.</summary>
internal static class H5Header
{
    private const int MostMessages = 1 << 16;

    public static IReadOnlyList<H5Message> Read(H5File file, long address)
    {
        H5Cursor start = file.Read(address, 4);
        var messages = new List<H5Message>();
        var pieces = new Queue<(long Address, long Length)>();
        bool isNew = start.Take(4).SequenceEqual("OHDR"u8);
        int flags = isNew ? StartNew(file, address, pieces) : StartOld(file, address, pieces);
        for (int first = 1; pieces.TryDequeue(out (long Address, long Length) piece); first = 0)
        {
            H5Cursor cursor = file.Read(piece.Address, piece.Length);
            if (isNew && first == 0)
                cursor.Expect("OCHK"u8);
            Messages(cursor, isNew ? flags : null, messages, pieces);
            if (messages.Count > MostMessages)
                throw file.Fail("an object of the HDF5 file has too many messages; the file is broken");
        }
        return messages;
    }

    /// <summary>The first message of a type, fetched from where it is where several objects share it.</summary>
    public static H5Message? Find(this IReadOnlyList<H5Message> messages, H5MessageType type, H5File file)
    {
        H5Message? found = messages.FirstOrDefault(message => message.Type == type);
        return found is { IsShared: true } ? Shared(found.Open(file), type, 0) : found;
    }

    /// <summary>A message that is stored with another object, such as a named type.</summary>
    public static H5Message Shared(H5Cursor cursor, H5MessageType type, int depth)
    {
        int version = cursor.U8(), kind = cursor.U8();
        if (version == 1)
            cursor.Skip(6);
        if ((version == 3 && kind == 1) || depth > 8)
            throw cursor.File.Fail("the HDF5 file keeps types in a heap of shared messages, which is not read; write it with h5repack");
        long address = cursor.Offset() ?? throw cursor.File.Fail("the HDF5 file shares a type that is nowhere; it is broken");
        H5Message found = Read(cursor.File, address).FirstOrDefault(message => message.Type == type)
            ?? throw cursor.File.Fail("the HDF5 file shares a type that is not where it should be; it is broken");
        return found.IsShared ? Shared(found.Open(cursor.File), type, depth + 1) : found;
    }

    private static int StartOld(H5File file, long address, Queue<(long, long)> pieces)
    {
        H5Cursor cursor = file.Read(address, 16);
        if (cursor.U8() != 1)
            throw file.Fail("an object of the HDF5 file has a header of an unknown version; the file is broken, or newer than 2.0");
        cursor.Skip(7);
        pieces.Enqueue((address + 16, cursor.U32()));
        return 0;
    }

    private static int StartNew(H5File file, long address, Queue<(long, long)> pieces)
    {
        H5Cursor cursor = file.Block(address, 64, "OHDR"u8);
        if (cursor.U8() != 2)
            throw file.Fail("an object of the HDF5 file has a header of an unknown version; the file is broken, or newer than 2.0");
        int flags = cursor.U8();
        cursor.Skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
        long size = cursor.Sized(1 << (flags & 3));
        pieces.Enqueue((address + cursor.At, size));
        return flags;
    }

    /// <param name="flags">Of a new header; null for an old one.</param>
    private static void Messages(H5Cursor cursor, int? flags, List<H5Message> messages, Queue<(long, long)> pieces)
    {
        int head = flags is int known ? 4 + ((known & 4) != 0 ? 2 : 0) : 8;
        while (cursor.Left >= head)
        {
            int type = flags is null ? cursor.U16() : cursor.U8();
            int size = cursor.U16();
            int marks = cursor.U8();
            cursor.Skip(head - (flags is null ? 5 : 4));
            if (flags is not null && size > cursor.Left)
                break; // the rest is a checksum
            byte[] bytes = cursor.Take(size).ToArray();
            if (type == (int)H5MessageType.Continuation)
            {
                var next = new H5Cursor(bytes, cursor.File);
                pieces.Enqueue((next.Offset() ?? 0, next.Length()));
            }
            else if (Enum.IsDefined((H5MessageType)type))
                messages.Add(new((H5MessageType)type, (marks & 2) != 0, bytes));
        }
    }
}

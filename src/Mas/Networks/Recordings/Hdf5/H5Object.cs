namespace Mas.Networks.Recordings.Hdf5;

/// <summary>A group or an array of a file, with its attributes.</summary>
internal sealed class H5Object(H5File file, long address)
{
    private readonly IReadOnlyList<H5Message> _messages = H5Header.Read(file, address);

    public H5File File => file;

    public long Address => address;

    /// <summary>Whether it is an array; otherwise it is a group or a named type.</summary>
    public bool IsArray => _messages.Any(message => message.Type == H5MessageType.Layout);

    public IReadOnlyList<H5Link> Links => H5Links.Of(file, _messages);

    /// <param name="name">Its path.</param>
    /// <exception cref="InputException">Its description is broken, or its values lie in other files.</exception>
    public H5Array Array(string name)
    {
        if (_messages.Any(message => message.Type == H5MessageType.ExternalFiles))
            throw file.Fail($"array '{name}' keeps its values in other files, which are not opened; copy it into one file");
        H5Type type = H5Type.Read(Need(H5MessageType.Datatype, name).Open(file));
        H5Space space = H5Space.Read(Need(H5MessageType.Dataspace, name).Open(file)) ?? new([0], [0]);
        H5Layout layout = H5Layout.Read(Need(H5MessageType.Layout, name).Open(file), space.Shape.Length);
        IReadOnlyList<H5Filter> filters =
            _messages.Find(H5MessageType.Filters, file) is H5Message found ? H5Filters.Read(found.Open(file)) : [];
        return new(this, name, new(type, space, layout, filters, Fill((int)type.Size)));
    }

    /// <summary>An attribute as a text; null where there is none of this name, or it is none.</summary>
    public string? Text(string name) => Attribute(name) is { Type.Kind: H5TypeKind.Text or H5TypeKind.VariableText } found
        ? H5Texts.One(file, found.Type, found.Bytes, 0) : null;

    /// <summary>An attribute as a number; null where there is none of this name, or it is none.</summary>
    public double? Number(string name)
    {
        if (Attribute(name) is not { Type.Number: Arrays.ElementType number } found || found.Type.Kind != H5TypeKind.Number)
            return null;
        var value = new double[1];
        Arrays.Elements.Decode(number, found.Bytes.AsSpan(0, number.Size), value.AsSpan());
        return value[0];
    }

    // One with room for at least one element.
    private H5Attribute? Attribute(string name) => H5Attribute.All(file, _messages)
        .FirstOrDefault(attribute => attribute.Name == name && attribute.Bytes.Length >= attribute.Type.Size);

    // Of elements that were never written; zeros where nothing is said.
    private byte[]? Fill(int size)
    {
        if (_messages.Find(H5MessageType.FillValue, file) is not H5Message message)
            return _messages.Find(H5MessageType.FillValueOld, file) is H5Message old ? Bytes(old.Open(file), size) : null;
        H5Cursor cursor = message.Open(file);
        int version = cursor.U8();
        if (version == 3)
            return (cursor.U8() & 0x20) != 0 ? Bytes(cursor, size) : null;
        cursor.Skip(2);
        return cursor.U8() != 0 && cursor.Left >= 4 ? Bytes(cursor, size) : null;
    }

    private static byte[]? Bytes(H5Cursor cursor, int size) => cursor.U32() == size ? cursor.Take(size).ToArray() : null;

    private H5Message Need(H5MessageType type, string name) => _messages.Find(type, file)
        ?? throw file.Fail($"array '{name}' of the HDF5 file has no {type}; the file is broken");
}

using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.Hdf5;

/// <summary>The type of an element.</summary>
/// <param name="Size">Bytes in the file.</param>
/// <param name="Number">How it is stored; null for what is no number.</param>
internal sealed record H5Type(H5TypeKind Kind, long Size, ElementType? Number)
{
    // Deeper than any type that holds another one.
    private const int Deepest = 8;

    /// <summary>Names of the values of an enumeration, by value; null for every other type.</summary>
    public IReadOnlyDictionary<long, string>? Names { get; init; }

    /// <summary>In words.</summary>
    public override string ToString() => Kind switch
    {
        H5TypeKind.Number => Number!.Value.ToString(),
        H5TypeKind.Text or H5TypeKind.VariableText or H5TypeKind.Enumeration => "text",
        H5TypeKind.Reference => "reference",
        _ => "unreadable type",
    };

    public static H5Type Read(H5Cursor cursor, int depth = 0)
    {
        int head = cursor.U8();
        int bits = cursor.U8() | (cursor.U16() << 8);
        long size = cursor.U32();
        if (depth > Deepest || size is < 1 or > 1 << 24)
            return new(H5TypeKind.Other, Math.Max(1, size), null);
        return (head & 15) switch
        {
            0 => Whole(cursor, bits, (int)size),
            1 => Floating(cursor, bits, (int)size),
            3 => new(H5TypeKind.Text, size, null),
            7 when size == cursor.File.OffsetSize => new(H5TypeKind.Reference, size, null),
            8 => Enumeration(cursor, head >> 4, bits & 0xffff, depth),
            9 when (bits & 15) == 1 => new(H5TypeKind.VariableText, size, null),
            _ => new(H5TypeKind.Other, size, null),
        };
    }

    private static H5Type Whole(H5Cursor cursor, int bits, int size)
    {
        var type = new ElementType((bits & 8) != 0 ? ElementClass.Signed : ElementClass.Unsigned, size, (bits & 1) != 0);
        bool isFull = cursor.U16() == 0 && cursor.U16() == 8 * size;
        return type.IsKnown && isFull ? new(H5TypeKind.Number, size, type) : new(H5TypeKind.Other, size, null);
    }

    private static H5Type Floating(H5Cursor cursor, int bits, int size)
    {
        var type = new ElementType(ElementClass.Float, size, (bits & 1) != 0);
        cursor.Skip(4);
        (int exponentAt, int exponentSize) = (cursor.U8(), cursor.U8());
        bool isIeee = (bits & 0x40) == 0 && (size, exponentAt, exponentSize) is (2, 10, 5) or (4, 23, 8) or (8, 52, 11);
        return isIeee ? new(H5TypeKind.Number, size, type) : new(H5TypeKind.Other, size, null);
    }

    private static H5Type Enumeration(H5Cursor cursor, int version, int count, int depth)
    {
        H5Type of = Read(cursor, depth + 1);
        if (of.Number is not { Class: not ElementClass.Float, Size: < 8 } number)
            return new(H5TypeKind.Other, of.Size, null);
        return Named(cursor, version, count, of, number);
    }

    private static H5Type Named(H5Cursor cursor, int version, int count, H5Type of, ElementType number)
    {
        var names = new string[count];
        for (int i = 0; i < count; i++)
        {
            int start = cursor.At;
            names[i] = cursor.Letters();
            if (version < 3)
                cursor.Skip(-(cursor.At - start) & 7);
        }
        var values = new double[count];
        Elements.Decode(number, cursor.Take(count * of.Size), values.AsSpan());
        string[] plain = [.. names.Select(name => name.ToUpperInvariant()).Order(StringComparer.Ordinal)];
        if (plain is ["FALSE", "TRUE"]
            && of.Size == 1 && values[names[0].Equals("FALSE", StringComparison.OrdinalIgnoreCase) ? 0 : 1] == 0)
            return new(H5TypeKind.Number, 1, new(ElementClass.Flag, 1, false));
        var byValue = new Dictionary<long, string>();
        for (int i = 0; i < count; i++)
            byValue[(long)values[i]] = names[i];
        return new(H5TypeKind.Enumeration, of.Size, number) { Names = byValue };
    }
}

internal enum H5TypeKind
{
    Number,
    Text, // of a fixed length
    VariableText,
    Enumeration,
    Reference, // the address of another object
    Other,
}

using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.Hdf5;

/// <summary>What is known of an array without its values.</summary>
/// <param name="Fill">[bytes of an element] of what was never written; null for zeros.</param>
internal sealed record H5Description(H5Type Type, H5Space Space, H5Layout Layout, IReadOnlyList<H5Filter> Filters, byte[]? Fill);

/// <summary>An array of an HDF5 file.</summary>
internal sealed class H5Array(H5Object described, string name, H5Description description)
    : StoredArray(described.File.File.Path, name, description.Space.Shape, described.File.File.Limit)
{
    private readonly H5Chunks _values = new(described.File, name, description);

    public H5Object Object => described;

    public H5Type Element => description.Type;

    public override string Type => description.Type.ToString();

    public override ValueKind Kind => description.Type.Kind == H5TypeKind.Number ? description.Type.Number!.Value.Kind : ValueKind.Text;

    /// <summary>Addresses of the objects that the elements refer to.</summary>
    public long[] References()
    {
        if (description.Type.Kind != H5TypeKind.Reference)
            throw Fail($"array '{Name}' has no references");
        byte[] bytes = Raw();
        return [.. Enumerable.Range(0, (int)Count).Select(i => new H5Cursor(
            bytes.AsSpan(i * (int)Element.Size, (int)Element.Size).ToArray(), described.File).Offset() ?? 0)];
    }

    protected override void RequireStored()
    {
        if (description.Type.Kind == H5TypeKind.Other)
            throw Fail($"array '{Name}' has elements of a type that is not read, such as records, complex numbers or lists; save its "
                + "numbers as an array of their own");
        _values.RequireStored(Count);
    }

    protected override void Fill<T>(Span<T> values)
    {
        ElementType type = Element.Number!.Value;
        _values.Read(values, 1, (bytes, target) => Elements.Decode(type, bytes, target));
    }

    protected override string[] ReadTexts()
    {
        if (description.Type.Kind == H5TypeKind.Reference)
            throw Fail($"array '{Name}' holds references to other objects; name the array that they lead to");
        byte[] bytes = Raw();
        var texts = new string[Count];
        double[] numbers = Element.Names is null ? [] : new double[Count];
        if (Element.Names is not null)
            Elements.Decode(Element.Number!.Value, bytes, numbers.AsSpan());
        for (int i = 0; i < texts.Length; i++)
            texts[i] = Element.Names is { } names ? names.GetValueOrDefault((long)numbers[i]) ?? Invariant($"{numbers[i]}")
                : H5Texts.One(described.File, Element, bytes, i * Element.Size);
        return texts;
    }

    // The bytes of all elements.
    private byte[] Raw()
    {
        described.File.File.Limit.Require($"array '{Name}'", Count, (int)Element.Size, Path);
        RequireStored();
        if (Count * Element.Size > System.Array.MaxLength)
            throw Fail($"array '{Name}' takes {Count * Element.Size} bytes; at most {System.Array.MaxLength} are read of texts");
        var bytes = new byte[Count * Element.Size];
        _values.Read(bytes.AsSpan(), (int)Element.Size, (source, target) => source.CopyTo(target));
        return bytes;
    }
}

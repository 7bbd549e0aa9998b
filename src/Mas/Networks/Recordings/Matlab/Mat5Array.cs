using System.Text;
using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.Matlab;

/// <summary>A variable of a MATLAB 5 file, or a field of a structure: numbers, texts, or a cell of single ones of these.</summary>
internal sealed class Mat5Array : StoredArray
{
    private const int Block = 1 << 16;

    private readonly Mat5Source _source;
    private readonly Mat5Value _value;

    /// <param name="name">With the structure that it is a field of, such as <c>trials.count</c>.</param>
    public Mat5Array(string name, Mat5Value value, Mat5Source source)
        : base(source.File.Path, name, value.Class == Mat5Class.Char ? [value.Shape[0]] : value.Shape, source.File.Limit)
    {
        (_source, _value) = (source, value);
        IsColumnMajor = true;
    }

    public override string Type => _value switch
    {
        { Class: Mat5Class.Char } => "text",
        { Class: Mat5Class.Cell } => IsTexts ? "text" : "cell",
        { IsLogical: true } => "logical",
        _ => _value.ClassName,
    };

    public override ValueKind Kind => _value switch
    {
        { Class: Mat5Class.Cell } when !IsTexts && IsNumbers => ValueKind.Number,
        { IsNumber: false } => ValueKind.Text,
        { IsLogical: true } => ValueKind.Flag,
        { Class: Mat5Class.Double or Mat5Class.Single } => ValueKind.Number,
        _ => ValueKind.Whole,
    };

    public override IReadOnlyList<StoredArray> Cells => _value.Class != Mat5Class.Cell ? []
        : [.. _value.Parts.Select((part, i) => new Mat5Array(Invariant($"{Name}({i + 1})"), part, _source))];

    private bool IsTexts => _value.Parts.All(part => part.Class == Mat5Class.Char || part.Count == 0);

    private bool IsNumbers => _value.Parts.All(part => part is { IsNumber: true, IsComplex: false, Count: 1 });

    protected override void RequireStored()
    {
        if (_value.IsComplex)
            throw Fail(MatlabConversion.Of(Name, "complex"));
        bool isRead = _value.Class == Mat5Class.Char || _value.IsNumber || (_value.Class == Mat5Class.Cell && (IsTexts || IsNumbers));
        if (!isRead)
            throw Fail(MatlabConversion.Of(Name, _value.ClassName));
        if (_value is { IsNumber: true, Count: > 0 })
            using (Mat5Reader reader = _source.Open())
                Start(reader, _value);
    }

    protected override void Fill<T>(Span<T> values)
    {
        using Mat5Reader reader = _source.Open();
        if (_value.Class != Mat5Class.Cell)
            Fill(reader, _value, values);
        else
            for (int i = 0; i < values.Length; i++)
                Fill(reader, _value.Parts[i], values.Slice(i, 1));
    }

    protected override string[] ReadTexts()
    {
        using Mat5Reader reader = _source.Open();
        return _value.Class != Mat5Class.Cell ? Letters(reader, _value)
            : [.. _value.Parts.Select(part => part.Count == 0 ? "" : Letters(reader, part) is [string only] ? only
                : throw Fail($"variable '{Name}' has a text of several rows in a cell; one row each is wanted"))];
    }

    // Values lie one behind the other, so that a reader only goes on. The data's own length is the truth; the shape must agree with it.
    private ElementType Start(Mat5Reader reader, Mat5Value value)
    {
        reader.Skip(value.Position - reader.Position);
        Mat5Tag tag = reader.Tag();
        ElementType type = Element(tag.Type);
        if ((Int128)value.Count * type.Size != tag.Size)
            throw Fail($"variable '{Name}' of shape {ArrayShape.Text(value.Shape)} has {tag.Size} bytes of numbers; "
                + $"{(Int128)value.Count * type.Size} are wanted, so that the file is broken");
        ReadingLimit.RequireStored($"variable '{Name}'", tag.Size, _source.Length, Path);
        return type with { IsBigEndian = _source.IsBigEndian, Class = value.IsLogical ? ElementClass.Flag : type.Class };
    }

    private void Fill<T>(Mat5Reader reader, Mat5Value value, Span<T> values)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        if (values.IsEmpty)
            return;
        ElementType type = Start(reader, value);
        for (int done = 0; done < values.Length;)
        {
            int now = Math.Min(values.Length - done, Block / type.Size);
            Elements.Decode(type, reader.Take(now * type.Size), values.Slice(done, now));
            done += now;
        }
    }

    // A row of letters each; stored column by column.
    private string[] Letters(Mat5Reader reader, Mat5Value value)
    {
        reader.Skip(value.Position - reader.Position);
        Mat5Tag tag = reader.Tag();
        ReadingLimit.RequireStored($"variable '{Name}'", tag.Size, _source.Length, Path);
        _source.File.Limit.Require($"variable '{Name}'", tag.Size, 4, Path);
        byte[] bytes = reader.Take((int)tag.Padded)[..(int)tag.Size];
        string all = tag.Type switch
        {
            2 or 16 => Encoding.UTF8.GetString(bytes),
            4 or 17 => (_source.IsBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(bytes),
            18 => new UTF32Encoding(_source.IsBigEndian, false).GetString(bytes),
            _ => Encoding.Latin1.GetString(bytes),
        };
        long rows = value.Shape[0];
        if (rows == 1)
            return [all];
        if (value.Count != all.Length || value.Shape.Length != 2)
            throw Fail($"variable '{Name}' has letters that do not fit its shape {ArrayShape.Text(value.Shape)}; the file is broken");
        return [.. Enumerable.Range(0, (int)rows).Select(row => string.Concat(
            Enumerable.Range(0, (int)value.Shape[1]).Select(column => all[row + column * (int)rows])).TrimEnd())];
    }

    private ElementType Element(int type) => type switch
    {
        1 => new(ElementClass.Signed, 1, false),
        2 => new(ElementClass.Unsigned, 1, false),
        3 => new(ElementClass.Signed, 2, false),
        4 => new(ElementClass.Unsigned, 2, false),
        5 => new(ElementClass.Signed, 4, false),
        6 => new(ElementClass.Unsigned, 4, false),
        7 => new(ElementClass.Float, 4, false),
        9 => new(ElementClass.Float, 8, false),
        12 => new(ElementClass.Signed, 8, false),
        13 => new(ElementClass.Unsigned, 8, false),
        _ => throw Fail($"variable '{Name}' has numbers of the unknown type {type}; the file is broken"),
    };
}

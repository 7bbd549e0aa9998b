using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.Matlab;

/// <summary>MATLAB's classes, by their numbers in the file.</summary>
internal enum Mat5Class
{
    Cell = 1,
    Struct = 2,
    Object = 3,
    Char = 4,
    Sparse = 5,
    Double = 6,
    Single = 7,
    Int8 = 8,
    UInt8 = 9,
    Int16 = 10,
    UInt16 = 11,
    Int32 = 12,
    UInt32 = 13,
    Int64 = 14,
    UInt64 = 15,
    Function = 16,
    Opaque = 17,
}

/// <summary>A value as it lies in the file.</summary>
/// <param name="ClassName">In words, such as <c>double</c>, or the class of an object.</param>
/// <param name="Position">Where the tag of its data is.</param>
/// <param name="Parts">Values of a cell; of a structure, element by element and in each field by field.</param>
/// <param name="Fields">Of a structure.</param>
internal sealed record Mat5Value(
    string Name, Mat5Class Class, string ClassName, long[] Shape, long Position,
    IReadOnlyList<Mat5Value> Parts, IReadOnlyList<string> Fields)
{
    private const int Deepest = 24, LongestName = 4096, MostFields = 10_000, MostParts = 1_000_000;

    public bool IsLogical { get; init; }

    public bool IsComplex { get; init; }

    public bool IsNumber => Class is >= Mat5Class.Double and <= Mat5Class.UInt64;

    public long Count => ArrayShape.Count(Shape) ?? -1;

    /// <summary>Reads what a value is, and goes past its data.</summary>
    /// <exception cref="InputException">It is broken.</exception>
    public static Mat5Value Read(Mat5Reader reader, int depth = 0)
    {
        Mat5Tag tag = reader.Tag();
        if (tag.Type != Mat5Tag.Matrix || depth > Deepest)
            throw reader.Broken();
        if (tag.Size == 0)
            return new("", Mat5Class.Double, "double", [0, 0], -1, [], []);
        long end = reader.Position + tag.Size;
        int flags = reader.Whole(2)[0];
        var kind = (Mat5Class)(flags & 0xff);
        if (!Enum.IsDefined(kind))
            throw reader.Broken();
        Mat5Value value = kind == Mat5Class.Opaque ? Opaque(reader) : Plain(reader, kind, depth) with
        {
            IsLogical = (flags & 0x200) != 0,
            IsComplex = (flags & 0x800) != 0,
        };
        if (reader.Position > end)
            throw reader.Broken();
        reader.Skip(end - reader.Position);
        return value;
    }

    private static Mat5Value Opaque(Mat5Reader reader)
    {
        string name = reader.Name(LongestName);
        reader.Name(LongestName); // the system of types
        return new(name, Mat5Class.Opaque, reader.Name(LongestName), [1], -1, [], []);
    }

    private static Mat5Value Plain(Mat5Reader reader, Mat5Class kind, int depth)
    {
        long[] shape = [.. reader.Whole(ArrayShape.MostDimensions).Select(size => (long)size)];
        string name = reader.Name(LongestName);
        if (ArrayShape.Count(shape) is not long count || shape.Length < 2)
            throw reader.Broken();
        var value = new Mat5Value(name, kind, kind.ToString().ToLowerInvariant(), shape, reader.Position, [], []);
        return kind switch
        {
            Mat5Class.Cell => value with { Parts = ReadParts(reader, count, depth) },
            Mat5Class.Struct => Structure(reader, value, count, depth),
            Mat5Class.Object => value with { ClassName = reader.Name(LongestName) },
            Mat5Class.Function => value with { ClassName = "function_handle" },
            _ => value,
        };
    }

    private static Mat5Value Structure(Mat5Reader reader, Mat5Value value, long count, int depth)
    {
        int longest = reader.Whole(1) is [int size] and [> 0 and <= LongestName] ? size : throw reader.Broken();
        Mat5Tag tag = reader.Tag();
        if (tag.Size > (long)longest * MostFields)
            throw reader.Broken();
        byte[] names = reader.Take((int)tag.Padded);
        string[] fields = [.. Enumerable.Range(0, (int)tag.Size / longest).Select(field =>
            System.Text.Encoding.UTF8.GetString(names.AsSpan(field * longest, longest)).Split('\0')[0])];
        return value with { Fields = fields, Parts = ReadParts(reader, count * (Int128)fields.Length, depth) };
    }

    // As many as are there: each takes bytes, so that the file's length bounds them.
    private static List<Mat5Value> ReadParts(Mat5Reader reader, Int128 count, int depth)
    {
        if (count > MostParts)
            throw reader.Broken();
        var parts = new List<Mat5Value>();
        for (int i = 0; i < count; i++)
            parts.Add(Read(reader, depth + 1));
        return parts;
    }
}

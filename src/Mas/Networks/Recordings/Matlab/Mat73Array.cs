using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Hdf5;

namespace Mas.Networks.Recordings.Matlab;

/// <summary>A variable of a MATLAB 7.3 file, which is HDF5 with the dimensions in reverse.</summary>
internal sealed class Mat73Array : StoredArray
{
    private const int LongestText = 1 << 20;

    private readonly H5Array _array;
    private readonly string _className;

    /// <param name="name">With dots between a structure and its fields.</param>
    public Mat73Array(string name, H5Array array)
        : base(array.Path, name, ShapeOf(array), array.Object.File.File.Limit)
    {
        _array = array;
        _className = array.Object.Text("MATLAB_class") ?? (array.Element.Kind == H5TypeKind.Reference ? "cell" : array.Type);
        IsColumnMajor = true;
    }

    public override string Type => _className switch
    {
        "char" or "cell" => "text",
        _ => _className,
    };

    public override ValueKind Kind => _className switch
    {
        "logical" => ValueKind.Flag,
        "double" or "single" => ValueKind.Number,
        _ when IsWhole => ValueKind.Whole,
        _ => ValueKind.Text,
    };

    /// <summary>Its class, where only MATLAB reads it; null otherwise.</summary>
    public string? Unreadable => _className is "char" or "cell" or "logical" or "double" or "single" || IsWhole ? null : _className;

    private bool IsWhole => _className is "int8" or "uint8" or "int16" or "uint16" or "int32" or "uint32" or "int64" or "uint64";

    protected override void RequireStored()
    {
        if (Unreadable is string only)
            throw Fail(MatlabConversion.Of(Name, only));
        if (Kind != ValueKind.Text && _array.Element.Kind == H5TypeKind.Other)
            throw Fail(MatlabConversion.Of(Name, "complex"));
    }

    protected override void Fill<T>(Span<T> values)
    {
        T[] stored = _array.Numbers<T>();
        if (stored.Length == values.Length)
            stored.CopyTo(values);
        else if (values.Length > 0)
            throw Fail($"variable '{Name}' has {stored.Length} numbers, and its shape is {ArrayShape.Text(Shape)}");
    }

    protected override string[] ReadTexts() => _className == "char" ? Letters(_array, Name)
        : [.. _array.References().Select(address => Element(address))];

    private string Element(long address)
    {
        var found = new H5Object(_array.Object.File, address);
        if (!found.IsArray || found.Text("MATLAB_class") != "char")
            throw Fail($"variable '{Name}' is a cell of something other than texts; {MatlabConversion.Of(Name, "cell")}");
        return Letters(found.Array(Name), Name) is [string only] ? only
            : throw Fail($"variable '{Name}' has a text of several rows in a cell; one row each is wanted");
    }

    // A row of letters each, as numbers of 16 bits; in the file [columns, rows].
    private string[] Letters(H5Array array, string name)
    {
        if (IsEmpty(array))
            return [""];
        if (array.Shape is not [long columns, long rows] || array.Count > LongestText || array.Element.Number is null)
            throw Fail($"variable '{name}' is text of shape {ArrayShape.Text(array.Shape)}, which is not read");
        double[] letters = array.Numbers<double>();
        return [.. Enumerable.Range(0, (int)rows).Select(row => string.Concat(
            Enumerable.Range(0, (int)columns).Select(column => (char)(ushort)letters[column * (int)rows + row])))];
    }

    // Of something empty MATLAB writes the dimensions in the place of the values.
    private static bool IsEmpty(H5Array array) => array.Object.Number("MATLAB_empty") is > 0;

    private static long[] ShapeOf(H5Array array)
    {
        if (IsEmpty(array))
            return [0, 0];
        long[] shape = [.. array.Shape.Reverse()];
        return array.Object.Text("MATLAB_class") == "char" ? [shape[0]] : shape;
    }
}

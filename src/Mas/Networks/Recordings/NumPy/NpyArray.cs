using System.Text;
using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.NumPy;

/// <summary>An array as NumPy stores it, in a file of its own or in an archive.</summary>
internal sealed class NpyArray : StoredArray
{
    private const int Block = 1 << 16; // bytes decoded at a time, a multiple of every number's size

    private readonly NpyType _type;
    private readonly NpyBytes _bytes;

    private NpyArray(string name, NpyHeader header, NpyBytes bytes, OpenedFile file)
        : base(file.Path, name, header.Shape, file.Limit)
    {
        (_type, _bytes) = (header.Type, bytes);
        IsColumnMajor = header.IsColumnMajor;
        Int128 needed = (Int128)Count * _type.Size;
        if (needed > bytes.Length - header.DataStart)
            throw Fail($"array '{name}' of shape {ArrayShape.Text(Shape)} and type {_type} needs {needed} bytes of numbers; there are "
                + $"{bytes.Length - header.DataStart}, so that the file is broken or was cut off");
        if (bytes.MustFit && needed != bytes.Length - header.DataStart)
            throw Fail($"array '{name}' needs {needed} bytes of numbers, and its place in the archive has "
                + $"{bytes.Length - header.DataStart}");
    }

    /// <exception cref="InputException">The header is broken, or says more than there is.</exception>
    public static NpyArray Open(string name, NpyBytes bytes, OpenedFile file)
    {
        using Stream stream = bytes.Open();
        NpyHeader header = NpyHeader.Read(
            count => bytes.Read(stream, count), message => new InputException(bytes.Place + message, file.Path));
        return new(name, header, bytes, file);
    }

    public override string Type => _type.ToString();

    public override ValueKind Kind => _type.Number?.Kind ?? ValueKind.Text;

    // Checked when it was opened.
    protected override void RequireStored()
    {
    }

    protected override void Fill<T>(Span<T> values)
    {
        ElementType type = _type.Number!.Value;
        using Stream stream = Data();
        for (int done = 0; done < values.Length;)
        {
            int now = Math.Min(values.Length - done, Block / type.Size);
            Elements.Decode(type, _bytes.Read(stream, now * type.Size), values.Slice(done, now));
            done += now;
        }
        _bytes.Finish(stream);
    }

    protected override string[] ReadTexts()
    {
        Encoding encoding = !_type.IsWide ? Encoding.UTF8 : _type.IsBigEndian ? new UTF32Encoding(true, false) : Encoding.UTF32;
        var texts = new string[Count];
        using Stream stream = Data();
        for (int i = 0; i < texts.Length; i++)
            texts[i] = encoding.GetString(_bytes.Read(stream, (int)_type.Size)).TrimEnd('\0');
        _bytes.Finish(stream);
        return texts;
    }

    private Stream Data()
    {
        Stream stream = _bytes.Open();
        NpyHeader.Read(count => _bytes.Read(stream, count), Fail);
        return stream;
    }
}

using System.Text;
using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.Matlab;

/// <summary>A MATLAB file of level 5, as <c>save</c> writes it by default (versions 6 and 7).</summary>
internal static class Mat5File
{
    private const int Head = 128;

    /// <summary>Whether the first bytes are those of such a file: the text that MATLAB puts there, or the version and the order of bytes,
    /// which other programs put behind a text of their own.</summary>
    public static bool Is(ReadOnlySpan<byte> start) => start.Length >= Head
        && (start.StartsWith("MATLAB"u8) || start[124..Head] is [0, 1, (byte)'I', (byte)'M'] or [1, 0, (byte)'M', (byte)'I']);

    /// <param name="notices">Sentences about variables that only MATLAB reads are added.</param>
    /// <exception cref="InputException">The file is broken.</exception>
    public static IReadOnlyList<StoredArray> Arrays(OpenedFile file, List<string> notices)
    {
        byte[] mark = file.Read(126, 2L);
        bool isBigEndian = mark is [(byte)'M', (byte)'I'];
        if (!isBigEndian && mark is not [(byte)'I', (byte)'M'])
            throw new InputException($"the MATLAB file has '{Encoding.Latin1.GetString(mark)}' where IM or MI tells the order of its "
                + "bytes; it is broken", file.Path);
        var arrays = new List<StoredArray>();
        for (long at = Head; at < file.Length;)
        {
            var whole = new Mat5Source(file, at, file.Length - at, false, isBigEndian);
            using Mat5Reader outer = whole.Open();
            Mat5Tag tag = outer.Tag();
            if (tag.Size > file.Length - at - 8)
                throw new InputException($"a variable of the MATLAB file claims {tag.Size} bytes, and {file.Length - at - 8} are there; "
                    + "the file is broken or was cut off, copy it again", file.Path);
            Mat5Source source = tag.Type switch
            {
                Mat5Tag.Compressed => new(file, at + 8, tag.Size, true, isBigEndian),
                Mat5Tag.Matrix => new(file, at, tag.Size + 8, false, isBigEndian),
                _ => throw outer.Broken(),
            };
            Add(source, arrays, notices);
            at += 8 + tag.Size;
        }
        if (arrays.GroupBy(array => array.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InputException($"the MATLAB file has two variables named '{twice.Key}'; which one is meant cannot be "
                + "known", file.Path);
        return arrays;
    }

    private static void Add(Mat5Source source, List<StoredArray> arrays, List<string> notices)
    {
        if (source.IsCompressed)
        {
            // What comes out says how long it is; more than deflate can give is a lie that is not unpacked.
            using Mat5Reader head = source.Open();
            ReadingLimit.RequireStored("a variable of the MATLAB file", head.Tag().Size, source.Length, source.File.Path);
        }
        using Mat5Reader reader = source.Open();
        Mat5Value value = Mat5Value.Read(reader);
        // Without a name: what MATLAB keeps for its own objects.
        if (value.Name.Length > 0)
            Add(value.Name, value, source, arrays, notices);
    }

    private static void Add(string name, Mat5Value value, Mat5Source source, List<StoredArray> arrays, List<string> notices)
    {
        if (value.Class != Mat5Class.Struct)
        {
            if (value.Class is Mat5Class.Opaque or Mat5Class.Object)
                notices.Add(MatlabConversion.Of(name, value.ClassName));
            arrays.Add(new Mat5Array(name, value, source));
            return;
        }
        for (int field = 0; field < value.Fields.Count; field++)
        {
            string path = $"{name}.{value.Fields[field]}";
            if (value.Count == 1)
                Add(path, value.Parts[field], source, arrays, notices);
            else
                // One value in each element of a list of structures: read as a cell.
                arrays.Add(new Mat5Array(path, value with
                {
                    Class = Mat5Class.Cell,
                    ClassName = "cell",
                    Parts = [.. Enumerable.Range(0, (int)value.Count).Select(element => value.Parts[element * value.Fields.Count + field])],
                }, source));
        }
    }
}

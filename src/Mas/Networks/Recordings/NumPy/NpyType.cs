using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.NumPy;

/// <summary>The type of a NumPy array: numbers, or texts of a fixed length.</summary>
/// <param name="Number">Null for texts.</param>
/// <param name="Size">Bytes of an element.</param>
/// <param name="IsWide">Whether a letter takes four bytes (<c>U</c>), otherwise it takes one (<c>S</c>).</param>
internal sealed record NpyType(ElementType? Number, long Size, bool IsWide, bool IsBigEndian)
{
    private const long LongestText = 1 << 20;

    /// <summary>Reads NumPy's word, such as <c>&lt;f4</c>.</summary>
    public static NpyType Parse(string word, Func<string, InputException> fail)
    {
        if (word.Length < 2 || word[0] is not ('<' or '>' or '|' or '='))
            throw fail($"the npy element type '{word}' is not known; numbers (b, i, u, f) and texts (S, U) are read");
        if (word[1] == 'O')
            throw fail("the array holds Python objects, which are pickled, and nothing is unpickled; save numbers or texts, for example "
                + "with x.astype(float) or x.astype(str)");
        bool isBig = word[0] == '>';
        if (!long.TryParse(word.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            throw Unknown(word, fail);
        if (word[1] is 'S' or 'a' or 'U')
            return size is >= 1 and <= LongestText ? new(null, word[1] == 'U' ? 4 * size : size, word[1] == 'U', isBig)
                : throw fail($"the npy texts have {size} letters each; at most {LongestText} are read");
        ElementClass? kind = word[1] switch
        {
            'b' => ElementClass.Flag,
            'i' => ElementClass.Signed,
            'u' => ElementClass.Unsigned,
            'f' => ElementClass.Float,
            _ => null,
        };
        return kind is ElementClass known && new ElementType(known, (int)Math.Min(size, 99), isBig) is { IsKnown: true } type
            ? new(type, size, false, isBig) : throw Unknown(word, fail);
    }

    public override string ToString() => Number?.ToString() ?? "text";

    private static InputException Unknown(string word, Func<string, InputException> fail) => fail(
        $"the npy element type '{word}' is not known; bool, whole numbers of 1, 2, 4 or 8 bytes, floating point of 2, 4 or 8 bytes, and "
        + "texts are read; convert it with x.astype('float64')");
}

namespace Mas.Tasks.Tokenisers;

/// <summary>Places between two characters of a text at which a token ends: there a token of another tokeniser may end too.</summary>
internal static class TokenPlaces
{
    /// <summary>Of a token that ends at none.</summary>
    public const int None = -1;

    /// <summary>[ids] how many UTF-16 units of the text are read when the token has been read, and nothing of the next character; <see
    /// cref="None"/> where it has read a part of a character, or nothing.</summary>
    /// <param name="ids">The first ids of this text, or all.</param>
    /// <exception cref="InputException">They are not those of the text.</exception>
    public static int[] Of(Tokeniser tokeniser, string text, ReadOnlySpan<int> ids)
    {
        int[] places = tokeniser.Ends(text, ids);
        int before = 0;
        for (int i = 0; i < places.Length; i++)
        {
            int end = places[i];
            if (end == before || HasBegun(tokeniser.Bytes(ids[i])))
                places[i] = None;
            before = end;
        }
        return places;
    }

    // Whether the last character of these bytes lacks some of its own: the first byte of a character says how many it has.
    private static bool HasBegun(ReadOnlySpan<byte> bytes)
    {
        for (int there = 1; there <= Math.Min(3, bytes.Length); there++)
        {
            byte one = bytes[^there];
            if (one is < 0x80 or >= 0xC0)
                return there < one switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
        }
        return false;
    }
}

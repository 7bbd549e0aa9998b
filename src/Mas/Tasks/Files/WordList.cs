namespace Mas.Tasks.Files;

/// <summary>Words, numbered in the order in which they first come; kept once however often they come.</summary>
internal sealed class WordList
{
    public const int LongestWord = 100;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    public int Count => _ids.Count;

    public string[] Ordered => [.. _ids.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The number of a word, which may be new.</summary>
    public int Add(string word)
    {
        if (!_ids.TryGetValue(word, out int id))
            _ids.Add(word, id = _ids.Count);
        return id;
    }

    /// <summary>[numbers] what <paramref name="number"/> says about the word of each number.</summary>
    public int[] Renumbered(Func<string, int> number)
    {
        int[] renumbered = new int[_ids.Count];
        foreach ((string word, int id) in _ids)
            renumbered[id] = number(word);
        return renumbered;
    }

    /// <summary>Whether the text can be a word: not empty, without blanks, and short enough to be printed.</summary>
    public static bool IsWord(string text) =>
        text.Length is > 0 and <= LongestWord && !text.Any(unit => char.IsWhiteSpace(unit) || char.IsControl(unit));
}

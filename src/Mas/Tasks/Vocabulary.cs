using System.Collections.Frozen;

namespace Mas.Tasks;

/// <summary>The words of a task and their ids: pad 0, bos 1, eos 2, then the remaining words in ordinal order.</summary>
public sealed class Vocabulary
{
    /// <summary>Ids that every task has.</summary>
    public const int Pad = 0, Bos = 1, Eos = 2;

    /// <summary>Words that every task has, in the order of their ids: they frame a sequence.</summary>
    public static IReadOnlyList<string> Framing { get; } = ["P", "B", "E"];

    private readonly string[] _words;
    private readonly FrozenDictionary<string, int> _ids;

    /// <summary>The vocabulary of a task with these words beside <c>P</c>, <c>B</c> and <c>E</c>; repeated words count once.</summary>
    public Vocabulary(IEnumerable<string> words)
    {
        _words = [.. Framing, .. words.Distinct().Order(StringComparer.Ordinal)];
        _ids = _words.Index().ToFrozenDictionary(entry => entry.Item, entry => entry.Index);
    }

    /// <summary>Number of words.</summary>
    public int Count => _words.Length;

    /// <summary>All words in the order of their ids.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>The id of a word.</summary>
    public int Id(string word) => _ids.TryGetValue(word, out int id)
        ? id
        : throw new InputException($"'{word}' is not a word of the vocabulary; its words are {string.Join(" ", _words)}");

    /// <summary>The ids of words that are separated by blanks.</summary>
    public int[] Parse(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Id)];

    /// <summary>The words of ids, separated by blanks.</summary>
    public string Print(ReadOnlySpan<int> tokens) => string.Join(' ', tokens.ToArray().Select(Word));

    /// <summary>The word of an id; an id that no word has prints as its number, so that a message can name it.</summary>
    public string Word(int id) => id >= 0 && id < _words.Length ? _words[id] : $"#{id}";
}

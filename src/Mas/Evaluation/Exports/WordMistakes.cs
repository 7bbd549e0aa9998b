using Mas.Tasks;

namespace Mas.Evaluation.Exports;

/// <summary>Words that stand for other rows of a network than its vocabulary says.</summary>
/// <param name="words">The network's own, in the order of its rows.</param>
/// <param name="task">Words of the task; the ids of an open network are these, then the network's other ones.</param>
/// <param name="hasConfig">Whether the network's words stand in a config.json, in that order.</param>
internal sealed class WordMistakes(IReadOnlyList<string> words, Vocabulary task, bool hasConfig)
{
    /// <summary>In the order of the network's rows, as its configuration says.</summary>
    public IReadOnlyList<string> Words => words;

    /// <summary>More are not exchanged pair by pair.</summary>
    public const int MostExchanged = 36;

    private const int MostOfOneSide = 16;
    private const string AnotherOrder = "the words of the vocabulary are in another order than the network's rows";

    private readonly string[] _ids = [.. task.Words.Union(words)];

    /// <summary>Another order of all words: one id too low or too high, that of the task, of the alphabet, and backwards.</summary>
    public IEnumerable<ExportTry> Orders()
    {
        yield return OfOrder("every word stands one id too low", Rotated(1));
        yield return OfOrder("every word stands one id too high", Rotated(-1));
        string[][] others = [[.. task.Words.Intersect(words), .. words.Except(task.Words)], [.. words.Order(StringComparer.Ordinal)],
            [.. words.Reverse()], Rotated(2), Rotated(-2)];
        foreach (string[] order in others.Where(order => !order.SequenceEqual(words)))
            yield return Reordered(order);
    }

    /// <summary>Rows of the embedding, or of the head, one too low or too high.</summary>
    public IEnumerable<ExportTry> ShiftedSides()
    {
        foreach ((int by, string said) in ((int, string)[])[(1, "low"), (-1, "high")])
            foreach (bool isFed in (bool[])[true, false])
                yield return OfSide(isFed, Rotated(by), $"stand one row too {said}");
    }

    /// <summary>Any two words exchanged, in the embedding and in the head.</summary>
    public IEnumerable<ExportTry> Exchanges() => Pairs(MostExchanged).Select(pair => OfOrder(
        $"{words[pair.One]} and {words[pair.Other]} are exchanged in the vocabulary", Exchanged(words, pair)));

    /// <summary>Any two words exchanged on one side alone.</summary>
    public IEnumerable<ExportTry> ExchangesOfOneSide() =>
        from isFed in (bool[])[true, false]
        from pair in Pairs(MostOfOneSide)
        select OfSide(isFed, Exchanged(words, pair), $"of {words[pair.One]} and {words[pair.Other]} are exchanged");

    /// <summary>The words in any order.</summary>
    public ExportTry Reordered(string[] order) => OfOrder(AnotherOrder, order);

    /// <summary>Every two rows; none where there are too many words.</summary>
    public IEnumerable<(int One, int Other)> Pairs(int most) => words.Count > most ? []
        : from one in Enumerable.Range(0, words.Count) from other in Enumerable.Range(0, one) select (other, one);

    private string[] Rotated(int by) => [.. Enumerable.Range(0, words.Count).Select(row => words[(row + words.Count - by) % words.Count])];

    /// <summary>An order with two of its words exchanged.</summary>
    public static string[] Exchanged(IReadOnlyList<string> order, (int One, int Other) pair)
    {
        string[] changed = [.. order];
        (changed[pair.One], changed[pair.Other]) = (changed[pair.Other], changed[pair.One]);
        return changed;
    }

    private ExportTry OfOrder(string cause, string[] order)
    {
        Func<int, int> row = RowOf(order);
        return new(cause, hasConfig ? $"write \"vocabulary\": [{string.Join(", ", order.Select(word => $"\"{word}\""))}] in config.json"
            : $"put its words in the right order: what it calls {string.Join(", ", Renamed(order))}")
        {
            Way = new(row, row, 0),
            Order = order,
        };
    }

    private IEnumerable<string> Renamed(string[] order) =>
        words.Zip(order).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First} is {pair.Second}");

    private ExportTry OfSide(bool isFed, string[] order, string what)
    {
        Func<int, int> row = RowOf(order), own = id => id;
        string side = isFed ? "the embedding" : "the head";
        return new($"rows of {side} {what}", $"export {side} again, with its rows in the order of the vocabulary")
        {
            Way = new(isFed ? row : own, isFed ? own : row, 0),
        };
    }

    // Each row is named by the word that the vocabulary gives it; the order says which word it is really.
    private Func<int, int> RowOf(string[] order)
    {
        int[] rows = [.. Enumerable.Range(0, _ids.Length)];
        for (int row = 0; row < order.Length; row++)
            rows[Array.IndexOf(_ids, order[row])] = Array.IndexOf(_ids, words[row]);
        return id => rows[id];
    }
}

using Mas.Tasks;

namespace Mas.Networks;

/// <summary>Which id of a network each of a task's words has.</summary>
internal static class WordOrder
{
    /// <summary>The network's id of each of the task's words, then of the network's other ones; null where it has no such word and needs
    /// none.</summary>
    /// <param name="task">The task's words.</param>
    /// <param name="own">The network's words in the order of their ids.</param>
    /// <param name="readsTokens">Whether it is fed tokens; one that is not needs none of the words that only frame a sequence.</param>
    /// <param name="path">Where the network's words come from, for the message.</param>
    /// <exception cref="InputException">It lacks a word.</exception>
    public static long?[] Of(Vocabulary task, IReadOnlyList<string> own, bool readsTokens, string? path)
    {
        string[] missing = [.. task.Words.Except(own).Except(readsTokens ? [] : Vocabulary.Framing)];
        if (missing.Length > 0)
            throw new InputException(
                $"the network does not know the word{(missing.Length > 1 ? "s" : "")} {string.Join(", ", missing)} of its task; "
                + $"its vocabulary is {string.Join(" ", own)}", path, key: "vocabulary");
        Dictionary<string, long> ids = own.Index().ToDictionary(entry => entry.Item, entry => (long)entry.Index);
        return [.. task.Words.Union(own).Select(word => ids.TryGetValue(word, out long id) ? id : (long?)null)];
    }
}

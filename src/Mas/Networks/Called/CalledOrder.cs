using Mas.Tasks;

namespace Mas.Networks.Called;

/// <summary>Where a model has the words of a task.</summary>
/// <param name="Fed">The model's id of each word that it is fed; null for one that it has not and is never fed.</param>
/// <param name="Due">The model's place of each word among its logits; null for one that it never predicts. As many as the first.</param>
internal sealed record CalledOrder(long?[] Fed, long?[] Due)
{
    /// <param name="vocabulary">The model's words in the order of its ids, and of its logits where it has no classes.</param>
    /// <param name="classes">What its logits stand for, where that is not the vocabulary; empty where it is.</param>
    /// <param name="readsTokens">Whether it is fed tokens.</param>
    /// <param name="path">Where its words come from, for the message.</param>
    /// <exception cref="InputException">It lacks a word.</exception>
    public static CalledOrder Of(
        SequenceTask task, IReadOnlyList<string> vocabulary, IReadOnlyList<string> classes, bool readsTokens, string path)
    {
        if (classes.Count == 0)
        {
            long?[] both = WordOrder.Of(task.Vocabulary, vocabulary, readsTokens, path);
            return new(both, both);
        }
        if (task.Sides is not { } sides)
            throw new InputException($"the network predicts classes of its own ({Listing.Of([.. classes])}), and {task.Called} asks for "
                + "the next word; leave classes out, or use a task file with labels", path, key: "classes");
        Require(sides.Fed, vocabulary, "vocabulary", path);
        Require(sides.Due, classes, "classes", path);
        string[] all = [.. task.Vocabulary.Words, .. classes.Except(task.Vocabulary.Words)];
        return new(Places(all, vocabulary), Places(all, classes));
    }

    private static void Require(IReadOnlyList<string> wanted, IReadOnlyList<string> own, string key, string path)
    {
        string[] missing = [.. wanted.Except(own)];
        if (missing.Length > 0)
            throw new InputException($"{key} of the network lacks {Listing.Of(missing)}, which its task has; it has {Listing.Of([.. own])}",
                path, key: key);
    }

    private static long?[] Places(string[] all, IReadOnlyList<string> own)
    {
        Dictionary<string, long> places = own.Index().ToDictionary(entry => entry.Item, entry => (long)entry.Index);
        return Array.ConvertAll(all, word => places.TryGetValue(word, out long place) ? place : (long?)null);
    }
}

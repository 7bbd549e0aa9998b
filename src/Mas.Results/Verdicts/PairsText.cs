namespace Mas.Results.Verdicts;

/// <summary>The sentences of a verdict over more than two networks, each pair with a word of its own.</summary>
internal static class PairsText
{
    // Of many pairs one alone is told further.
    private const int WeakestSentences = 3;

    /// <summary>What would change the words of pairs that do not agree, for one pair of each word.</summary>
    public static IReadOnlyList<string> Changes(IReadOnlyList<(JudgedPair Pair, Ruling Ruling)> ruled) =>
        [.. ruled.DistinctBy(one => one.Ruling.Word).SelectMany(one => one.Ruling.Changes.Take(1).Select(change =>
            $"{Named(one.Pair)}: {change}"))];

    private static string Named(JudgedPair pair) => $"{pair.First.Name} with {pair.Second.Name}";

    /// <summary>The pair with the weakest direction.</summary>
    public static (JudgedPair Pair, Ruling Ruling) WeakestPair(IReadOnlyList<(JudgedPair Pair, Ruling Ruling)> ruled) =>
        ruled.MinBy(one => one.Pair.Asked.Min(direction => direction.Chosen?.Low));

    /// <summary>Several pairs, each with a word of its own.</summary>
    public static IReadOnlyList<string> Pairs(IReadOnlyList<(JudgedPair Pair, Ruling Ruling)> ruled, bool agree)
    {
        if (agree)
        {
            (JudgedPair pair, Ruling ruling) = WeakestPair(ruled);
            return
            [
                $"All {ruled.Count} pairs of networks have this word; of the one with the weakest direction, {pair.First.Name} with "
                    + $"{pair.Second.Name}:",
                .. ruling.Reasons.Take(WeakestSentences),
            ];
        }
        IEnumerable<string> groups = ruled.GroupBy(one => one.Ruling.Word).Select(word => $"`{word.Key}`: "
            + Listed.Few([.. word.Select(one => Named(one.Pair))]));
        return
        [
            $"The pairs of networks do not agree: {string.Join("; ", groups)}.",
            .. ruled.DistinctBy(one => one.Ruling.Word).Select(one => $"{Named(one.Pair)}: {one.Ruling.Reasons[0]}"),
        ];
    }
}

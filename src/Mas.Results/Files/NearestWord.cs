namespace Mas.Results.Files;

/// <summary>The word that somebody meant who mistyped it.</summary>
internal static class NearestWord
{
    /// <summary><c>; did you mean 'x'?</c>, or where nothing is near, <c>; allowed are x, y</c>.</summary>
    public static string Advice(string found, IReadOnlyCollection<string> allowed) =>
        Advice(found, allowed, $"allowed {(allowed.Count == 1 ? "is" : "are")} {string.Join(", ", allowed)}");

    /// <summary><c>; did you mean 'x'?</c>, or where nothing is near, what else there is to say.</summary>
    public static string Advice(string found, IEnumerable<string> allowed, string otherwise) =>
        Find(found, allowed) is { } nearest ? $"; did you mean '{nearest}'?" : $"; {otherwise}";

    /// <summary>The nearest words, the nearest first, however far they are: for a list too long to be told in full.</summary>
    public static IReadOnlyList<string> Nearest(string found, IEnumerable<string> allowed, int count) =>
        [.. allowed.OrderBy(word => Distance(found, word)).Take(count)];

    // A third of the letters may be wrong: enough for a slip in a short word, too little to turn one word into another.
    private static string? Find(string found, IEnumerable<string> allowed) => allowed
        .Select(word => (Word: word, Distance: Distance(found, word)))
        .Where(pair => pair.Distance <= Math.Max(1, (pair.Word.Length + 1) / 3) && pair.Distance < pair.Word.Length)
        .OrderBy(pair => pair.Distance)
        .Select(pair => pair.Word)
        .FirstOrDefault();

    // Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
    private static int Distance(string a, string b)
    {
        if (a.Length > 2 * b.Length + 2)
            return a.Length;
        var cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = a[i - 1] == b[j - 1] ? 0 : 1;
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }
        return cost[a.Length, b.Length];
    }
}

namespace Mas.Results.Files;

/// <summary>Words one after the other, as a sentence has them.</summary>
internal static class Listed
{
    public static string Of(IReadOnlyList<string> words) => words.Count switch
    {
        0 => "",
        1 => words[0],
        _ => $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}",
    };

    /// <summary>The first few, and how many more there are.</summary>
    public static string Few(IReadOnlyList<string> words, int most = 4) =>
        words.Count <= most ? Of(words) : $"{string.Join(", ", words.Take(most - 1))} and {words.Count - most + 1} more";

    /// <summary>With a capital, as a sentence begins.</summary>
    public static string Capital(string sentence) =>
        sentence.Length == 0 ? sentence : $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}";

    /// <summary><c>1 direction</c>, <c>3 directions</c>.</summary>
    public static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}

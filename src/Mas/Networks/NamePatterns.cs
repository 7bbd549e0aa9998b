namespace Mas.Networks;

/// <summary>Names of tensors, with <c>*</c> for any characters. A name is looked at once for each pattern, from left to right, so that the
/// cost is their lengths and no more.</summary>
internal sealed class NamePatterns
{
    public const int Most = 10_000, MostWithStars = 100, Longest = 256;

    private readonly HashSet<string> _names;
    private readonly string[][] _parts;

    public NamePatterns(IEnumerable<string> patterns)
    {
        ILookup<bool, string> byStar = patterns.ToLookup(pattern => pattern.Contains('*', StringComparison.Ordinal));
        _names = [.. byStar[false]];
        _parts = [.. byStar[true].Select(pattern => pattern.Split('*'))];
    }

    /// <summary>What is wrong with a list of patterns; null where it is usable.</summary>
    public static string? Wrong(IReadOnlyList<string> patterns)
    {
        int stars = patterns.Count(pattern => pattern.Contains('*', StringComparison.Ordinal));
        return patterns.Count > Most || stars > MostWithStars
                ? $"has {patterns.Count} entries, {stars} of them with *; at most {Most} are possible, {MostWithStars} of them with *"
            : patterns.FirstOrDefault(pattern => pattern.Length > Longest) is string longest
                ? $"has an entry of {longest.Length} characters; at most {Longest} are possible"
            : null;
    }

    public bool Match(string name) => _names.Contains(name) || Array.Exists(_parts, parts => Match(parts, name));

    // The first place of each part is as good as any later one; the last part is at the end.
    private static bool Match(string[] parts, string name)
    {
        if (!name.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        int at = parts[0].Length;
        foreach (string part in parts.AsSpan(1, parts.Length - 2))
        {
            int found = name.AsSpan(at).IndexOf(part, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at += found + part.Length;
        }
        return name.Length - at >= parts[^1].Length && name.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}

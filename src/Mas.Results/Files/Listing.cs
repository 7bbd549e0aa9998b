namespace Mas.Results.Files;

/// <summary>A list in a message: the first of many, and how many more there are.</summary>
internal static class Listing
{
    private const int Most = 30, LongestName = 100;

    public static string Of(IReadOnlyCollection<string> names)
    {
        string first = string.Join(", ", names.Take(Most).Select(name => MessageLimits.Cut(name, LongestName)));
        return names.Count <= Most ? first : $"{first} {More(names.Count - Most)}";
    }

    /// <summary><c>and 24 000 more</c>.</summary>
    public static string More(int count) => Invariant($"and {count:N0} more").Replace(',', ' ');
}

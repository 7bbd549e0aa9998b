namespace Mas.Results.Figures;

/// <summary>Lists in alternative texts: who listens to one cannot skim it, so a long one ends where the table takes over.</summary>
internal static class AlternativeText
{
    /// <summary>The directions of six networks.</summary>
    private const int Longest = 36;

    public static string List(IReadOnlyList<string> parts) => parts.Count <= Longest
        ? $"{string.Join("; ", parts)}."
        : $"{string.Join("; ", parts.Take(Longest))}; and {parts.Count - Longest} more, which the tables hold.";
}

namespace Mas.Analyses.SmallestSubspace;

/// <summary>Looks for the size from which on something holds, by bisection between 1 and a size at which it does. Where it does not hold
/// once and for all, what is found is still a size at which it holds while it does not at the one below.</summary>
internal static class SizeBisection
{
    /// <summary>The largest size that was looked at and at which it does not hold; 0 where there is none.</summary>
    public static int Below(IReadOnlyDictionary<int, bool> holds) => holds.Where(pair => !pair.Value).Select(pair => pair.Key).DefaultIfEmpty(0).Max();

    /// <summary>The size to look at next; null where the boundary is found.</summary>
    /// <param name="holds">What was found at each size that was looked at; at the largest of them it holds.</param>
    public static int? Next(IReadOnlyDictionary<int, bool> holds)
    {
        int below = Below(holds), boundary = holds.Keys.Where(size => size > below).Min();
        return boundary - below > 1 ? (below + boundary) / 2 : null;
    }
}

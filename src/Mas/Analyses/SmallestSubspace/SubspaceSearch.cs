using Mas.Results.Records;

namespace Mas.Analyses.SmallestSubspace;

/// <summary>What the sizes that were looked at say of the smallest one that is enough, and at which to look next.</summary>
/// <param name="points">One for each size.</param>
/// <param name="tolerance">How far below the best trial IIA a size may lie and be enough.</param>
internal sealed class SubspaceSearch(IReadOnlyList<SubspacePoint> points, double tolerance)
{
    private readonly SubspacePoint _best = points.MaxBy(point => point.Worst.Mean)!;

    private double Threshold => _best.Worst.Mean - tolerance;

    /// <summary>The smallest size that was looked at and is enough.</summary>
    public int Smallest => First(IsEnough);

    /// <summary>The sizes that the intervals leave over: those below it are surely not enough, and its high end surely is.</summary>
    public SizeRange Range => new(SizeBisection.Below(UpTo(Smallest, IsPossible)) + 1, First(IsSure));

    /// <summary>First the smallest size is looked for, then the low end of its range, then the high one; null at the end.</summary>
    public int? Next() =>
        SizeBisection.Next(UpTo(Smallest, IsEnough)) ?? SizeBisection.Next(UpTo(Smallest, IsPossible))
            ?? SizeBisection.Next(UpTo(First(IsSure), IsSure));

    private bool IsEnough(SubspacePoint point) => point.Worst.Mean >= Threshold;

    private bool IsPossible(SubspacePoint point) => point.Worst.Interval.High >= Threshold;

    // The best is enough, whatever its own interval.
    private bool IsSure(SubspacePoint point) => point == _best || point.Worst.Interval.Low >= Threshold;

    private int First(Func<SubspacePoint, bool> holds) => points.Where(holds).Min(point => point.Size);

    private Dictionary<int, bool> UpTo(int largest, Func<SubspacePoint, bool> holds) =>
        points.Where(point => point.Size <= largest).ToDictionary(point => point.Size, holds);
}

/// <summary>Looks for the size from which on something holds, by bisection between 1 and a size at which it does. Where it does not hold
/// once and for all, what is found is still a size at which it holds while it does not at the one below.</summary>
internal static class SizeBisection
{
    /// <summary>The largest size that was looked at and at which it does not hold; 0 where there is none.</summary>
    public static int Below(IReadOnlyDictionary<int, bool> holds) =>
        holds.Where(pair => !pair.Value).Select(pair => pair.Key).DefaultIfEmpty(0).Max();

    /// <summary>The size to look at next; null where the boundary is found.</summary>
    /// <param name="holds">What was found at each size that was looked at; at the largest of them it holds.</param>
    public static int? Next(IReadOnlyDictionary<int, bool> holds)
    {
        int below = Below(holds), boundary = holds.Keys.Where(size => size > below).Min();
        return boundary - below > 1 ? (below + boundary) / 2 : null;
    }
}

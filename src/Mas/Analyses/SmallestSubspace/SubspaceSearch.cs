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

    /// <summary>First the smallest size is looked for, then the low end of its range, then the high one; null where all are found.</summary>
    public int? Next() =>
        SizeBisection.Next(UpTo(Smallest, IsEnough)) ?? SizeBisection.Next(UpTo(Smallest, IsPossible)) ?? SizeBisection.Next(UpTo(First(IsSure), IsSure));

    private bool IsEnough(SubspacePoint point) => point.Worst.Mean >= Threshold;

    private bool IsPossible(SubspacePoint point) => point.Worst.Interval.High >= Threshold;

    // The best is enough, whatever its own interval.
    private bool IsSure(SubspacePoint point) => point == _best || point.Worst.Interval.Low >= Threshold;

    private int First(Func<SubspacePoint, bool> holds) => points.Where(holds).Min(point => point.Size);

    private Dictionary<int, bool> UpTo(int largest, Func<SubspacePoint, bool> holds) =>
        points.Where(point => point.Size <= largest).ToDictionary(point => point.Size, holds);
}

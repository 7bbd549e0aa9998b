using System.Numerics;

namespace Mas.Results.Statistics;

/// <summary>All relabellings where they are few enough, else a seeded sample, to which the labels as they are count as well.</summary>
internal sealed record Relabelled(IReadOnlyList<int> Sizes, BigInteger Partitions, ulong Seed)
{
    public bool IsSampled(bool named) => All(named) > GroupTest.MostRelabellings;

    public int Count(bool named) => IsSampled(named) ? GroupTest.MostRelabellings : (int)All(named);

    /// <summary>In what share of them something is so.</summary>
    public double Share(Func<int[], bool> isSo, bool named) => IsSampled(named)
        ? (1.0 + GroupPartitions.Sample(Sizes, GroupTest.MostRelabellings, Seed).Count(isSo)) / (1 + GroupTest.MostRelabellings)
        : (double)GroupPartitions.All(Sizes, named).Count(isSo) / Count(named);

    private BigInteger All(bool named) => named ? GroupPartitions.Labelled(Sizes) : Partitions;
}

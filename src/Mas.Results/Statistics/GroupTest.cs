using System.Numerics;

namespace Mas.Results.Statistics;

/// <summary>Whether networks of one group stand in for one another better than those of different groups: the mean first-token IIA of
/// directions between networks within groups minus that between groups, beside what it is under every relabelling of networks that keeps
/// the groups' sizes. The null is that networks are exchangeable, and no more. Where the smallest p that the sizes allow is above 5 % (3
/// + 3 networks: 1/10), or where directions are missing, no test is made, and the means are over what is there.</summary>
/// <param name="Within">All directions within groups; null where no group has two networks.</param>
/// <param name="Between">All directions between groups; null of a single group.</param>
/// <param name="Groups">Each group by itself, as far as it has two networks.</param>
/// <param name="P">One-sided; null where no test is made.</param>
/// <param name="Relabellings">How many p rests on: all partitions, or a sample.</param>
/// <param name="WhyNone">Why no test is made, in a sentence; null where one is.</param>
internal sealed record GroupTest(
    GroupMean? Within, GroupMean? Between, IReadOnlyList<GroupMean> Groups, double? P, int Relabellings, bool IsSampled, string? WhyNone)
{
    /// <summary>Of more partitions a sample of as many is drawn.</summary>
    public const int MostRelabellings = 10_000;

    /// <summary>Two groups' means within; null of more or fewer, and where no test is made.</summary>
    public GroupDifference? BetweenGroups { get; init; }

    /// <summary>Mean within groups minus mean between.</summary>
    internal double? Difference => Within?.Mean - Between?.Mean;

    /// <param name="texts">For the intervals of means.</param>
    public static GroupTest Of(GroupMatrix matrix, TextSpread texts, ulong seed)
    {
        int[] groups = matrix.Numbers;
        GroupMean? within = GroupMean.Of(null, matrix, (s, t) => groups[s] == groups[t], texts),
            between = GroupMean.Of(null, matrix, (s, t) => groups[s] != groups[t], texts);
        GroupMean[] each = [.. matrix.Labels.Select((label, group) =>
            GroupMean.Of(label, matrix, (s, t) => groups[s] == group && groups[t] == group, texts)).OfType<GroupMean>()];
        BigInteger partitions = GroupPartitions.Count(matrix.Sizes);
        if (Hindrance(matrix, within, between) is { } why)
            return new GroupTest(within, between, each, null, 0, false, why);
        Relabelled relabelled = new(matrix.Sizes, partitions, seed);
        double[][] values = [.. matrix.Values.Select(row => row.Select(value => value ?? 0).ToArray())];
        double p = relabelled.Share(labels => Contrast(values, labels) >= Contrast(values, groups) - Tie, named: false);
        return new GroupTest(within, between, each, p, relabelled.Count(false), relabelled.IsSampled(false), null)
        {
            BetweenGroups = GroupDifference.Of(values, groups, each, relabelled),
        };
    }

    /// <summary>Sums of the same numbers in another order differ in their last digits.</summary>
    internal const double Tie = 1e-12;

    /// <summary>Why groups of these sizes allow no test, in a sentence; null where they do.</summary>
    public static string? TooFew(IReadOnlyList<int> sizes)
    {
        BigInteger partitions = GroupPartitions.Count(sizes);
        return partitions * (int)Math.Round(ErrorRate.Single * 100) >= 100 ? null
            : $"{string.Join(" + ", sizes)} networks have {partitions} partitions, and the smallest p that they allow is 1/{partitions}: "
                + "no test is made. Two groups of four are the smallest equal ones that allow one.";
    }

    private static string? Hindrance(GroupMatrix matrix, GroupMean? within, GroupMean? between)
    {
        if (between is null)
            return "All networks are of one group, and there is nothing that it could be compared with.";
        if (within is null)
            return "No group has two networks, and there is no direction within a group.";
        return matrix.IsComplete ? TooFew(matrix.Sizes)
            : "Not every direction between the networks was tested. The means are over those that were, and no test is made.";
    }

    private static double Contrast(double[][] values, int[] groups)
    {
        double within = 0, between = 0;
        int ofWithin = 0, ofBetween = 0;
        for (int s = 0; s < groups.Length; s++)
            for (int t = 0; t < groups.Length; t++)
                if (s != t && groups[s] == groups[t])
                    (within, ofWithin) = (within + values[s][t], ofWithin + 1);
                else if (s != t)
                    (between, ofBetween) = (between + values[s][t], ofBetween + 1);
        return (within / ofWithin) - (between / ofBetween);
    }
}

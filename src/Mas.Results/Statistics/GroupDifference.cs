namespace Mas.Results.Statistics;

/// <summary>Whether the networks of one group stand in for one another better than those of the other: the difference of the two means
/// within, beside what it is under all relabellings.</summary>
/// <param name="Difference">Mean within the first group minus mean within the second.</param>
/// <param name="P">Two-sided.</param>
internal sealed record GroupDifference(string First, string Second, double Difference, double P, int Relabellings, bool IsSampled)
{
    /// <summary>Null unless there are two groups of two networks or more, of sizes that allow a test.</summary>
    public static GroupDifference? Of(double[][] values, int[] groups, IReadOnlyList<GroupMean> each, Relabelled relabelled)
    {
        if (each.Count != 2 || groups.Max() != 1)
            return null;
        double found = Contrast(values, groups);
        double p = relabelled.Share(labels => Math.Abs(Contrast(values, labels)) >= Math.Abs(found) - GroupTest.Tie, named: true);
        return new GroupDifference(each[0].Group!, each[1].Group!, found, p, relabelled.Count(true), relabelled.IsSampled(true));
    }

    private static double Contrast(double[][] values, int[] groups)
    {
        double[] sums = new double[2], directions = new double[2];
        for (int s = 0; s < groups.Length; s++)
            for (int t = 0; t < groups.Length; t++)
                if (s != t && groups[s] == groups[t])
                {
                    sums[groups[s]] += values[s][t];
                    directions[groups[s]]++;
                }
        return (sums[0] / directions[0]) - (sums[1] / directions[1]);
    }
}

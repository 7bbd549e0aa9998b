using System.Numerics;
using MathNet.Numerics.Random;

namespace Mas.Results.Statistics;

/// <summary>The ways to deal networks out to groups of given sizes. Groups of one size have no names of their own: 4 + 4 networks have 35
/// partitions and not 70, 3 + 3 have 10, 2 + 2 + 2 have 15.</summary>
internal static class GroupPartitions
{
    /// <summary>n!/Π(size!)/Π(groups of one size)!.</summary>
    public static BigInteger Count(IReadOnlyList<int> sizes) => Labelled(sizes)
        / sizes.GroupBy(size => size).Aggregate(BigInteger.One, (product, alike) => product * Factorial(alike.Count()));

    /// <summary>The same where every group has its name: n!/Π(size!).</summary>
    public static BigInteger Labelled(IReadOnlyList<int> sizes) =>
        sizes.Aggregate(Factorial(sizes.Sum()), (left, size) => left / Factorial(size));

    /// <summary>Every partition once, as the group of each network. The array is the same one each time.</summary>
    /// <param name="named">Whether groups of one size are told apart.</param>
    public static IEnumerable<int[]> All(IReadOnlyList<int> sizes, bool named)
    {
        int[] groups = new int[sizes.Sum()], left = [.. sizes];
        return From(0);

        IEnumerable<int[]> From(int network)
        {
            if (network == groups.Length)
            {
                yield return groups;
                yield break;
            }
            for (int group = 0; group < left.Length; group++)
            {
                if (left[group] == 0 || (!named && IsLaterTwin(group)))
                    continue;
                groups[network] = group;
                left[group]--;
                foreach (int[] whole in From(network + 1))
                    yield return whole;
                left[group]++;
            }
        }

        // Of groups of one size that are still empty, the first one alone is opened.
        bool IsLaterTwin(int group) => left[group] == sizes[group]
            && Enumerable.Range(0, group).Any(other => sizes[other] == sizes[group] && left[other] == sizes[other]);
    }

    /// <summary>A sample of labellings, each drawn from all of them. The array is the same one each time.</summary>
    public static IEnumerable<int[]> Sample(IReadOnlyList<int> sizes, int draws, ulong seed)
    {
        var random = new Xoshiro256StarStar(unchecked((int)(seed ^ (seed >> 32))), threadSafe: false);
        int[] groups = [.. sizes.SelectMany((size, group) => Enumerable.Repeat(group, size))];
        for (int draw = 0; draw < draws; draw++)
        {
            for (int last = groups.Length - 1; last > 0; last--)
            {
                int other = random.Next(last + 1);
                (groups[last], groups[other]) = (groups[other], groups[last]);
            }
            yield return groups;
        }
    }

    private static BigInteger Factorial(int number)
    {
        BigInteger product = BigInteger.One;
        for (int factor = 2; factor <= number; factor++)
            product *= factor;
        return product;
    }
}

using Mas.Results.Files;
using Mas.Similarity;
using Xunit;

namespace Mas.Tests.Similarity;

public class SampleGroupsTests
{
    private static readonly int[] s_ids = [7, 7, 7, 2, 2, 9, 9, 9, 4];

    [Fact]
    public void Permuting_moves_whole_groups()
    {
        var groups = new SampleGroups(s_ids);
        Assert.Equal(4, groups.Count);
        var seen = new HashSet<string>();
        for (ulong seed = 0; seed < 40; seed++)
        {
            int[] order = groups.Permuted(seed);
            Assert.Equal(Enumerable.Range(0, 9), order.Order());
            // Each group stands in one piece and in its own order.
            foreach (int[] group in (int[][])[[0, 1, 2], [3, 4], [5, 6, 7], [8]])
            {
                int start = Array.IndexOf(order, group[0]);
                Assert.Equal(group, order.Skip(start).Take(group.Length));
            }
            seen.Add(string.Join(' ', order));
        }
        Assert.InRange(seen.Count, 10, 24);
        Assert.Equal(groups.Permuted(3), groups.Permuted(3));
    }

    [Fact]
    public void Groups_of_one_length_whose_samples_are_scattered_are_exchanged_place_by_place()
    {
        var groups = new SampleGroups([0, 1, 0, 1]);
        Assert.Contains(Enumerable.Range(0, 9), seed => groups.Permuted((ulong)seed).SequenceEqual([1, 0, 3, 2]));
        Assert.All(Enumerable.Range(0, 9),
            seed => Assert.Contains(string.Join(' ', groups.Permuted((ulong)seed)), (string[])["0 1 2 3", "1 0 3 2"]));
    }

    [Fact]
    public void Resampling_draws_whole_groups_with_replacement()
    {
        var groups = new SampleGroups(s_ids);
        var counts = new int[9];
        for (ulong seed = 0; seed < 200; seed++)
            foreach (int row in groups.Resampled(seed))
                counts[row]++;
        Assert.Equal(counts[0], counts[2]);
        Assert.All(counts, count => Assert.InRange(count, 150, 250));
    }

    [Fact]
    public void Folds_hold_whole_groups_of_nearly_equal_number()
    {
        int[] ids = [.. Enumerable.Range(0, 60).Select(row => row / 3)];
        int[] folds = new SampleGroups(ids).Folds(3, 1);
        for (int row = 0; row < 60; row += 3)
            Assert.Single(folds.Skip(row).Take(3).Distinct());
        Assert.Equal([18, 21, 21], folds.GroupBy(fold => fold).Select(fold => fold.Count()).Order());
        Assert.NotEqual(folds, new SampleGroups(ids).Folds(3, 2));
    }

    [Fact]
    public void Too_few_groups_of_samples_are_refused()
    {
        Assert.Equal("a permutation null exchanges whole sequences, and there is only one",
            Assert.Throws<InputException>(() => new SampleGroups([1, 1, 1, 1]).Permuted(1)).Message);
        Assert.Equal("5 folds of 1 sequence are not possible; ask for at least 2 folds, each with a sequence",
            Assert.Throws<InputException>(() => new SampleGroups([1, 1]).Folds(5, 1)).Message);
    }
}

using Mas.Similarity;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Similarity;

/// <summary>The fast ways of ranking against the plain ones.</summary>
public class RankingTests
{
    public static TheoryData<string> Kinds() => ["normal", "tied", "outlier", "equal", "one"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Ranks_are_those_of_sorting(string kind)
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            double[] values = Make(kind, seed);
            double[] wanted =
                Array.ConvertAll(values, value => values.Count(other => other < value) + (values.Count(other => other == value) - 1) / 2.0);
            var ranking = new Ranking(values);
            var ranks = new double[values.Length];
            ranking.MeanRanks(ranks);
            Assert.Equal(wanted, ranks);
            Assert.Equal(values.Order(), ranking.Order.Select(place => values[place]));
            double[] distinct = [.. values.Distinct().Order()];
            Assert.Equal(Array.ConvertAll(values, value => Array.IndexOf(distinct, value)), ranking.TieNumbers());
        }
    }

    [Fact]
    public void Values_that_differ_by_rounding_of_the_largest_are_ties()
    {
        double[] values = [3, 1e-13, 1, 1 + 2.9e-12, 1 - 4e-16, 1 + 3.2e-12 + 2.9e-12, 0];
        var ranking = new Ranking(values);
        Assert.Equal([3, 0, 1, 1, 1, 2, 0], ranking.TieNumbers());
        var ranks = new double[values.Length];
        ranking.MeanRanks(ranks);
        Assert.Equal([6, 0.5, 3, 3, 3, 5, 0.5], ranks);
    }

    [Fact]
    public void An_empty_list_has_no_ranks() => Assert.Empty(new Ranking([]).TieNumbers());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_single_rank_is_that_of_sorting(string kind)
    {
        double[] values = Make(kind, 9), sorted = [.. values.Order()];
        for (int rank = 0; rank < values.Length; rank += 7)
            Assert.Equal(sorted[rank], Selection.Smallest([.. values], rank));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Discordant_pairs_are_those_of_looking_at_every_pair(string kind)
    {
        double[] one = Make(kind, 1), other = [.. Make("tied", 2).Take(one.Length)];
        Ranking first = new(one), second = new(other);
        (long discordant, long tied) = Concordance.Count(first.Order, first.TieNumbers(), second.TieNumbers());
        (int Low, int High)[] pairs = [.. from i in Enumerable.Range(0, one.Length) from j in Enumerable.Range(0, i) select (j, i)];
        Assert.Equal(pairs.Count(pair => (one[pair.Low] - one[pair.High]) * (other[pair.Low] - other[pair.High]) < 0), discordant);
        Assert.Equal(pairs.Count(pair => one[pair.Low] == one[pair.High] && other[pair.Low] == other[pair.High]), tied);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(13)]
    public void The_median_of_a_symmetric_matrix_is_that_of_all_its_entries(int samples)
    {
        var random = new SeededRandom((ulong)samples);
        double[] upper = [.. Enumerable.Range(0, Triangle.Pairs(samples)).Select(_ => random.NextDouble())];
        double[] all = [.. upper.Concat(upper).Concat(new double[samples]).Order()];
        Assert.Equal(all.Length % 2 == 1 ? all[all.Length / 2] : (all[all.Length / 2 - 1] + all[all.Length / 2]) / 2,
            Representation.MedianOfSymmetric(new Ranking(upper), samples));
    }

    private static double[] Make(string kind, ulong seed)
    {
        var random = new SeededRandom(seed);
        double Value() => kind switch
        {
            "tied" => random.Next(5),
            "outlier" => random.Next(50) == 0 ? 1e6 : random.NextGaussian(),
            "equal" => 0.1,
            _ => random.NextGaussian(),
        };
        return [.. Enumerable.Range(0, kind == "one" ? 1 : 120).Select(_ => Value())];
    }
}

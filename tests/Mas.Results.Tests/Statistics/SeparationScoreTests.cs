using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

/// <summary>Average precision and violation rate against values worked out by hand, and against plain loops over copies.</summary>
public sealed class SeparationScoreTests
{
    private static LabelledPair Alike(string one, string other, double similarity) => new(one, other, true, similarity);

    private static LabelledPair Unlike(string one, string other, double similarity) => new(one, other, false, similarity);

    // From the top: alike (precision 1), unlike, alike (2/3), unlike, alike (3/5).
    [Fact]
    public void Average_precision_is_the_one_worked_out_by_hand() => Assert.Equal(
        (1 + 2 / 3.0 + 3 / 5.0) / 3,
        AveragePrecision.Of([Alike("a", "b", 0.9), Unlike("a", "c", 0.8), Alike("b", "c", 0.7), Unlike("a", "d", 0.6),
            Alike("c", "d", 0.5)]), 12);

    // The three of the middle are one threshold: recall 1/3 at precision 1, then all at precision 3/5.
    [Fact]
    public void Average_precision_takes_tied_pairs_in_together()
    {
        LabelledPair[] pairs = [Alike("a", "b", 0.9), Unlike("a", "c", 0.5), Alike("b", "c", 0.5), Alike("c", "d", 0.5),
            Unlike("a", "d", 0.5)];
        Assert.Equal(1 / 3.0 + 2 / 3.0 * (3 / 5.0), AveragePrecision.Of(pairs), 12);
        Assert.Equal(AveragePrecision.Of(pairs), AveragePrecision.Of([.. pairs.Reverse()]), 12);
    }

    [Fact]
    public void A_measure_that_separates_is_faultless_and_one_that_says_nothing_is_at_chance()
    {
        LabelledPair[] separated = [Alike("a", "b", 3), Alike("b", "c", 2), Unlike("a", "c", 1), Unlike("b", "d", 0)];
        Assert.Equal(1, AveragePrecision.Of(separated), 12);
        Assert.Equal(0, ViolationRate.Of(separated));
        LabelledPair[] silent = [.. separated.Select(pair => pair with { Similarity = 1 })];
        Assert.Equal(0.5, AveragePrecision.Of(silent), 12);
        Assert.Equal(0.5, ViolationRate.Of(silent));
    }

    // Anchor a: b (.7) against c (.8, violated), d (.7, half), e (.1); anchor b: a (.7) against e (.9, violated). 2.5 of 4.
    [Fact]
    public void The_violation_rate_is_the_one_worked_out_by_hand() => Assert.Equal(
        2.5 / 4, ViolationRate.Of(
            [Alike("a", "b", 0.7), Unlike("a", "c", 0.8), Unlike("d", "a", 0.7), Unlike("a", "e", 0.1), Unlike("e", "b", 0.9),
            Unlike("c", "d", 1)]), 12);

    [Fact]
    public void Without_both_kinds_of_pairs_there_is_no_score()
    {
        Assert.True(double.IsNaN(AveragePrecision.Of([Alike("a", "b", 1)])));
        Assert.True(double.IsNaN(AveragePrecision.Of([Unlike("a", "b", 1)])));
        Assert.True(double.IsNaN(ViolationRate.Of([Alike("a", "b", 1), Unlike("c", "d", 1)])));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_network_that_is_drawn_twice_counts_as_two_of_it(int seed)
    {
        var random = new Random(seed);
        string[] names = ["a", "b", "c", "d", "e", "f"];
        LabelledPair[] pairs = [.. from i in Enumerable.Range(0, 6) from j in Enumerable.Range(i + 1, 5 - i)
                                   select new LabelledPair(names[i], names[j], (i + j) % 3 == 0, random.Next(5))];
        Dictionary<string, int> drawn = names.ToDictionary(name => name, _ => random.Next(4));
        // Every copy is a network of its own name; copies of one network are no pair.
        LabelledPair[] copies = [.. from pair in pairs
                                    from one in Enumerable.Range(0, drawn[pair.One])
                                    from other in Enumerable.Range(0, drawn[pair.Other])
                                    select pair with { One = $"{pair.One}{one}", Other = $"{pair.Other}{other}" }];
        double Together(params ReadOnlySpan<string> networks)
        {
            double product = 1;
            foreach (string network in networks)
                product *= drawn[network];
            return product;
        }

        Assert.Equal(AveragePrecision.Of(copies), AveragePrecision.Of(pairs, Together), 12);
        Assert.Equal(Violations(copies), ViolationRate.Of(copies), 12);
        Assert.Equal(Violations(copies), ViolationRate.Of(pairs, Together), 12);
    }

    // Every anchor with every two others.
    private static double Violations(LabelledPair[] pairs)
    {
        string[] names = [.. pairs.SelectMany(pair => new[] { pair.One, pair.Other }).Distinct()];
        LabelledPair? Between(string one, string other) =>
            pairs.FirstOrDefault(pair => (pair.One, pair.Other) == (one, other) || (pair.One, pair.Other) == (other, one));
        double violated = 0;
        int all = 0;
        foreach (string anchor in names)
        {
            foreach (string like in names)
            {
                foreach (string unlike in names)
                {
                    if (Between(anchor, like) is not { IsAlike: true } first || Between(anchor, unlike) is not { IsAlike: false } second)
                        continue;
                    all++;
                    violated += second.Similarity.CompareTo(first.Similarity) switch { > 0 => 1, 0 => 0.5, _ => 0 };
                }
            }
        }
        return violated / all;
    }
}

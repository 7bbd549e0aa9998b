using Mas.Results.Comparisons;
using Mas.Results.Records;
using Mas.Results.Reports.Evidence;
using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Comparisons;

public sealed class TextMeasuresTests
{
    private static readonly (string Name, string? Group) s_a = ("a", null), s_b = ("b", null), s_c = ("c", null);

    [Fact]
    public void The_worse_way_of_the_exchange_stands_beside_the_measures_of_the_pair()
    {
        IReadOnlyList<MeasuredSimilarity> found = TextMeasures.Of(
            SampleTexts.Text([s_a, s_b, s_c], [.. Pair(s_a, s_b, 5, 0.9, 0.3), .. Pair(s_a, s_c, 5, 0.8, 0.95)]),
            [Value(s_a, s_b, 5, 0.92), Value(s_a, s_c, 5, 0.4), Value(s_b, s_c, 5, 0.9),
                Value(s_a, s_b, 5, 0.7) with { Measure = "regression-r2", IsSymmetric = false }]);
        Assert.Equal(
            [("a", "b", "mas", 0.3, 2), ("a", "b", "cka-linear", 0.92, 1), ("a", "c", "mas", 0.8, 1), ("a", "c", "cka-linear", 0.4, 2)],
            found.Select(one => (one.First, one.Second, one.Measure, one.Value, (int)one.Rank)));
        Assert.Equal(new Interval(0.3 - 0.02, 0.3 + 0.02), found[0].Interval);
        DisagreementCase contradiction = Assert.Single(DisagreementCase.Of(found, 0.9, 0.5));
        Assert.StartsWith("a and b: `cka-linear` is 0.92, but MAS only 30.0", DisagreementSection.Sentence(contradiction),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Several_sites_are_named_and_each_has_its_own_values()
    {
        IReadOnlyList<MeasuredSimilarity> found = TextMeasures.Of(
            SampleTexts.Text([s_a, s_b], [.. Pair(s_a, s_b, 2, 0.9, 0.3), .. Pair(s_a, s_b, 5, 0.8, 0.9)]),
            [Value(s_a, s_b, 2, 0.6), Value(s_a, s_b, 5, 0.7)]);
        Assert.Equal([("a at layer.2", "mas", 0.3), ("a at layer.2", "cka-linear", 0.6), ("a at layer.5", "mas", 0.8),
            ("a at layer.5", "cka-linear", 0.7)], found.Select(one => (one.First, one.Measure, one.Value)));
    }

    [Fact]
    public void Without_an_exchange_or_without_a_measure_there_is_nothing_to_compare()
    {
        Assert.Empty(TextMeasures.Of(SampleTexts.Text([s_a, s_b], []), [Value(s_a, s_b, 2, 0.6)]));
        Assert.Empty(TextMeasures.Of(SampleTexts.Text([s_a, s_b], Pair(s_a, s_b, 2, 0.9, 0.3)), []));
        Assert.Empty(TextMeasures.Of(SampleTexts.Text([s_a, s_b], Pair(s_a, s_b, 2, 0.9, 0.3)), [Value(s_a, s_b, 5, 0.6)]));
    }

    private static TextDirection[] Pair(
        (string, string?) one, (string, string?) other, int layer, double there, double back) =>
        [Corrected(SampleTexts.Bare(one, other, layer), there), Corrected(SampleTexts.Bare(other, one, layer), back)];

    private static TextDirection Corrected(TextDirection direction, double value) =>
        direction with { Corrected = new CorrectedText(value, value - 0.02, value + 0.02, value - 0.03, value + 0.03) };

    private static SimilarityValue Value((string Name, string?) one, (string Name, string?) other, int layer, double value) =>
        new("cka-linear", one.Name, $"layer.{layer}", other.Name, $"layer.{layer}", value, false, true, 100);
}

using Mas.Results.Records;
using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Records;

public sealed class TextOutcomesTests
{
    private const int Pairs = 800, Texts = 400;

    private static readonly (string, string?) s_a = ("a", "x"), s_b = ("b", "y");

    private static readonly TextPairs s_pairs = new([.. Enumerable.Range(0, Pairs).Select(i => i * 7 % Texts)],
        [.. Enumerable.Range(0, Pairs).Select(i => i * 3 % Texts)]);

    private static double[] Around(double mean) =>
        [.. Enumerable.Range(0, Pairs).Select(i => mean + (0.2 * ((i * 37 % 101 / 100.0) - 0.5)))];

    private static TextDirection Figures(double right, params (string Name, double Mean)[] controls) =>
        new TextOutcomes(s_pairs, Around(right), controls.ToDictionary(one => one.Name, one => Around(one.Mean)))
            .Figures(SampleTexts.Bare(s_a, s_b, 3), between: 2, nulls: 8, seed: 1);

    [Fact]
    public void A_direction_has_the_means_of_its_pairs_and_each_control_beside_it()
    {
        TextDirection found = Figures(0.7, (Metrics.NoSwap, 0.2), (Metrics.IdentityMap, 0.6));
        double mean = Around(0.7).Average(), floor = Around(0.2).Average();
        Assert.Equal(mean, found.FirstTokenIia, 12);
        Assert.Equal((mean - floor) / (1 - floor), found.Corrected!.Value, 12);
        Assert.True(found.Corrected.SharedLow < found.Corrected.Low && found.Corrected.High < found.Corrected.SharedHigh);
        TextControl map = found.Control(Metrics.IdentityMap)!;
        Assert.Equal(0.1, map.Difference, 12);
        Assert.InRange(0.1, map.DifferenceInterval!.Low, map.DifferenceInterval.High);
        Assert.Null(map.Reaches);
        Assert.Equal((Pairs, Texts, Texts, "layer.3"), (found.Pairs, found.SourceTexts, found.TargetTexts, found.Site));
    }

    [Theory]
    [InlineData(0.2, false)]
    [InlineData(0.69, true)]
    [InlineData(0.8, true)]
    public void A_null_reaches_where_the_paired_difference_is_not_surely_above_0(double mean, bool reaches)
    {
        TextDirection found = Figures(0.7, (Metrics.NoSwap, 0.1), (Metrics.InputOnly, mean));
        Assert.Equal(reaches, found.Control(Metrics.InputOnly)!.Reaches);
        Assert.Equal(reaches ? [Metrics.InputOnly] : [], found.ReachedBy());
    }

    [Fact]
    public void Without_a_floor_there_is_no_corrected_value() => Assert.Null(Figures(0.7, (Metrics.Shuffled, 0.1)).Corrected);

    [Fact]
    public void One_text_leaves_figures_without_bounds_and_a_null_unbeaten()
    {
        TextDirection found = new TextOutcomes(new([1, 1], [2, 3]), [0.9, 0.8], new Dictionary<string, double[]>
        {
            [Metrics.NoSwap] = [0.1, 0.1],
        }).Figures(SampleTexts.Bare(s_a, s_b, 3), between: 2, nulls: 1, seed: 1);
        Assert.Equal(0.85, found.FirstTokenIia, 12);
        Assert.Null(found.Interval);
        Assert.Null(found.Corrected);
        Assert.True(found.Control(Metrics.NoSwap)!.Reaches);
    }

    [Theory]
    [InlineData("layer.15", 15, false)]
    [InlineData("layer.0", 0, true)]
    [InlineData("embedding", null, true)]
    [InlineData("mlp.2", null, false)]
    [InlineData("layer.-1", null, false)]
    [InlineData("layer.99999999999", null, false)]
    public void A_site_knows_its_layer_and_whether_an_exchange_there_replaces_tokens(string site, int? layer, bool isInput)
    {
        TextCase found = new(site, "mas", 64);
        Assert.Equal((layer, isInput), (found.Layer, found.IsInput));
    }

    [Fact]
    public void Groups_are_compared_at_each_site_and_networks_without_one_are_left_aside()
    {
        TextNetwork[] networks = [Network("a", "x"), Network("b", "x"), Network("c", "y"), Network("d", "y"), Network("e", null)];
        TextDirection[] directions = [.. from layer in (int[])[2, 5] from s in networks from t in networks
            select SampleTexts.Bare((s.Name, s.Group), (t.Name, t.Group), layer) with
            {
                FirstTokenIia = s.Name == "e" || t.Name == "e" || s == t ? 0.5 : (s.Group == t.Group ? 0.9 : 0.3) - (0.01 * layer),
            }];
        IReadOnlyList<TextGroups> found = TextGroups.Of(networks, directions, seed: 1);
        Assert.Equal(["layer.2", "layer.5"], found.Select(one => one.Site));
        Assert.Equal((0.85, 4), (Math.Round(found[1].Test.Within!.Mean, 12), found[1].Test.Within!.Directions));
        Assert.Equal((0.25, 8), (Math.Round(found[1].Test.Between!.Mean, 12), found[1].Test.Between!.Directions));
        Assert.Empty(TextGroups.Of([networks[0], networks[4]], directions, seed: 1));
    }

    private static TextNetwork Network(string name, string? group) => new(name, group, "", []);
}

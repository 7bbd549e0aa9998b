using System.Text.RegularExpressions;
using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Statistics;
using Xunit;
using static Mas.Results.Tests.SampleEvidence;

namespace Mas.Results.Tests.Figures;

public sealed class EvidenceFigureTests
{
    private static readonly int[] Doubling = [1, 2, 4, 8, 16];

    [Fact]
    public void Rows_have_a_lane_a_shape_and_a_number_for_each_condition()
    {
        Figure figure = new RowPlot("rows", "Rows", ["one", "two", "three"],
            [new PlotRow("a", [new PlotMark(0, 0.25, new Interval(0.2, 0.3)),
                new PlotMark(1, 0.5, new Interval(0.4, 0.6), CoversSeeds: false), new PlotMark(2, 0.75)], Floor: 0.05)]).Draw();
        Assert.Equal("a: one 25.0 % (20.0 % to 30.0 %), two 50.0 % (40.0 % to 60.0 %, over the interventions only), three 75.0 %, "
            + "floor 5.0 %.", figure.Description.Replace('\u00a0', ' '));
        string row = figure.Body[figure.Body.IndexOf(">a</text>", StringComparison.Ordinal)..];
        Assert.Single(Regex.Matches(row, "<circle"));
        Assert.Equal(2, Regex.Count(row, "<rect|<polygon"));
        Assert.Matches(">50\\.0(\u00a0|&#160;)% †</text>", row);
        double[] heights = [.. Regex.Matches(row, "text-anchor=\"end\"")
            .Select(match => double.Parse(Regex.Match(row[..match.Index], "y=\"([0-9.]+)\" $", RegexOptions.RightToLeft).Groups[1].Value,
            System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(heights.Distinct(), heights);
        Assert.Equal(3, heights.Length);
    }

    [Fact]
    public void Sizes_stand_on_a_logarithmic_axis()
    {
        string body = SubspacePlot.Draw([Curve("mas", null, 8, 8, 16)]).Body;
        double[] at = [.. Doubling.Select(size =>
            double.Parse(Regex.Match(body, $"<text x=\"([0-9.]+)\"[^>]*>{size}</text>").Groups[1].Value,
            System.Globalization.CultureInfo.InvariantCulture))];
        Assert.All(at.Zip(at.Skip(1), (low, high) => high - low), step => Assert.Equal(at[1] - at[0], step, 1.0));
    }

    [Fact]
    public void Of_many_networks_alone_the_least_and_the_most_demanding_are_drawn_and_all_are_said()
    {
        SubspaceCurve[] curves = [Curve("mas", null, 8, 8, 16), .. Enumerable.Range(1, 8).Select(i => Curve("das", $"n{i}", i, i, i))];
        Figure figure = SubspacePlot.Draw(curves);
        Assert.Equal(["n1", "n8"], Regex.Matches(figure.Body, ">DAS, (n[0-9]) alone: ").Select(match => match.Groups[1].Value));
        Assert.EndsWith("3 of 9 lines", figure.Title);
        Assert.Contains("DAS, n5 alone: k* 5 (5 to 5)", figure.Description);
    }

    [Fact]
    public void A_symmetric_measure_fills_both_halves_and_a_directed_one_the_half_that_it_measures()
    {
        SimilarityValue value = new("cca", "a", "state", "b", "state", 0.75, false, true, 100);
        Assert.Equal(2, Regex.Count(SimilarityMap.Draw([value]).Body, ">0\\.75</text>"));
        Assert.Single(Regex.Matches(SimilarityMap.Draw([value with { IsSymmetric = false }]).Body, ">0\\.75</text>"));
        Assert.Contains("a state and b state",
            SimilarityMap.Draw([value, value with { SourceSite = "embedding", TargetSite = "embedding" }]).Description);
    }

    [Fact]
    public void A_distance_is_dark_where_it_is_small()
    {
        SimilarityValue near = new("procrustes", "a", "state", "b", "state", 0, true, true, 100);
        string body = SimilarityMap.Draw([near, near with { Target = "c", Value = 0.9 }]).Body;
        Assert.Contains("--mas-h10", Regex.Match(body, "<rect[^>]*>\n<text[^>]*>0\\.00</text>").Value);
        Assert.Contains("--mas-h0", Regex.Match(body, "<rect[^>]*>\n<text[^>]*>0\\.90</text>").Value);
    }

    [Fact]
    public void Contradictions_are_ringed_and_distances_left_out()
    {
        MeasuredSimilarity[] measured =
            [Measured("a", "b", "mas", 0.1, 0.02), Measured("a", "b", "cka-linear", 0.9), Measured("a", "b", "procrustes", 0.4)];
        Figure figure = DisagreementPlot.Draw(measured, DisagreementCase.Of(measured, 0.9, 0.5), 0.9, 0.5)!;
        Assert.Equal("a and b: MAS 0.10, cka-linear 0.90 (contradiction).", figure.Description);
        Assert.Equal(2, Regex.Count(figure.Body, "<circle[^>]*fill:none")); // the pair's, and the legend's
        Assert.Null(DisagreementPlot.Draw(measured[..1], [], 0.9, 0.5));
        Assert.Null(DisagreementPlot.Draw([measured[0], measured[2]], [], 0.9, 0.5));
    }

    [Fact]
    public void Controls_of_nearly_one_value_stand_below_one_another()
    {
        DirectionResult direction =
            SampleRun.Direction("a", "b", 0.97, 3) with
            {
                NoSwap = 0.1,
                Controls = [new("shuffled", 0.101, new Interval(0.1, 0.2)), new("untrained", 0.5, new Interval(0.4, 0.6)),
            new(Metrics.Identity, 0.1, new Interval(0, 1))]
            };
        Assert.Equal([("no-swap", 0), ("identity", 0), ("shuffled", 1), ("untrained", 0)],
            ControlPlot.Lanes(direction, new Axis(0, 1, 0, 448)).Select(mark => (mark.Name, mark.Lane)));
    }

    [Fact]
    public void Each_smallest_size_is_named_below_the_axis()
    {
        string body = SubspacePlot.Draw([Curve("mas", null, 16, 16, 16) with { Smallest = 64 }, Curve("das", "a", 32, 32, 32)]).Body;
        foreach (int size in (int[])[1, 32, 64])
            Assert.Matches($">{size}</text>", body);
    }

    [Fact]
    public void Angles_are_counted_in_tens_up_to_ninety_degrees()
    {
        Figure figure = AngleHistogram.Draw([("seeds", [0, 5, 9.9, 90])]);
        double[] heights = [.. Regex.Matches(figure.Body, "<rect[^>]* height=\"([0-9.]+)\"")
            .Select(match => double.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(2, heights.Length);
        Assert.Equal(3, heights[0] / heights[1], 2);
        Assert.Equal("seeds: 4 angles from 0° to 90°, median 7°.", figure.Description);
        Assert.Equal(7.5, AngleHistogram.Median([9, 0, 6, 90]));
    }

    [Fact]
    public void A_long_list_of_directions_shows_the_telling_ones()
    {
        Figure leakage = HtmlReport.Figures(Six()).Single(figure => figure.Name == "leakage");
        Assert.EndsWith("14 of 228, those that lose most or live on it most", leakage.Title);
        Assert.Equal(14, Regex.Count(leakage.Body, "font-weight:600"));
    }
}

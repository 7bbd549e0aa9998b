using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Records;
using Xunit;

namespace Mas.Results.Tests.Figures;

public sealed class TextFigureTests
{
    [Fact]
    public void The_matrix_has_networks_in_the_order_of_their_groups_each_group_framed()
    {
        Figure figure = GroupMap.Draw(GroupedTexts.Of(SampleTexts.Groups().Run.Text!)[0]);
        string body = WebUtility.HtmlDecode(figure.Body);
        // The run has the two styles in turn.
        Assert.Equal(["formal-0", "formal-1", "formal-2", "formal-3", "casual-0", "casual-1", "casual-2", "casual-3"],
            Regex.Matches(body, "[0-9] · ([a-z0-9-]+)</text>").Select(match => match.Groups[1].Value));
        Assert.Equal(4, Regex.Count(figure.Body, ">(formal|casual)</text>"));
        Assert.Equal(64, Regex.Count(figure.Body, "rx=\"3\""));
        (double X, double Y, double Width, double Height)[] frames = [.. Regex.Matches(figure.Body,
            "<rect x=\"([0-9.]+)\" y=\"([0-9.]+)\" width=\"([0-9.]+)\" height=\"([0-9.]+)\" rx=\"4\" style=\"fill:none").Select(match =>
            (Number(match, 1), Number(match, 2), Number(match, 3), Number(match, 4)))];
        Assert.Equal(2, frames.Length);
        // The second begins right of and below the end of the first.
        Assert.True(frames[1].X > frames[0].X + frames[0].Width && frames[1].Y > frames[0].Y + frames[0].Height);
        Assert.Contains("from formal-0 (formal) into casual-0 (casual) ", figure.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_direction_that_was_not_tested_leaves_its_cell_empty()
    {
        TextRecord text = SampleTexts.Groups().Run.Text!;
        text = text with { Directions = [.. text.Directions.Where(one => one.Source != "formal-0" || one.Target != "casual-3")] };
        Assert.Single(Regex.Matches(GroupMap.Draw(GroupedTexts.Of(text)[0]).Body, ">–</text>"));
    }

    [Fact]
    public void Depth_has_a_panel_for_each_direction_of_two_networks_and_a_line_for_each_figure()
    {
        IReadOnlyList<DepthPanel> panels = DepthPanel.Of(SampleTexts.Pair().Run.Text!);
        Assert.Equal(["from formal-0 into casual-0", "from casual-0 into formal-0", "within formal-0", "within casual-0"],
            panels.Select(panel => panel.Title));
        Assert.All(panels, panel => Assert.Equal(["alignment", "identity-map", "no-swap"], panel.Lines.Select(line => line.Name)));
        Assert.All(panels.SelectMany(panel => panel.Lines), line =>
        {
            Assert.Equal([1, 8, 15, 22, 29], line.Points.Select(point => point.Layer));
            Assert.All(line.Points, point => Assert.InRange(point.Value, point.Low, point.High));
        });
        Figure figure = DepthPlot.Draw(panels);
        Assert.Equal(12, Regex.Count(figure.Body, "<polyline"));
        Assert.Equal(13, Regex.Count(figure.Body, "opacity=\"0.18\"")); // with the legend's
    }

    [Fact]
    public void Of_many_networks_depth_has_the_means_of_each_kind_of_direction_from_lowest_to_highest()
    {
        TextRecord one = SampleTexts.Groups().Run.Text!;
        TextRecord text = one with { Directions = [.. one.Directions, .. one.Directions.Select(at => at with { Site = "layer.4" })] };
        IReadOnlyList<DepthPanel> panels = DepthPanel.Of(text);
        Assert.Equal([("between networks of one group", 24), ("between networks of different groups", 32), ("within one network", 8)],
            panels.Select(panel => (panel.Title, panel.Directions)));
        double[] between = [.. one.Directions.Where(at => at.IsOfOneGroup == false).Select(at => at.FirstTokenIia)];
        DepthPoint point = panels[1].Lines[0].Points[0];
        Assert.Equal((between.Average(), between.Min(), between.Max()), (point.Value, point.Low, point.High));
    }

    [Fact]
    public void One_layer_makes_no_curve() => Assert.Empty(DepthPanel.Of(SampleTexts.Groups().Run.Text!));

    [Fact]
    public void A_deeper_layer_lies_further_right_and_a_higher_share_further_up()
    {
        DepthLine line = new("alignment", [new(2, 0.2, 0.1, 0.3), new(4, 0.4, 0.3, 0.5), new(10, 1, 1, 1)]);
        string body = DepthPlot.Draw([new DepthPanel("a", 1, [line])]).Body;
        double[][] points = [.. Regex.Match(body, "<polyline points=\"([^\"]+)\"").Groups[1].Value.Split(' ')
            .Select(point => point.Split(',').Select(one => double.Parse(one, CultureInfo.InvariantCulture)).ToArray())];
        Assert.Equal(3, (points[2][0] - points[1][0]) / (points[1][0] - points[0][0]), 2);
        Assert.Equal(3, (points[1][1] - points[2][1]) / (points[0][1] - points[1][1]), 2);
    }

    [Fact]
    public void Both_figures_are_valid_svg_whatever_names_are()
    {
        TextRecord text = SampleTexts.Named("<x>\u001b&\"\u202e").Run.Text!;
        string svg = GroupMap.Draw(GroupedTexts.Of(text)[0]).Standalone();
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.DoesNotContain("<x>", svg, StringComparison.Ordinal);
        DepthPanel panel = new("<x>\u001b", 1, [new("<y>", [new(1, 0, 0, 0), new(2, 1, 1, 1)])]);
        Assert.Equal("svg", XDocument.Parse(DepthPlot.Draw([panel]).Standalone()).Root!.Name.LocalName);
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Xml.Linq;
using Mas.Results.Figures;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Reports.Sections;
using Xunit;

namespace Mas.Results.Tests.Figures;

public sealed class FigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Runs =>
        ["pair", "six", "failed", "hostile", "sweep", "variables", "sixteen", "algorithms", "held-out", "clmas", "everything",
        "everything-six", "single-seed"];

    [Theory, MemberData(nameof(Runs))]
    public void Every_figure_is_a_well_formed_picture_with_title_and_alternative_text(string run)
    {
        IReadOnlyList<Figure> figures = HtmlReport.Figures(Input(run));
        Assert.NotEmpty(figures);
        foreach (Figure figure in figures)
        {
            XElement root = XDocument.Parse(figure.Standalone()).Root!;
            Assert.Equal(Svg + "svg", root.Name);
            Assert.Equal("img", root.Attribute("role")!.Value);
            Assert.NotNull(root.Attribute("viewBox"));
            Assert.NotEmpty(root.Element(Svg + "title")!.Value);
            Assert.Matches("[0-9]", root.Element(Svg + "desc")!.Value);
            Assert.Contains("prefers-color-scheme:dark", root.Element(Svg + "style")!.Value);
        }
    }

    [Theory, MemberData(nameof(Runs))]
    public void Nothing_is_drawn_outside_the_picture(string run)
    {
        foreach (Figure figure in HtmlReport.Figures(Input(run)))
            foreach (XElement text in XDocument.Parse(figure.Standalone()).Descendants(Svg + "text"))
            {
                Assert.InRange(Number(text, "x"), 0, figure.Width);
                Assert.InRange(Number(text, "y"), 0, figure.Height);
            }
    }

    [Theory, MemberData(nameof(Runs))]
    public void The_same_numbers_give_the_same_bytes_and_another_name_each(string run)
    {
        IReadOnlyList<Figure> figures = HtmlReport.Figures(Input(run));
        Assert.Equal(figures.Select(figure => figure.Standalone()), HtmlReport.Figures(Input(run)).Select(figure => figure.Standalone()));
        Assert.Equal(figures.Count, figures.Select(figure => figure.Name).Distinct().Count());
        Assert.All(figures, figure => Assert.Matches("^[A-Za-z0-9-]+$", figure.Name));
    }

    [Fact]
    public void The_heat_map_states_every_direction_and_marks_the_untrained_ones()
    {
        string text = HtmlReport.Figures(Input("six"))
            .Single(figure => figure.Name.StartsWith("heatmap", StringComparison.Ordinal)).Description;
        Assert.Equal(36, text.Split("from ").Length - 1);
        Assert.Contains("from lstm-with-a-long-name into gru-1 (never trained)", text);
    }

    [Fact]
    public void A_mean_keeps_the_last_value_of_a_seed_that_has_stopped()
    {
        Curve curve = Curve.Of("a", [Row(1, 0, 0.2), Row(1, 20, 1.0), Row(2, 0, 0.4), Row(2, 20, 0.6), Row(2, 40, 0.8)]);
        Assert.Equal([0.3, 0.8, 0.9], curve.Mean().Select(point => Math.Round(point.Value, 9)));
    }

    [Fact]
    public void A_mean_over_directions_keeps_the_last_value_of_one_whose_training_has_stopped()
    {
        Curve curve = Curve.Of("loss",
            [Row(1, 0, 2), Row(1, 20, 0.5), Row(1, 0, 4) with { Source = "c" }, Row(1, 20, 3) with { Source = "c" },
            Row(1, 40, 2) with { Source = "c" }]);
        Assert.Equal([(0, 3), (20, 1.75), (40, 1.25)], Assert.Single(curve.Seeds));
    }

    [Theory, InlineData(0, 7), InlineData(0, 20_000), InlineData(0.1, 0.13)]
    public void Ticks_lie_on_the_axis_at_round_steps(double low, double high)
    {
        IReadOnlyList<double> ticks = new Axis(low, high, 0, 100).Ticks(5);
        Assert.InRange(ticks.Count, 3, 8);
        Assert.All(ticks, tick => Assert.InRange(tick, low - 1e-9, high + 1e-9));
    }

    [Theory]
    [InlineData(1e308)]
    [InlineData(5e-324)]
    [InlineData(-1e308)]
    [InlineData(1e308, 5e-324)]
    [InlineData(-1.7e308, 1.7e308)]
    [InlineData(1e16, 1.0000000000000002e16)]
    [InlineData(0.0)]
    public void Any_finite_losses_are_drawn_with_few_ticks_and_finite_places(params double[] losses)
    {
        ReportInput pair = SampleRun.Pair();
        MetricRow[] changed = [.. pair.Metrics.Select((row, i) =>
            row.Metric == Metrics.Loss ? row with { Value = losses[i % losses.Length] } : row)];
        Figure figure = Assert.Single(HtmlReport.Figures(new ReportInput(pair.Run, changed, pair.Experiment)),
            one => one.Name.StartsWith("loss", StringComparison.Ordinal));
        string drawn = figure.Standalone();
        Assert.DoesNotMatch("NaN|Infinity|∞", drawn);
        Assert.InRange(XDocument.Parse(drawn).Descendants(Svg + "text").Count(), 3, 60);
        Assert.True(drawn.Length < 100_000, $"{drawn.Length} characters");
    }

    [Fact]
    public void Any_finite_ends_of_an_axis_have_few_ticks()
    {
        double[] ends = [-1.7e308, -1e300, -1, -5e-324, 0, 5e-324, 1e-300, 1, 1 + 2.2e-16, 1e16, 1.0000000000000002e16, 1e308, 1.7e308];
        foreach (double low in ends)
            foreach (double high in ends.Where(high => high >= low))
                foreach (bool isLogarithmic in (bool[])[false, true])
                {
                    var axis = new Axis(low, high, 0, 100, isLogarithmic);
                    Assert.InRange(axis.Ticks(5).Count, 0, 14);
                    Assert.All([low, high, 0, 3.5], value => Assert.InRange(axis.At(value), 0, 100));
                    Assert.True(high <= 0 || double.IsFinite(Axis.RoundUp(high, 4)));
                }
    }

    private static ReportInput Input(string run) => run switch
    {
        "pair" => SampleRun.Pair(),
        "six" => SampleRun.Six(),
        "failed" => SampleRun.Failed(),
        "sweep" => SampleStudy.Sweep(),
        "variables" => SampleStudy.Variables(),
        "sixteen" => SampleStudy.Sixteen(),
        "algorithms" => SampleStudy.Algorithms(),
        "held-out" => SampleStudy.HeldOut(),
        "clmas" => SampleStudy.Inaccessible(),
        "everything" => SampleEvidence.Full(),
        "everything-six" => SampleEvidence.Six(),
        "single-seed" => SampleEvidence.SingleSeed(),
        _ => SampleRun.Hostile(),
    };

    private static MetricRow Row(int seed, int step, double value) =>
        new("r", seed, step, "validation", "mas", 1, "a", "b", "s", "s", "full", true, "trial_iia", value);

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}

using System.Text;
using System.Text.RegularExpressions;
using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Reports.Sections;
using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Reports;

public sealed class StudyReportTests
{
    private const int Largest = 5_000_000;

    [Fact]
    public void Methods_and_sizes_are_compared_in_a_figure_and_a_table()
    {
        string html = Html(SampleStudy.Sweep());
        Assert.Contains("\">Methods and sizes</h2>", html);
        Assert.Equal(21, Regex.Count(html, "data-label=\"Matrices learned\""));
        Figure figure = Comparison(SampleStudy.Sweep());
        Assert.Contains("mas, full, size 32: worst", figure.Description);
        Assert.Contains("stroke-dasharray=\"8 4\"", figure.Body);
        Assert.Contains("stroke-dasharray=\"2 4\"", figure.Body);
        Assert.Contains("`mas` has learned 3 matrices for 3 networks".Replace("`mas`", "<code>mas</code>", StringComparison.Ordinal), html);
    }

    [Fact]
    public void The_same_direction_is_shown_under_every_method_in_brackets_where_it_is_not_trained()
    {
        RunRecord sweep = SampleStudy.Sweep().Run;
        string html = Html(SampleStudy.Sweep());
        Assert.Contains("<details><summary>Every direction under every method and size</summary>", html);
        Assert.Equal(21 * 9, Regex.Count(html, "data-label=\"gru-[abc] → gru-[abc]\""));
        Assert.Equal(7 * (6 + 8), Regex.Count(html, "data-label=\"gru-[abc] → gru-[abc]\">\\([0-9.]+&#160;%\\)<"));
        ReportInput few = new(sweep with
        {
            Directions =
            [.. sweep.Directions.Where(direction => direction.Size == 8 && (direction.Trained || direction.Method == "mas"))]
        }, [], "");
        html = Html(few);
        Assert.DoesNotContain("Every direction under every method", html);
        Assert.Equal(6 + 8, Regex.Count(html, "data-label=\"gru-[abc] → gru-[abc]\">–<"));
    }

    [Fact]
    public void A_run_of_one_method_and_size_is_not_compared()
    {
        Assert.DoesNotContain("Methods and sizes", Html(SampleRun.Pair()));
        Assert.DoesNotContain(HtmlReport.Figures(SampleRun.Pair()), figure => figure.Name == "comparison");
    }

    [Fact]
    public void Methods_with_one_size_stand_side_by_side()
    {
        RunRecord sweep = SampleStudy.Sweep().Run;
        ReportInput one = new(sweep with { Directions = [.. sweep.Directions.Where(direction => direction.Size == 8)] }, [], "");
        Figure figure = Comparison(one);
        Assert.DoesNotContain("<polyline", figure.Body);
        double[] marks = [.. Regex.Matches(figure.Body, "<text x=\"([0-9.]+)\"[^>]*>8</text>")
            .Select(mark => double.Parse(mark.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.InRange(Assert.Single(marks), 240, 280);
    }

    [Fact]
    public void Every_report_stays_small() =>
        Assert.All(SampleStudy.All(), study => Assert.InRange(Encoding.UTF8.GetByteCount(HtmlReport.Render([study])), 1, Largest));

    [Fact]
    public void Many_networks_have_a_heat_map_without_intervals_and_a_folded_table()
    {
        string html = Html(SampleStudy.Sixteen());
        Assert.Contains("<details><summary>All 256 directions in numbers</summary>", html);
        Figure heat = HeatMap(SampleStudy.Sixteen());
        Assert.Equal(256, Regex.Count(heat.Body, "<text[^>]*>[0-9]+\\.[0-9]</text>"));
        Assert.DoesNotMatch(">[0-9.]+–[0-9.]+</text>", heat.Body);
        Assert.Contains(">16 &#183; lstm-seed-16</text>", heat.Body);
        Assert.EndsWith("and 220 more, which the tables hold.", heat.Description);
        Assert.Contains("the 16 of 256 directions in which a control comes closest", html);
        Assert.Contains("<summary>The curves of every direction</summary>", html);
    }

    [Fact]
    public void Four_networks_keep_their_table_open() => Assert.DoesNotContain("directions in numbers", Html(SampleStudy.HeldOut()));

    [Fact]
    public void The_algorithm_comes_before_the_numbers()
    {
        string html = Html(SampleStudy.Algorithms());
        Assert.InRange(html.IndexOf("\">Which algorithm gru implements</h2>", StringComparison.Ordinal), 1,
            html.IndexOf("\">How well activity carries over</h2>", StringComparison.Ordinal));
        Assert.Contains("multi-object, as up-down", html);
        Assert.DoesNotContain("Stitching every ordered pair", html);
    }

    [Fact]
    public void Held_out_directions_stand_beside_the_trained_ones()
    {
        string html = Html(SampleStudy.HeldOut());
        Assert.Contains("Directions held out from training", html);
        Assert.Contains("over the 3 held-out directions and", html);
        Assert.Equal(3, Regex.Count(html, " \\(held out\\)</th>"));
        Assert.DoesNotContain("(never trained)</th>", html);
        Assert.DoesNotContain("Directions held out", Html(SampleRun.Six()));
    }

    [Fact]
    public void Learned_sizes_are_in_the_table_where_there_are_any()
    {
        Assert.Contains("data-label=\"Learned size\">11, 13, 12</td>", Html(SampleStudy.Variables()));
        Assert.DoesNotContain("Learned size", Html(SampleRun.Pair()));
    }

    [Fact]
    public void Directions_into_an_inaccessible_network_are_marked()
    {
        ReportInput study = SampleStudy.Inaccessible();
        string html = Html(study);
        Assert.Equal(2, Regex.Count(html, "\\(target inaccessible\\)</th>"));
        Assert.Contains("state, inaccessible: training only reads it", html);
        Figure heat = HeatMap(study);
        Assert.Contains(">into an inaccessible network</text>", heat.Body);
        Assert.Contains("from gru-a into closed (inaccessible)", heat.Description);
        Assert.DoesNotContain("inaccessible", HeatMap(SampleRun.Pair()).Body);
    }

    [Fact]
    public void The_loss_on_counterfactual_latents_has_its_own_panel()
    {
        Figure loss = HtmlReport.Figures(SampleStudy.Inaccessible())
            .Single(figure => figure.Name.StartsWith("loss-", StringComparison.Ordinal));
        Assert.Contains(">behaviour loss</text>", loss.Body);
        Assert.Contains(">CL loss</text>", loss.Body);
        Assert.Contains("CL loss, distance of intervened from counterfactual latents", loss.Description);
        Assert.DoesNotContain("CL loss", HtmlReport.Figures(SampleRun.Pair())
            .Single(figure => figure.Name.StartsWith("loss-", StringComparison.Ordinal)).Body);
    }

    [Fact]
    public void Differences_stand_beside_how_many_there_are()
    {
        string html = Html(SampleStudy.Differences());
        Assert.Contains("Differences between methods</h3>", html);
        Assert.Contains("4 comparisons between methods were made. 3 of them are told apart where each is looked at by itself; if nothing "
            + "differed, about one in twenty would be. 2 are told apart by the intervals that hold all 4 at once.", html);
        Assert.Contains("One comparison between sizes was made, so nothing needs to be corrected: the two are told apart.", html);
        Assert.Contains(">mas − stitching, size 32</th><td class=\"steps\" data-label=\"Direction\">gru-a → gru-b</td>\n<td "
            + "class=\"number\" data-label=\"Points\">−2.1</td><td class=\"number\" data-label=\"95 % interval by itself\">−2.5 to "
            + "−1.7</td>", html);
        Assert.Contains(">mas − (stitching), size 32</th>", html);
        Assert.Contains(">mas, size 32 − size 8</th>", html);
        Assert.Equal(1, Regex.Count(html, "data-label=\"Told apart\">by itself only<"));
        Assert.DoesNotContain("Differences between", Html(SampleStudy.Sweep()));
    }

    [Fact]
    public void Networks_that_differ_in_their_seed_only_are_taken_together_and_too_few_are_marked()
    {
        string html = Html(SampleStudy.NetworkSeeds());
        Assert.Contains("\">Over network seeds</h2>", html);
        Assert.Contains("data-label=\"Mean trial IIA\">90.0&#160;%</td><td class=\"number\" data-label=\"95 % "
            + "interval\">87.4–92.1&#160;%</td>", html);
        Assert.Contains("data-label=\"Mean trial IIA\">90.0&#160;%&#160;†</td><td class=\"number\" data-label=\"95 % interval\">none</td>",
            html);
        Assert.Contains("† Fewer than three network seeds", html);
        Assert.DoesNotContain("Over network seeds", Html(SampleRun.Pair()));
    }

    [Fact]
    public void An_interval_that_does_not_cover_seeds_is_marked_wherever_it_stands()
    {
        RunRecord run = SampleRun.Pair().Run;
        DirectionResult[] single =
            [.. run.Directions.Select(direction =>
            direction with { Seeds = [1], Steps = [40], IntervalDesign = AccuracyInterval.InterventionsOnly })];
        string html = Html(new ReportInput(run with { Directions = single }, [], ""));
        Assert.Equal(4, Regex.Count(html, "data-label=\"95 % interval\">[0-9.–]+&#160;%&#160;†</td>"));
        Assert.Equal(4, Regex.Count(html, ">[0-9.]+–[0-9.]+ †</text>"));
        Assert.Contains("† Where all seeds gave the same outcome on every intervention, or there are fewer than three seeds, the interval "
            + "covers the interventions only.", html);
        Assert.DoesNotContain("†", Html(SampleRun.Pair()));
        Assert.Contains("†", Summary.Text(run with { Directions = single }));
        Assert.DoesNotContain("†", Summary.Text(run));
    }

    [Fact]
    public void The_statistics_say_what_the_verdict_uses() =>
        Assert.Contains("The verdict uses the alignment of one seed, chosen on validation, and one-sided 5 % bounds of it",
            Html(SampleRun.Pair()));

    [Theory, InlineData("a+b", "mas-8-a-and-b"), InlineData("a/b", "mas-8-a-or-b"), InlineData("a_b", "mas-8-a-b")]
    public void Joint_and_paired_variables_have_file_names_of_their_own(string variable, string slug) =>
        Assert.Equal(slug, new ResultGroup("mas", 8, variable).Slug);

    private static Figure HeatMap(ReportInput input) =>
        HtmlReport.Figures(input).First(figure => figure.Name.StartsWith("heatmap-", StringComparison.Ordinal));

    private static Figure Comparison(ReportInput input) => HtmlReport.Figures(input).Single(figure => figure.Name == "comparison");

    private static string Html(ReportInput input) => HtmlReport.Render([input]);
}

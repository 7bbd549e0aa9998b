using System.Xml.Linq;
using Mas.Results.Figures;
using Mas.Results.Sweeps;
using Mas.Results.Sweeps.Merging;
using Xunit;

namespace Mas.Results.Tests.Sweeps.Merging;

public sealed class SweepPageTests
{
    private const string Size = "alignment.size", Method = "alignment.method", Network = "networks.1.train.seed";

    [Fact]
    public void Seeds_are_averaged_with_an_interval_and_the_numbers_are_on_the_page()
    {
        using SampleSweep sweep = new([Size, Method, Network], SampleSweep.Crossed(["2", "4"], ["mas", "das"], ["1", "2", "3"]));
        for (int cell = 0; cell < 12; cell++)
            sweep.Finish(cell, 0.5 + (0.1 * (cell / 3)) + (0.01 * (cell % 3)));
        SweepSummary summary = SweepSummary.Of(sweep.Merge())!;
        Assert.Equal(4, summary.Points.Count);
        Assert.Equal([SeedKind.Network], summary.Intervals);
        SweepPoint low = summary.Points.MinBy(point => point.Mean)!;
        Assert.Equal("alignment.size = 2, alignment.method = mas", summary.Place(low));
        Assert.Equal((0.51, 0.25, 3), (Math.Round(low.Mean, 12), low.Floor!.Value, low.Values.Count));
        string page = sweep.Page();
        Assert.Contains("It is lowest at alignment.size = 2, alignment.method = mas: 51.0&#160;% (", page, StringComparison.Ordinal);
        Assert.Contains(" over network seeds), the mean of 3 cells.", page, StringComparison.Ordinal);
        Assert.Contains("Averaged over, as seeds: <code>networks.1.train.seed</code> (3 values).", page, StringComparison.Ordinal);
        Assert.Contains("Alignment seeds: each point has one, so nothing is said of others.", page, StringComparison.Ordinal);
        Assert.Contains("Verdicts: inconclusive in 12 of 12 cells.", page, StringComparison.Ordinal);
        Assert.Contains(">All cells are finished.<", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_seeds_have_a_mean_and_no_interval_and_it_is_said()
    {
        using SampleSweep sweep = new([Size, Network], SampleSweep.Crossed(["2", "4"], ["1", "2"]));
        for (int cell = 0; cell < 4; cell++)
            sweep.Finish(cell, 0.5, 0.6, 0.55);
        SweepSummary summary = SweepSummary.Of(sweep.Merge())!;
        Assert.Equal([SeedKind.Alignment], summary.Intervals);
        Assert.Contains("Network seeds: no point has three, which an interval needs.", sweep.Page(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_worst_exchange_between_networks_counts_and_not_one_within()
    {
        using SampleSweep sweep = new([Size], [["2"]]);
        sweep.Finish(0, 0.5, 0.6);
        WorstExchange worst = Assert.Single(sweep.Merge().Merged).Worst!;
        Assert.Equal((SampleSweep.First, SampleSweep.Second, 0.25), (worst.Source, worst.Target, worst.Floor));
        Assert.Equal([(1, 0.5), (2, 0.6)], worst.Seeds.Select(seed => (seed.Seed!.Value, seed.Value)));
    }

    [Theory]
    [InlineData(new[] { Size }, 3, 0)]
    [InlineData(new[] { Method }, 3, 0)]
    [InlineData(new[] { Network }, 1, 0)]
    [InlineData(new[] { "networks.0.path", "networks.1.path" }, 3, 0)]
    public void A_sweep_of_any_axes_has_a_page_with_a_figure(string[] axes, int points, int heat)
    {
        string[] values = axes[0] == Method ? ["mas", "das", "clmas"] : ["1", "2", "3"];
        using SampleSweep sweep = new(axes, values.Select(value => axes.Select(_ => value).ToArray()));
        for (int cell = 0; cell < 3; cell++)
            sweep.Finish(cell, 0.5 + (0.1 * cell));
        MergeResult result = sweep.Merge();
        Assert.Equal(points, SweepSummary.Of(result)!.Points.Count);
        Assert.Equal(1 + heat, sweep.Page().Split("<svg ").Length - 1);
    }

    [Fact]
    public void Figures_are_valid_and_their_numbers_are_in_their_text()
    {
        using SampleSweep sweep = new([Size, Method, "task"], SampleSweep.Crossed(["2", "4", "9"], ["mas", "das"], ["x", "y"]));
        for (int cell = 0; cell < 11; cell++)
            sweep.Finish(cell, 0.3 + (0.05 * cell));
        MergeResult result = sweep.Merge();
        SweepSummary summary = SweepSummary.Of(result)!;
        Figure figure = SweepFigure.Draw(summary), heat = SweepHeat.Draw(result, summary.Layout)!;
        Assert.Contains("alignment.size = 2, alignment.method = mas, task = x: 30.0\u00a0%", figure.Description, StringComparison.Ordinal);
        XNamespace names = "http://www.w3.org/2000/svg";
        // A line for each method in each of two panels.
        Assert.Equal(4, XDocument.Parse(figure.Standalone()).Descendants(names + "polyline").Count());
        Assert.Contains("mas, 2: 32.5\u00a0%", heat.Description, StringComparison.Ordinal); // the mean over tasks
        Assert.Equal(6, XDocument.Parse(heat.Standalone()).Descendants(names + "g").Count());
    }

    [Fact]
    public void A_thousand_cells_are_a_page_below_five_megabytes()
    {
        PlannedCell[] cells = [.. SampleSweep.Crossed([.. Enumerable.Range(1, 10).Select(size => $"{size}")],
            ["mas", "das", "clmas", "stitching"], ["a", "b", "c", "d", "e"], ["1", "2", "3", "4", "5"])
            .Select((values, i) => new PlannedCell($"c{i}", values, 10, 1e8))];
        Assert.Equal(1000, cells.Length);
        MergedCell[] merged = [.. cells.Select((cell, i) => new MergedCell(cell, "partly", "partly, in full",
            new WorstExchange("a", "b", [(1, i % 90 / 100.0), (2, i % 95 / 100.0), (3, i % 80 / 100.0)], 0.1, 1000)))];
        StandingCell[] failed = [.. cells.Select(cell => new StandingCell(
            new SweepFolder("large").Cell(cell.Name), new JobStanding(JobState.Failed, null, $"{new string('x', 5000)}{cell.Name}")))];
        LeftOutCell[] leftOut = [.. cells.Select(cell => new LeftOutCell(cell.Name, new string('y', 600)))];
        SweepTable table = new([Size, Method, "task", Network], cells);
        string page = SweepPage.Render("large", new(table, new SweepStatus(failed, []), merged, leftOut, 500_000));
        Assert.InRange(page.Length, 50_000, 1_000_000);
        Assert.Contains("The first 40 of 1000 reasons; ", page, StringComparison.Ordinal);
        Assert.Contains("The first 40 of 1000 cells; ", page, StringComparison.Ordinal);
        Assert.Contains("The first 60 of 1000 merged cells", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_with_one_reason_are_one_row_with_their_logs()
    {
        using SampleSweep sweep = new([Size], Enumerable.Range(0, 9).Select(size => (string[])[$"{size}"]));
        sweep.Finish(0, 0.5);
        for (int cell = 1; cell < 9; cell++)
            sweep.End(cell, new ClaimEnd(ClaimEnd.Failed, "it is too large"));
        sweep.Merge();
        string page = sweep.Page();
        Assert.Equal(2, page.Split("it is too large").Length);
        Assert.Contains(">cells/c6/log.txt</a><br>\nand 2 more\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_values_and_messages_are_shown_and_never_obeyed()
    {
        const string hostile = "<script>alert(1)</script>\u202e\u001b";
        using SampleSweep sweep = new([hostile, Size], [[hostile, "1"], [hostile + "2", "2"], ["c", "3"]]);
        sweep.Finish(0, 0.5);
        sweep.End(1, new ClaimEnd(ClaimEnd.Failed, hostile));
        sweep.Finish(2, SampleSweep.Record(0.5) with { Verdict = new(hostile, [], 0.9, 0.5) }, SampleSweep.Rows(0.5));
        MergeResult result = sweep.Merge();
        string page = SweepPage.Render(hostile, result);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', page);
        Assert.DoesNotContain('\u001b', page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;\\u202e", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_that_exchanged_nothing_have_a_page_without_a_figure()
    {
        using SampleSweep sweep = new([Size], [["2"], ["4"]]);
        sweep.Finish(0, SampleSweep.Record(0.5) with { Directions = [], Verdict = null }, SampleSweep.Rows(0.5));
        Assert.Null(SweepSummary.Of(sweep.Merge()));
        Assert.DoesNotContain("<svg", sweep.Page(), StringComparison.Ordinal);
        Assert.Contains("No merged cell exchanged anything", sweep.Page(), StringComparison.Ordinal);
    }
}

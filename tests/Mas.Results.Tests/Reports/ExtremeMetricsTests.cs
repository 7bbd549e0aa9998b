using Mas.Results.Figures;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Reports.Sections;
using Mas.Results.Tables;
using Xunit;

namespace Mas.Results.Tests.Reports;

/// <summary>Any numbers in metrics.csv are drawn, in reasonable time and space.</summary>
public sealed class ExtremeMetricsTests
{
    private const int LargestPage = 4_000_000;

    public static TheoryData<double> Extremes =>
        [1e308, -1e308, double.MaxValue, double.MinValue, 5e-324, -5e-324, 0, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Theory, MemberData(nameof(Extremes))]
    public void A_report_is_drawn_of_any_values(double extreme)
    {
        foreach (ReportInput input in (ReportInput[])[SampleRun.Pair(), SampleEvidence.Pair(), SampleStudy.HeldOut()])
        {
            Draws(input, input.Metrics.Select(row => row with { Value = extreme }));
            Draws(input, input.Metrics.Select((row, i) => i % 3 == 0 ? row with { Value = extreme } : row));
            Draws(input, input.Metrics.Select((row, i) => row with { Value = (i % 2 == 0 ? 1 : -1) * extreme }));
        }
    }

    [Theory, InlineData(int.MaxValue), InlineData(int.MinValue), InlineData(0), InlineData(-1)]
    public void A_report_is_drawn_of_any_steps_seeds_and_sizes(int number)
    {
        foreach (ReportInput input in (ReportInput[])[SampleRun.Pair(), SampleStudy.HeldOut()])
        {
            Draws(input, input.Metrics.Select((row, i) => i % 2 == 0 && row.Step is not null ? row with { Step = number } : row));
            Draws(input, input.Metrics.Select((row, i) => i % 2 == 0 ? row with { Seed = number } : row));
            Draws(input, input.Metrics.Select((row, i) => i % 2 == 0 ? row with { Size = number } : row));
        }
    }

    [Theory]
    [InlineData("1e999", "∞")]
    [InlineData("-1e999", "-∞")]
    [InlineData("1e-999", "0")]
    public void A_number_that_no_double_can_hold_is_read_as_the_nearest(string written, string read)
    {
        string text = $"{MetricsCsv.Header}\nr,1,1,train,mas,1,a,b,s,s,full,true,loss,{written}\n";
        Assert.Equal(read, MetricsCsv.Parse(text, "metrics.csv")[0].Value.ToString(System.Globalization.CultureInfo.InvariantCulture)
            .Replace("Infinity", "∞", StringComparison.Ordinal));
    }

    private static void Draws(ReportInput input, IEnumerable<MetricRow> rows)
    {
        ReportInput extreme = new(input.Run, MetricsCsv.Parse(MetricsCsv.Text(rows), "metrics.csv"), input.Experiment);
        string page = HtmlReport.Render([extreme]);
        Assert.InRange(page.Length, 1000, LargestPage);
        Assert.DoesNotContain("=\"NaN\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN,", page, StringComparison.Ordinal);
        foreach (Figure figure in HtmlReport.Figures(extreme))
            Assert.InRange(figure.Standalone().Length, 100, LargestPage);
    }
}

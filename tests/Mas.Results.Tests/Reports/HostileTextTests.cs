using System.Xml.Linq;
using Mas.Results.Files;
using Mas.Results.Json;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Reports.Sections;
using Mas.Results.Tables;
using Mas.Results.Verification;
using Xunit;

namespace Mas.Results.Tests.Reports;

/// <summary>Whatever names consist of, nothing that is drawn, written or printed holds a character that turns the text round or that a
/// terminal obeys.</summary>
public class HostileTextTests
{
    private const string Name = "x\u001b]0;title\u0007\u202ey\ufeff\u2028\u0001\ud800";

    private static readonly ReportInput s_input = Hostile();

    [Fact]
    public void The_report_shows_them()
    {
        string html = HtmlReport.Render([s_input]);
        Assert.Same(html, Printable.Of(html, "\n\t"));
        Assert.Contains("x\\u001b]0;title\\u0007\\u202ey", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_figure_shows_them_and_is_valid_xml() => Assert.All(HtmlReport.Figures(s_input), figure =>
    {
        string svg = figure.Standalone();
        Assert.Same(svg, Printable.Of(svg, "\n"));
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
    });

    [Fact]
    public void A_terminal_and_a_script_get_them_harmless()
    {
        Assert.All((string[])[Summary.Text(s_input.Run), ResultJson.Of(s_input.Run), MetricsCsv.Text(s_input.Metrics)],
            text => Assert.Same(text, Printable.Of(text, "\n")));
        var record = new VerificationRecord { Run = Name, Elsewhere = [Name], Problems = [Name] };
        string said = VerificationText.Of(record);
        Assert.Same(said, Printable.Of(said, "\n"));
    }

    [Fact]
    public void The_rows_of_the_table_read_back() =>
        Assert.Equal(s_input.Metrics, MetricsCsv.Parse(MetricsCsv.Text(s_input.Metrics), "m.csv"));

    private static ReportInput Hostile()
    {
        ReportInput hostile = SampleRun.Hostile();
        RunRecord run = hostile.Run with
        {
            Run = Name,
            Error = Name,
            Warnings = [Name],
            Command = Name,
            Setup = [new(Name, Name)],
            Directions = [.. hostile.Run.Directions.Select(direction => direction with { Variable = Name })],
            Verdict = hostile.Run.Verdict! with { Reasons = [Name] },
        };
        return new ReportInput(run, [.. hostile.Metrics.Select(row => row with { Variable = Name })], Name);
    }
}

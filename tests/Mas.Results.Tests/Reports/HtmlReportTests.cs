using System.Text.RegularExpressions;
using Mas.Oracles.Files;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Reports.Sections;
using Mas.Results.Store;
using Xunit;

namespace Mas.Results.Tests.Reports;

public sealed partial class HtmlReportTests
{
    [Fact]
    public void The_report_needs_nothing_from_elsewhere_and_runs_nothing()
    {
        string html = HtmlReport.Render([SampleRun.Pair(), SampleRun.Six(), SampleRun.Failed(), SampleEvidence.Full()]);
        Assert.DoesNotContain("http", html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase);
        foreach (string word in new[] { "<script", "<link", "<img", "<iframe", "src=", "url(", "@import", "javascript:", " on" + "click" })
            Assert.DoesNotContain(word, html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Names_of_the_user_are_text_and_never_markup()
    {
        ReportInput hostile = SampleRun.Hostile();
        RunRecord run = hostile.Run with
        {
            Status = "failed",
            Error = "<b>",
            Warnings = ["<i> `</code><u>`"],
            Command = "mas </pre><s>",
            Setup = [new("<dt>", "<dd>")]
        };
        string html = HtmlReport.Render([new ReportInput(run, hostile.Metrics, "name: </code></pre><script>"), SampleRun.Pair()]);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<img", html);
        foreach (string tag in new[] { "<b>", "<i>", "<u>", "<s>" })
            Assert.DoesNotContain(tag, html);
        Assert.Contains("&lt;script&gt;alert(1)", html);
    }

    [Fact]
    public void Every_tag_of_the_report_is_closed()
    {
        Stack<string> open = new();
        foreach (Match tag in Tag()
            .Matches(HtmlReport.Render(
            [SampleRun.Pair(), SampleRun.Six(), SampleRun.Failed(), SampleRun.Hostile(), SampleEvidence.Full(), SampleEvidence.SingleSeed(),
            .. SampleStudy.All()])))
            if (tag.Groups["slash"].Value == "/")
                Assert.Equal(open.Pop(), tag.Groups["name"].Value);
            else if (tag.Groups["self"].Value != "/" && tag.Groups["name"].Value is not ("meta" or "!DOCTYPE"))
                open.Push(tag.Groups["name"].Value);
        Assert.Empty(open);
    }

    [Fact]
    public void The_report_begins_with_the_verdict_and_holds_what_the_reader_needs()
    {
        string html = Text(SampleRun.Pair());
        int verdict = html.IndexOf("<p class=\"word\">same, as up-down</p>", StringComparison.Ordinal),
            first = html.IndexOf("<svg", StringComparison.Ordinal);
        Assert.InRange(verdict, 1, first);
        foreach (string part in new[] { "How well activity carries over", "Controls", "Training", "Networks", "What was done",
            "How to reproduce it", "What this does not show", "Words used here", "mas run experiment.yaml", "SHA-256",
            "prefers-color-scheme", "@media print" })
            Assert.Contains(part, html);
    }

    [Theory]
    [InlineData("running", "has not finished"), InlineData("interrupted", "was interrupted"), InlineData("failed", "This run failed")]
    public void A_run_that_is_not_finished_says_so_before_anything_else(string status, string sentence)
    {
        string html = HtmlReport.Render([new ReportInput(SampleRun.Failed().Run with { Status = status }, SampleRun.Failed().Metrics, "")]);
        Assert.InRange(html.IndexOf(sentence, StringComparison.Ordinal), 1, html.IndexOf("class=\"word\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_has_only_begun_can_be_shown()
    {
        RunRecord run = new() { Run = "young", Status = "running", Started = DateTimeOffset.UnixEpoch, Seed = 1, AlignmentSeeds = [1] };
        Assert.Contains("no verdict yet", HtmlReport.Render([new ReportInput(run, [], "")]));
        Assert.Equal("", Summary.Text(run));
    }

    [Fact]
    public void Headings_of_the_report_never_skip_a_level()
    {
        int last = 0;
        foreach (Match heading in Heading()
            .Matches(HtmlReport.Render([SampleRun.Pair(), SampleRun.Six(), SampleEvidence.Full(), .. SampleStudy.All()])))
        {
            int level = int.Parse(heading.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(level, 1, last + 1);
            last = level;
        }
    }

    [Fact]
    public void The_contents_at_the_side_lead_to_every_section()
    {
        string html = Text(SampleEvidence.Full());
        string nav = html[html.IndexOf("<nav", StringComparison.Ordinal)..html.IndexOf("</nav>", StringComparison.Ordinal)];
        MatchCollection led = Led().Matches(nav), sections = Section().Matches(html);
        Assert.True(sections.Count > 8);
        Assert.Equal(sections.Select(one => (one.Groups[1].Value, one.Groups[2].Value)), led
            .Select(one => (one.Groups[1].Value, one.Groups[2].Value)));
    }

    [Fact]
    public void Several_runs_begin_with_a_table_that_leads_to_each()
    {
        string html = HtmlReport.Render([SampleRun.Pair(), SampleRun.Six()]);
        Assert.Contains("<h1>2 runs</h1>", html);
        foreach (string anchor in new[] { "run-1", "run-2" })
        {
            Assert.Contains($"href=\"#{anchor}\"", html);
            Assert.Single(Regex.Matches(html, $"id=\"{anchor}\""));
        }
    }

    [Fact]
    public void Other_methods_and_sizes_are_shown_after_the_judged_one()
    {
        ReportInput pair = SampleRun.Pair();
        DirectionResult other = pair.Run.Directions[1] with { Method = "stitching", Size = 2 };
        RunRecord both = pair.Run with { Directions = [other, .. pair.Run.Directions] };
        string html = HtmlReport.Render([new ReportInput(both, pair.Metrics, pair.Experiment)]);
        Assert.InRange(html.IndexOf("Also aligned: stitching, size 2", StringComparison.Ordinal),
            html.IndexOf("mas, size 32", StringComparison.Ordinal), html.Length);
    }

    [Fact]
    public void The_report_is_written_with_its_figures_and_the_same_bytes_each_time()
    {
        using TemporaryFolder temporary = new();
        using RunFolder folder = RunFolder.Open(temporary["run"], resume: false);
        ReportInput input = SampleRun.Pair();
        folder.WriteRun(input.Run);
        folder.WriteMetrics(input.Metrics);
        folder.WriteText("experiment.yaml", input.Experiment);
        HtmlReport.Write(folder);
        byte[] first = File.ReadAllBytes(folder.Path("report.html"));
        using RunFolder again = RunFolder.Read(folder.Root);
        HtmlReport.Write(again);
        Assert.Equal(first, File.ReadAllBytes(folder.Path("report.html")));
        Assert.Equal(10, Directory.GetFiles(folder.Path("figures"), "*.svg").Length);
    }

    private static string Text(ReportInput input) => HtmlReport.Render([input]);

    [GeneratedRegex(@"<(?<slash>/?)(?<name>[A-Za-z!][A-Za-z0-9]*)(?:[^<>]*?)(?<self>/?)>")]
    private static partial Regex Tag();

    [GeneratedRegex("<a href=\"#([^\"]+)\">([^<]+)</a>")]
    private static partial Regex Led();

    [GeneratedRegex("<h2 id=\"([^\"]+)\">([^<]+)</h2>")]
    private static partial Regex Section();

    [GeneratedRegex("<h([1-6])[ >]")]
    private static partial Regex Heading();
}

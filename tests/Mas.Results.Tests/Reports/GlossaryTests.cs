using System.Globalization;
using System.Text.RegularExpressions;
using Mas.Results.Reports;
using Mas.Results.Reports.Html;
using Xunit;

namespace Mas.Results.Tests.Reports;

/// <summary>Where a term first stands, the page leads to what it means.</summary>
public sealed class GlossaryTests
{
    private static readonly (string, string)[] s_terms =
        [("source, target", "Who gives, & who takes."), ("IIA", "An accuracy, of the target."), ("trial IIA", "Of whole trials.")];

    [Theory]
    [InlineData("<p>The IIA, and IIA again.</p>", "<p>The [1:IIA], and IIA again.</p>")]
    [InlineData("<p>A trial IIA and an IIA.</p>", "<p>A [2:trial IIA] and an [1:IIA].</p>")]
    [InlineData("<p>A Target, its source.</p>", "<p>A [0:Target], its source.</p>")]
    [InlineData("<p>resource, x-target, <code>IIA</code></p><h2>IIA</h2><p>IIA</p>",
        "<p>resource, x-target, <code>IIA</code></p><h2>IIA</h2><p>[1:IIA]</p>")]
    [InlineData("<figure><svg role=\"img\"><title>IIA</title><rect/></svg></figure><p class=\"IIA\">ok</p>",
        "<figure><svg role=\"img\"><title>IIA</title><rect/></svg></figure><p class=\"IIA\">ok</p>")]
    public void The_first_occurrence_in_a_sentence_is_a_link(string html, string wanted)
    {
        const string link = "<a class=\"term\" href=\"#word-([0-9]+)\" title=\"[^\"]*\">([^<]+)</a>";
        string linked = Regex.Replace(Glossary.Link(html, s_terms), link,
            match => $"[{int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) - 1}:{match.Groups[2].Value}]");
        Assert.Equal(wanted, linked);
    }

    [Fact]
    public void A_meaning_is_text_and_never_markup() =>
        Assert.Contains("title=\"Who gives, &amp; who takes.\"", Glossary.Link("<p>the source</p>", s_terms));

    [Fact]
    public void Every_link_of_a_report_leads_to_a_word()
    {
        string html = HtmlReport.Render([SampleEvidence.Full()]);
        string[] led = [.. Regex.Matches(html, "class=\"term\" href=\"#([^\"]+)\"").Select(match => match.Groups[1].Value)];
        Assert.True(led.Length > 8);
        Assert.Equal(led.Distinct(), led);
        Assert.All(led, anchor => Assert.Single(Regex.Matches(html, $"id=\"{anchor}\"")));
    }
}

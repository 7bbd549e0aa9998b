using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mas.Results.Files;
using Mas.Results.Json;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Reports.Evidence;
using Mas.Results.Reports.Sections;
using Mas.Results.Store;
using Xunit;

namespace Mas.Results.Tests.Reports;

public sealed class TextReportTests
{
    private const string Hostile = "<i>\u001b]0;t\u0007\u202e`\ud800";

    [Fact]
    public void A_run_of_two_language_models_has_its_sections_in_order()
    {
        string html = HtmlReport.Render([SampleTexts.Pair()]);
        Assert.Equal(["What the networks read", "Exchange of first tokens", "Depth"],
            Headings(html).Where(heading => heading is TextsSection.Title or FirstTokensSection.Title or GroupsSection.Title
                or DepthSection.Title));
        Assert.DoesNotContain("Three questions", html, StringComparison.Ordinal);
        Assert.DoesNotContain("multi-object", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Eight_networks_in_two_groups_have_their_matrix_and_the_test_in_words()
    {
        string html = Plain(HtmlReport.Render([SampleTexts.Groups()]));
        Assert.Contains(GroupsSection.Title, Headings(html));
        Assert.DoesNotContain(DepthSection.Title, Headings(html));
        Assert.Contains("Of the 35 ways to deal the networks out to groups of these sizes, 1 gives a difference as large", html,
            StringComparison.Ordinal);
        Assert.Contains("(two-sided, 70 relabellings)", html, StringComparison.Ordinal);
        Assert.Equal(["bounds", "first-tokens", "groups-mas-64-layer-2"],
            HtmlReport.Figures(SampleTexts.Groups()).Select(figure => figure.Name));
    }

    [Fact]
    public void Runs_of_texts_stand_beside_others_on_one_page()
    {
        string html = HtmlReport.Render([SampleTexts.Pair(), SampleRun.Pair(), SampleTexts.Groups()]);
        Assert.Equal(2, Headings(html).Count(heading => heading == TextsSection.Title));
        Assert.Contains("multi-object", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_runs_have_none_of_these_sections() => Assert.DoesNotContain(Headings(HtmlReport.Render([SampleRun.Pair()])),
        heading => heading is TextsSection.Title or FirstTokensSection.Title or GroupsSection.Title or DepthSection.Title);

    [Fact]
    public void Perplexity_is_told_where_it_was_measured()
    {
        TextRecord text = SampleTexts.Pair().Run.Text!;
        Assert.DoesNotContain(TextsSection.Of(text).Cases, one => one.Contains("Perplexity", StringComparison.Ordinal));
        TextNetwork[] networks = [.. text.Networks.Select((one, i) => one with { Perplexity = i == 0 ? 3.14159 : 271.8 })];
        RunRecord read = RunJson.Parse(
            RunJson.Bytes(SampleTexts.Pair().Run with { Text = text with { Networks = networks } }), "run.json");
        Assert.Contains($"Perplexity of the test texts, which is low where a network knows what comes: {networks[0].Name} 3.1 and "
            + $"{networks[1].Name} 272.", TextsSection.Of(read.Text!).Cases);
    }

    [Fact]
    public void What_the_networks_read_is_told_with_counts_sink_margins_and_tokens()
    {
        string html = Plain(HtmlReport.Render([SampleTexts.Pair()]));
        Assert.Contains("2 000 texts of lines.txt, field <code>text</code>: 1 600 to train alignments on, 200 for validation and 200 "
            + "for the test. Left out were 2 lines without text, 311 lines shorter than the context and 1 line that came before.", html,
            StringComparison.Ordinal);
        Assert.Contains("Position 0 of every text was left as the target's own, and out of means, starts and similarity: its median "
            + "norm is up to 121 times that of the other positions (casual-0 at layer.2). The rule keeps it above 10 times.", html,
            StringComparison.Ordinal);
        Assert.Contains("0.1 % of the test labels have their best and second prediction less than 0.001 apart", html,
            StringComparison.Ordinal);
        // Both networks read the same: their tokens stand once, and white space can be seen.
        Assert.Contains("<dt>formal-0 and casual-0 (tokeniser aaaaaaaaaaaa)</dt>", html, StringComparison.Ordinal);
        string[] tokens = [.. Regex.Matches(html, "<code class=\"token\">([^<]*)</code>").Select(match => match.Groups[1].Value)];
        Assert.Equal(["The", "·fal", "con", "·is", "·a", "·bird", ",↵", "·and", "→"], tokens.Take(9));
        Assert.Equal(10, tokens.Length);
    }

    [Fact]
    public void The_table_has_every_direction_with_its_floors_ceilings_and_what_it_has_beyond_the_raw_exchange()
    {
        ReportInput pair = SampleTexts.Pair();
        string html = Plain(HtmlReport.Render([pair]));
        TextDirection first = pair.Run.Text!.Directions[1];
        string row = Regex.Match(html, "<tr><th scope=\"row\">formal-0 → casual-0, MAS, size 64, at layer\\.1</th>.*?</tr>",
            RegexOptions.Singleline).Value;
        Assert.Contains($"data-label=\"First-token IIA\">{first.FirstTokenIia * 100:0.0} % (", row, StringComparison.Ordinal);
        Assert.Contains("data-label=\"no-swap\">2.0 %", row, StringComparison.Ordinal);
        Assert.Contains("data-label=\"Same prediction on one context\">61.0 %", row, StringComparison.Ordinal);
        Assert.Matches("data-label=\"Beyond identity-map, points\">\\+22\\.[0-9] \\(\\+", row);
        Assert.Matches("0 of 10 directions between networks surely reach 90 %", html);
    }

    [Fact]
    public void Nothing_from_a_file_is_obeyed_by_page_terminal_or_script()
    {
        ReportInput hostile = SampleTexts.Named(Hostile);
        string html = HtmlReport.Render([hostile]);
        Assert.Same(html, Printable.Of(html, "\n\t"));
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
        Assert.All((string[])[Summary.Text(hostile.Run), ResultJson.Of(hostile.Run)], text => Assert.Same(text, Printable.Of(text, "\n")));
    }

    [Fact]
    public void The_record_of_a_run_reads_back_to_the_same_bytes()
    {
        foreach (ReportInput input in (ReportInput[])[SampleTexts.Pair(), SampleTexts.Groups(), SampleTexts.Named("x")])
        {
            byte[] json = RunJson.Bytes(input.Run);
            RunRecord read = RunJson.Parse(json, "run.json");
            Assert.Equal(json, RunJson.Bytes(read));
            Assert.Equal(HtmlReport.Render([input]), HtmlReport.Render([new ReportInput(read, [], input.Experiment)]));
        }
        Assert.Null(JsonNode.Parse(RunJson.Bytes(SampleRun.Pair().Run))!["text"]);
    }

    [Fact]
    public void A_terminal_has_the_directions_of_two_networks_and_of_many_the_weakest()
    {
        string few = Summary.Text(SampleTexts.Named("").Run), many = Summary.Text(SampleTexts.Groups().Run);
        Assert.Matches("^direction +site +method +size +first-token IIA +95 % interval +no-swap +identity-map\n", few);
        Assert.Equal(4, Regex.Count(few, "→"));
        Assert.Matches("^weakest direction between +site", many);
        Assert.Contains("all 64 directions are in the report\n", many, StringComparison.Ordinal);
        Assert.Contains("verdict: partly, in how they go on from layer.2", many, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_gets_the_directions_with_bounds_and_the_groups()
    {
        JsonNode json = JsonNode.Parse(ResultJson.Of(SampleTexts.Groups().Run))!;
        Assert.Equal(64, json["directions"]!.AsArray().Count);
        JsonNode direction = json["directions"]![1]!;
        TextDirection expected = SampleTexts.Groups().Run.Text!.Directions[1];
        Assert.Equal((expected.FirstTokenIia, expected.Corrected!.Low, 2), (direction["first_token_iia"]!.GetValue<double>(),
            direction["chosen"]!["low"]!.GetValue<double>(), direction["chosen"]!["seed"]!.GetValue<int>()));
        Assert.Equal(1 / 35.0, json["groups"]![0]!["p"]!.GetValue<double>(), 12);
    }

    private static string[] Headings(string html) =>
        [.. Regex.Matches(html, "<h[2-4][^>]*>([^<]*)</h[2-4]>").Select(match => match.Groups[1].Value)];

    private static string Plain(string html) =>
        WebUtility.HtmlDecode(Regex.Replace(html, "</?a( [^>]*)?>", "")).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}

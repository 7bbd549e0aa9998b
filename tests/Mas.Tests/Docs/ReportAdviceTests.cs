using System.Net;
using System.Text.RegularExpressions;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Statistics;
using Mas.Runs;
using Mas.Tests.Experiments;
using Xunit;

namespace Mas.Tests.Docs;

/// <summary>The lines of YAML that a report gives for what was not run.</summary>
public sealed class ReportAdviceTests
{
    private const string Head = """
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]
        task: multi-object
        site: state

        """;

    private static readonly string[] s_lines = [.. Regex.Matches(Report(), "<dd><code>(.*?)</code></dd>")
        .Select(line => WebUtility.HtmlDecode(line.Groups[1].Value))];

    [Fact]
    public void Every_analysis_is_named_once_by_its_word()
    {
        string[] words = [.. s_lines.Where(line => line.StartsWith("analyses:", StringComparison.Ordinal))
            .Select(line => line["analyses: [".Length..^1])];
        // isolate asks for named variables; other-maps tries again what a run does not reach.
        Assert.Equal(KnownAnalyses.All.Select(analysis => analysis.Word).Except(["isolate", "other-maps"]).Order(StringComparer.Ordinal),
            words.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_other_line_can_be_put_into_an_experiment_file()
    {
        string[] others = [.. s_lines.Where(line => !line.StartsWith("analyses:", StringComparison.Ordinal))];
        Assert.Equal(3, others.Length);
        Assert.All(others, line => ExperimentFile.Read(Head + line));
    }

    private static string Report()
    {
        DirectionResult direction = new()
        {
            Source = "a",
            Target = "b",
            Variable = "full",
            Method = "mas",
            Size = 8,
            Trained = true,
            TrialIia = 0.9,
            TokenIia = 0.9,
            Interval = new Interval(0.8, 0.95),
            IntervalDesign = "interventions",
            Seeds = [1],
            Steps = [40],
            Samples = 100,
        };
        RunRecord run = new()
        {
            Run = "bare",
            Status = "done",
            Started = DateTimeOffset.UnixEpoch,
            Seed = 1,
            AlignmentSeeds = [1],
            Directions = [direction],
            Networks = [Network("a"), Network("b")],
        };
        return HtmlReport.Render([new Results.Reports.Sections.ReportInput(run, [], "")]);
    }

    private static NetworkRecord Network(string name) => new()
    {
        Name = name,
        Architecture = "gru",
        Width = 8,
        Site = "state",
        Task = "multi-object",
        Parameters = 1,
        Origin = "folder",
        Hash = "0",
        Accuracy = 1,
        Usable = 1,
        Sequences = 1,
    };
}

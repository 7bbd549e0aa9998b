using System.Text.Json;
using Mas.Results.Plans;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Plans by way of the tool.</summary>
public sealed class PlanTests(PlanTests.Finished finished) : IClassFixture<PlanTests.Finished>, IDisposable
{
    private const string Small = """
        name: small
        task: { name: multi-object, quantities: [1, 3], held_out: [] }
        site: state
        reference: { name: gru-a, path: networks/gru-a }
        alike: { name: gru-b, path: networks/gru-b }
        different: { name: fresh, train: { architecture: gru, width: 32, steps: 0 } }
        units: [2, 8]
        trials: [40]
        noise: [8]
        poisson: [2]
        draws: 2
        alignment: { size: 4, steps: 2, batch: 8, train: 30, validation: 20, test: 20 }
        """;

    private static readonly string[] s_results = ["plan.csv", "plan.json", "plan.yaml", "report.html", "figures/plan-units.svg"];

    private readonly Workplace _here = new(finished.Here);

    /// <summary>A finished plan in the folder <c>one</c>, of which every test has a copy.</summary>
    public sealed class Finished : IDisposable
    {
        public Finished()
        {
            File.WriteAllText(Here.Path("small.yaml"), Small);
            Said = Make(Here, "one", "--json").Output;
        }

        internal Workplace Here { get; } = new();

        /// <summary>What the tool has said of it.</summary>
        public string Said { get; }

        public void Dispose() => Here.Dispose();
    }

    [Fact]
    public void A_plan_has_a_row_for_each_recording_and_measure_and_the_same_bytes_each_time()
    {
        using JsonDocument json = JsonDocument.Parse(finished.Said);
        Assert.Equal("small", json.RootElement.GetProperty("plan").GetString());
        Assert.Equal("done", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(16, json.RootElement.GetProperty("answers").GetArrayLength());
        IReadOnlyList<PlanRow> rows = PlanCsv.Parse(File.ReadAllText(_here.Path("one", "plan.csv")), "plan.csv");
        Assert.Equal(2 * 2 * 2 * PlanMeasure.All.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal(row.Point.Units, row.Seen));
        Assert.All(rows.Where(row => row.Measure == "trial_iia"), row => Assert.InRange(row.Value!.Value, 0, 1));
        Assert.Equal(["plan.csv", "plan.json", "plan.yaml", "report.html"], Directory.EnumerateFiles(_here.Path("one"))
            .Select(Path.GetFileName).Where(name => name != ".lock").Order(StringComparer.Ordinal));
        Make(_here, "two", "--threads", "2");
        Same("two");
        Assert.DoesNotContain(finished.Here.Root, File.ReadAllText(_here.Path("one", "plan.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_goes_on_from_what_is_finished()
    {
        string table = _here.Path("one", "plan.csv");
        string[] lines = File.ReadAllLines(table);
        File.WriteAllLines(table, lines[..(1 + 3 * PlanMeasure.All.Count)]);
        Ended refused = _here.Mas("plan", "small.yaml", "--output", "one", "--cache", "cache");
        Assert.Equal(2, refused.Code);
        Assert.EndsWith("the folder already holds a plan; continue it with --resume, or give another folder with --output",
            Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Make(_here, "one", "--resume");
        Same("one");
        Ended other = _here.Mas("plan", "small.yaml", "draws=3", "--output", "one", "--resume", "--cache", "cache", "--quiet");
        Assert.Equal(2, other.Code);
        Assert.EndsWith(
            "the folder holds another plan; give another folder with --output", Assert.Single(other.ErrorLines), StringComparison.Ordinal);
        Same("one");
    }

    [Theory]
    [InlineData("networks/none: alike.path: ", "alike.path=networks/none")]
    [InlineData("mas: different.train.architecture: unknown word 'gre'; did you mean 'gru'?", "different.train.architecture=gre")]
    // They have learned to count to 20.
    [InlineData(
        "networks/gru-b: alike: network 'gru-b' has not learned multi-object: ", "task.quantities=[1, 24]", "reference.insist=true")]
    public void A_wrong_plan_is_one_sentence_and_leaves_nothing_behind(string sentence, params string[] wrong)
    {
        Ended ended = _here.Mas(["plan", "small.yaml", .. wrong, "--output", "new", "--cache", "cache", "--quiet"]);
        Assert.Equal(2, ended.Code);
        Assert.Contains(sentence, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_here.Path("new")));
    }

    private static Ended Make(Workplace here, string folder, params string[] more) =>
        here.Done(["plan", "small.yaml", "--output", folder, "--cache", "cache", "--quiet", .. more]);

    private void Same(string folder) => Assert.All(s_results,
        file => Assert.Equal(File.ReadAllBytes(finished.Here.Path("one", file)), File.ReadAllBytes(_here.Path(folder, file))));

    public void Dispose() => _here.Dispose();
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>An experiment of matrices of dissimilarities by way of the tool.</summary>
public sealed class MatrixRunTests(MatrixRunTests.Run finished) : IClassFixture<MatrixRunTests.Run>, IDisposable
{
    private const string Text = """
        networks:
          - name: human
            rdm:
              file: 92_brainRDMs.mat
              name:
                - ["hIT | BE | Session: 1", "hIT | BE | Session: 2"]
                - ["hIT | KO | Session: 1", "hIT | KO | Session: 2"]
                - ["hIT | SN | Session: 1", "hIT | SN | Session: 2"]
                - ["hIT | TI | Session: 1", "hIT | TI | Session: 2"]
          - { name: animacy, rdm: { file: 92_modelRDMs.mat, name: animacy } }
          - { name: v1, rdm: { file: 92_modelRDMs.mat, name: V1 } }
        evaluation: { similarity: [rsa-given-spearman, cka-linear] }
        """;

    private const string Without =
        "cka-linear has no value: it is computed from activity, and a matrix of dissimilarities has none; rsa-given-spearman compares "
        + "matrices.";

    private readonly Workplace _here = new(finished.Here);

    /// <summary>A finished run in the folder <c>run</c>, of which every test has a copy.</summary>
    public sealed class Run : IDisposable
    {
        public Run()
        {
            foreach (string file in (string[])["92_brainRDMs.mat", "92_modelRDMs.mat"])
                File.Copy(Golden.Path("human-it-92", file), Here.Path(file));
            File.WriteAllText(Here.Path("given.yaml"), Text);
            Said = Here.Done("run", "given.yaml", "--output", "run", "--quiet").Output;
        }

        internal Workplace Here { get; } = new();

        /// <summary>What the tool has said of it.</summary>
        public string Said { get; }

        public void Dispose() => Here.Dispose();
    }

    [Fact]
    public void A_run_writes_what_the_command_similarity_prints_and_can_be_verified()
    {
        Assert.Contains("0.3862 (4 of human)  0.3723 to 0.6657", finished.Said, StringComparison.Ordinal);
        Assert.Contains("By rsa-given-spearman animacy reaches the lower end of the noise ceiling over the 4 people of human, 0.372 to "
            + "0.666, and the others do not.", finished.Said, StringComparison.Ordinal);
        Assert.Contains(Without, finished.Said, StringComparison.Ordinal);
        Assert.Contains("no verdict", finished.Said, StringComparison.Ordinal);
        string[][] rows = [.. File.ReadLines(At("run/metrics.csv")).Skip(1).Select(line => line.Split(','))];
        JsonElement[] pairs = [.. Json("similarity", "given.yaml", "--json", "--quiet").GetProperty("pairs").EnumerateArray()];
        Assert.Equal((6, 6), (rows.Length, pairs.Length));
        foreach (JsonElement pair in pairs)
        {
            string[] row = Assert.Single(rows, row => (row[12], row[6], row[7]) == (pair.GetProperty("measure").GetString(),
                pair.GetProperty("source").GetString(), pair.GetProperty("target").GetString()));
            Assert.Equal(row[13], pair.GetProperty("value").GetRawText().Replace("null", "", StringComparison.Ordinal));
        }
        JsonElement people = pairs[0].GetProperty("people")[0];
        Assert.Equal((4, "human"), (people.GetProperty("people").GetInt32(), people.GetProperty("network").GetString()));
        Assert.Equal(0.3723132509024721, people.GetProperty("lower").GetDouble(), 1e-12);
        Assert.Contains("holds: all 6 values", _here.Done("verify", "run").Output, StringComparison.Ordinal);
        Assert.Equal("Nothing to do: this run is finished.", _here.Done("run", "given.yaml", "--output", "run", "--resume").Error.Trim());
    }

    [Fact]
    public void The_report_speaks_of_matrices_and_of_no_exchange()
    {
        File.Delete(At("run/report.html"));
        _here.Done("report", "run");
        string page = Regex.Replace(File.ReadAllText(At("run/report.html")), "</?a( [^>]*)?>", "");
        Assert.Contains("ceiling-rsa-given-spearman-1", string.Join(' ', Directory.GetFiles(At("run/figures"))), StringComparison.Ordinal);
        foreach (string word in (string[])["Correlational similarity: how alike", "<th scope=\"row\">human</th>", "noise ceiling", Without])
            Assert.Contains(word, page, StringComparison.Ordinal);
        foreach (string word in (string[])["Model alignment search", "interchange intervention", "alignment matrix", "Stitching",
            "Accuracy", "Alignment seeds", "Data seed"])
            Assert.DoesNotContain(word, page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Json_has_the_values_and_an_empty_list_of_directions()
    {
        JsonElement run = Json("run", "given.yaml", "--output", "again", "--quiet", "--json");
        Assert.Equal(("done", "none", 0, 6), (run.GetProperty("status").GetString(), run.GetProperty("verdict").GetString(),
            run.GetProperty("directions").GetArrayLength(), run.GetProperty("similarity").GetArrayLength()));
        Assert.Equal(.5881890102, run.GetProperty("similarity")[0].GetProperty("value").GetDouble(), 1e-9);
    }

    [Fact]
    public void A_dry_run_reads_the_matrices_and_writes_nothing()
    {
        string[] before = Directory.GetFileSystemEntries(_here.Root);
        string[] lines = _here.Done("run", "given.yaml", "--dry-run").Output.Split('\n');
        Assert.Equal("given: 3 networks, matrices of dissimilarities of 92 conditions; nothing is aligned", lines[0]);
        Assert.Equal("  human: the mean of 8 matrices of 4 people", lines[1]);
        Assert.True(Json("run", "given.yaml", "--dry-run", "--json").GetProperty("memory_bytes").GetInt64() > 0);
        Assert.Equal(before, Directory.GetFileSystemEntries(_here.Root));
    }

    [Fact]
    public void The_page_of_the_command_similarity_has_the_ceiling_and_a_map()
    {
        _here.Done("similarity", "given.yaml", "--output", "map.html", "--quiet");
        Assert.Equal(3, File.ReadAllText(At("map.html")).Split("<svg ").Length);
    }

    // A changed value, another conclusion, and other matrices.
    [Fact]
    public void Verify_tells_what_is_not_as_the_run_says()
    {
        string path = At("run/run.json"), stored = File.ReadAllText(path);
        var record = JsonNode.Parse(stored)!;
        record["evidence"]!["similarity"]![0]!["people"]![0]!["lower"] = 0.9;
        File.WriteAllText(path, record.ToJsonString());
        Assert.Contains("evidence.similarity.0.people.0.lower", Wrong(1, "verify", "run").Output, StringComparison.Ordinal);
        File.WriteAllText(path, stored);
        File.WriteAllText(At("run/metrics.csv"), File.ReadAllText(At("run/metrics.csv")).Replace(",0.588", ",0.688",
            StringComparison.Ordinal));
        Assert.Contains("does not hold: 1 of the 6 values", Wrong(1, "verify", "run").Output, StringComparison.Ordinal);
        File.Copy(At("92_modelRDMs.mat"), At("92_brainRDMs.mat"), overwrite: true);
        Assert.Contains("the file has no matrix 'hIT | BE | Session: 1'", Wrong(2, "verify", "run").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("networks.1.rdm.name=animcy", "the file has no matrix 'animcy'; did you mean 'animacy'?")]
    [InlineData("networks.1.rdm.file=small.csv", "mas: networks.1: animacy has 4 conditions and human 92; matrices are compared over the "
        + "same conditions, in the same order")]
    [InlineData("networks.1.rdm.file=missing.mat", "missing.mat")]
    public void Wrong_input_is_one_sentence_and_leaves_no_folder(string change, string sentence)
    {
        File.WriteAllText(At("small.csv"), "animacy,b,c,d\n0,1,2,3\n1,0,4,5\n2,4,0,6\n3,5,6,0\n");
        string[] more = change.EndsWith("small.csv", StringComparison.Ordinal) ? ["networks.1.rdm.name=small"] : [];
        Ended ended = Wrong(2, ["run", "given.yaml", change, .. more, "--output", "no", "--quiet"]);
        Assert.Contains(sentence, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("no")));
        Assert.Contains(sentence, Assert.Single(Wrong(2, ["similarity", "given.yaml", change, .. more, "--quiet"]).ErrorLines),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Options_and_commands_that_need_activity_are_refused()
    {
        Assert.Contains("--permutations, --splits and --sites are of networks with activity",
            Assert.Single(Wrong(2, "similarity", "given.yaml", "--permutations", "5").ErrorLines), StringComparison.Ordinal);
        Assert.Contains("which have no latents to write", Assert.Single(Wrong(2, "latents", "run").ErrorLines), StringComparison.Ordinal);
    }

    // Marks that a terminal would obey.
    [Fact]
    public void Names_in_files_do_not_reach_a_terminal_as_they_are()
    {
        File.WriteAllText(At("bad.yaml"), Text.Replace("name: animacy", "name: \"\\e[31manimacy\"", StringComparison.Ordinal));
        Ended ended = Wrong(2, "run", "bad.yaml", "networks.1.name=animacy", "--output", "no");
        Assert.DoesNotContain('\u001b', ended.Error);
        Assert.Contains("\\u001b[31manimacy", ended.Error, StringComparison.Ordinal);
    }

    private string At(string name) => _here.Path(name);

    private JsonElement Json(params string[] arguments)
    {
        using JsonDocument document = JsonDocument.Parse(_here.Done(arguments).Output);
        return document.RootElement.Clone();
    }

    private Ended Wrong(int code, params string[] arguments)
    {
        Ended ended = _here.Mas(arguments);
        Assert.True(ended.Code == code, $"exit code {ended.Code}: {ended.Error}{ended.Output}");
        return ended;
    }

    public void Dispose() => _here.Dispose();
}

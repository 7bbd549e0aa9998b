using System.Text;
using System.Text.Json.Nodes;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Reports.Sections;
using Mas.Results.Store;
using Xunit;

namespace Mas.Results.Tests.Store;

public sealed class RunJsonTests
{
    [Fact]
    public void A_run_record_reads_back_to_the_same_bytes()
    {
        byte[] json = RunJson.Bytes(SampleRun.Pair().Run);
        Assert.Equal(json, RunJson.Bytes(RunJson.Parse(json, "run.json")));
    }

    [Fact]
    public void Keys_are_snake_case_in_the_order_of_the_record_and_signs_are_readable()
    {
        string json = Encoding.UTF8.GetString(RunJson.Bytes(SampleRun.Pair().Run));
        Assert.StartsWith("{\n  \"format\": 1,\n  \"run\": \"gru-pair\",\n  \"status\": \"done\",", json);
        Assert.Contains("\"trial_iia\":", json);
        Assert.Contains("seeds × interventions", json);
        Assert.EndsWith("}\n", json);
    }

    [Fact]
    public void What_an_earlier_version_did_not_write_has_its_default()
    {
        JsonNode json = JsonNode.Parse(RunJson.Bytes(SampleStudy.HeldOut().Run))!;
        foreach (string key in new[] { "held_out", "differences", "network_seeds" })
            Assert.True(json.AsObject().Remove(key), key);
        foreach (string key in new[] { "inaccessible", "frozen", "causal" })
            Assert.True(json["networks"]![0]!.AsObject().Remove(key), key);
        Assert.True(json["directions"]![0]!.AsObject().Remove("learned_sizes"));
        RunRecord run = RunJson.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()), "run.json");
        Assert.Empty(run.HeldOut);
        Assert.Empty(run.Differences);
        Assert.Empty(run.NetworkSeeds);
        Assert.Equal((true, false, null), (run.Networks[0].Accessible, run.Networks[0].Frozen, run.Networks[0].Causal));
        Assert.Null(run.Directions[0].LearnedSizes);
    }

    [Fact]
    public void What_a_study_has_found_reads_back()
    {
        foreach (ReportInput study in SampleStudy.All())
        {
            byte[] json = RunJson.Bytes(study.Run);
            RunRecord read = RunJson.Parse(json, "run.json");
            Assert.Equal(json, RunJson.Bytes(read));
            Assert.Equivalent(study.Run.Networks, read.Networks, strict: true);
            Assert.Equal(study.Run.HeldOut, read.HeldOut);
            Assert.Equal(study.Run.Differences, read.Differences);
            Assert.Equal(study.Run.NetworkSeeds, read.NetworkSeeds);
        }
    }

    [Fact]
    public void A_number_that_could_not_be_computed_does_not_cost_the_run()
    {
        RunRecord run = SampleRun.Pair().Run with { Seconds = double.NaN };
        Assert.True(double.IsNaN(RunJson.Parse(RunJson.Bytes(run), "run.json").Seconds));
    }

    [Fact]
    public void Broken_json_is_told_with_file_and_line()
    {
        InputError error = Assert.Single(
            Assert.Throws<InputException>(() => RunJson.Parse("{\n  \"format\": 1,\n  \"run\" 3\n}"u8, "x/run.json")).Errors);
        Assert.Equal(("x/run.json", 3), (error.File, error.Line));
        Assert.DoesNotContain("LineNumber", error.Message);
    }

    [Theory, InlineData("null"), InlineData("{}"), InlineData("[1]"), InlineData("")]
    public void What_is_no_run_record_is_the_users_error(string json) =>
        Assert.Throws<InputException>(() => RunJson.Parse(Encoding.UTF8.GetBytes(json), "run.json"));

    [Theory]
    [InlineData("directions", "null")]
    [InlineData("directions", "[null]")]
    [InlineData("networks", "[null]")]
    [InlineData("alignment_seeds", "null")]
    [InlineData("hashes", "null")]
    [InlineData("warnings", "[null]")]
    [InlineData("verdict", """{ "word": "same", "reasons": [null], "same": 1, "different": 0 }""")]
    public void A_null_where_a_value_must_be_is_the_users_error(string key, string value)
    {
        JsonNode json = JsonNode.Parse(RunJson.Bytes(SampleRun.Pair().Run))!;
        json[key] = JsonNode.Parse(value);
        Assert.StartsWith("this is no run record: ",
            Assert.Throws<InputException>(() => RunJson.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()), "run.json")).Errors[0].Message);
    }

    [Fact]
    public void A_record_of_a_newer_format_is_refused() =>
        Assert.Contains("newer mas",
            Assert.Throws<InputException>(() =>
            RunJson.Parse(RunJson.Bytes(SampleRun.Pair().Run with { Format = 2 }), "run.json")).Message);
}

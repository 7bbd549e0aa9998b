using System.Text.Json;
using Mas.Results.Files;
using Mas.Results.Json;
using Mas.Results.Records;
using Xunit;

namespace Mas.Results.Tests.Json;

public sealed class ResultJsonTests
{
    [Fact]
    public void The_keys_of_the_result_object_are_those_of_the_contract()
    {
        using JsonDocument json = JsonDocument.Parse(ResultJson.Of(SampleRun.Pair().Run));
        Assert.Equal(["run", "status", "verdict", "scope", "seconds", "peak_memory_bytes", "directions", "algorithms"],
            Keys(json.RootElement));
        JsonElement direction = json.RootElement.GetProperty("directions")[1];
        Assert.Equal(["source", "target", "variable", "method", "size", "trained", "trial_iia", "token_iia", "interval", "chosen",
            "reached", "no_swap", "seeds", "samples"], Keys(direction));
        Assert.Equal(2, direction.GetProperty("interval").GetArrayLength());
        Assert.Equal(["seed", "trial_iia", "corrected", "low", "high"], Keys(direction.GetProperty("chosen")));
        Assert.Equal("as up-down; full, exchanged at state on multi-object", json.RootElement.GetProperty("scope").GetString());
        Assert.Equal("same", json.RootElement.GetProperty("verdict").GetString());
    }

    [Fact]
    public void Algorithms_are_told_by_network_site_and_causal_model()
    {
        using JsonDocument json = JsonDocument.Parse(ResultJson.Of(SampleEvidence.Pair().Run));
        JsonElement[] algorithms = [.. json.RootElement.GetProperty("algorithms").EnumerateArray()];
        Assert.Equal(6, algorithms.Length);
        Assert.Equal("""{"network":"gru-b","site":"state","model":"up-up","word":"failed"}""", algorithms[4].GetRawText());
    }

    [Fact]
    public void Without_a_verdict_the_word_is_none_and_without_a_number_the_value_is_null()
    {
        RunRecord run = SampleRun.Failed().Run with
        {
            Directions =
            [SampleRun.Pair().Run.Directions[0] with { TokenIia = double.NaN, NoSwap = null }]
        };
        using JsonDocument json = JsonDocument.Parse(ResultJson.Of(run));
        Assert.Equal("none", json.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("directions")[0].GetProperty("token_iia").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("directions")[0].GetProperty("no_swap").ValueKind);
    }

    [Fact]
    public void An_error_has_a_result_object_of_another_shape()
    {
        Assert.Equal("""{"error":{"message":"no \"x\"","file":"a.yaml","line":3,"column":null,"key":"alignment.size"}}""",
            ResultJson.Error(new InputError("no \"x\"", "a.yaml", 3, null, "alignment.size")));
    }

    [Fact]
    public void The_result_object_is_one_line() => Assert.DoesNotContain('\n', ResultJson.Of(SampleRun.Pair().Run));

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}

using System.Text.Json;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Is this export right, by way of the tool.</summary>
public sealed class NetworkCheckTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void A_right_export_has_its_accuracy_three_sequences_and_its_sites()
    {
        JsonElement found = Json("check", "networks/gru-a", "--task", "{ name: multi-object, quantities: [1, 6] }");
        Assert.Equal("gru-a", found.GetProperty("network").GetString());
        Assert.InRange(found.GetProperty("accuracy").GetDouble(), 0.99, 1);
        Assert.InRange(found.GetProperty("accuracy_held_out").GetDouble(), 0.99, 1);
        Assert.True(found.GetProperty("learned").GetBoolean());
        Assert.Equal(JsonValueKind.Null, found.GetProperty("cause").ValueKind);
        Assert.InRange(found.GetProperty("mistakes_tried").GetInt32(), 50, 500);
        Assert.StartsWith("Nothing wrong was found.", found.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        JsonElement[] examples = [.. found.GetProperty("examples").EnumerateArray()];
        Assert.Equal(3, examples.Length);
        Assert.Equal("B", examples[0].GetProperty("fed")[0].GetString());
        Assert.All(examples, one => Assert.Equal(one.GetProperty("due").ToString(), one.GetProperty("answered").ToString()));
        JsonElement sites = found.GetProperty("sites").GetProperty("networks")[0];
        Assert.Equal("state", sites.GetProperty("take").GetString());
    }

    [Fact]
    public void What_is_wrong_is_told_with_what_was_due_and_what_came()
    {
        _here.Copy("foreign/mistakes/gates", "gates");
        string text = _here.Done("check", "networks/gates", "--quiet").Output;
        Assert.Contains("due next", text, StringComparison.Ordinal);
        Assert.Contains("answered", text, StringComparison.Ordinal);
        Assert.Contains("What is wrong: the gates stand in the order update, reset, new", text, StringComparison.Ordinal);
        Assert.DoesNotContain("full-exchange", text, StringComparison.Ordinal);
        string again = _here.Done("check", "networks/gates", "--quiet", "--threads", "1").Output;
        Assert.Equal(text, again);
    }

    [Fact]
    public void A_run_says_what_is_wrong_with_an_export_before_it_advises_to_train_further()
    {
        _here.Copy("foreign/mistakes/transposed", "transposed");
        string file = _here.Experiment("steps: 0", networks: """
              - { name: mine, path: networks/transposed }
              - { name: gru-b, path: networks/gru-b }
            """);
        Ended ended = _here.Mas("run", file, "--output", "run", "--quiet");
        Assert.Equal(2, ended.Code);
        Assert.Matches(@"network 'mine' has not learned multi-object: it gets \d+\.\d % of natural sequences right, "
            + @"at least 99 % are wanted; head\.0\.weight is transposed; without that \d+\.\d.% are right: "
            + @"store the transpose of head\.0\.weight, or write 'insist: true' beside it to compare it all the same$",
            Assert.Single(ended.ErrorLines));
    }

    [Theory]
    [InlineData("there is no such network folder", "networks/none")]
    [InlineData("--task:1:1: task.name: unknown word 'counting'", "networks/gru-a", "--task", "counting")]
    [InlineData("--task:2:1: this cannot be read as YAML", "networks/gru-a", "--task", "{ name")]
    [InlineData("the network does not know the words", "networks/gru-a", "--task", "arithmetic")]
    [InlineData("'alignment.size=3' cannot be set for a network by itself", "networks/gru-a", "alignment.size=3")]
    [InlineData("--task is for a network's folder", "small.yaml", "--task", "multi-object")]
    public void What_cannot_be_checked_is_one_sentence(string sentence, params string[] arguments)
    {
        _here.Experiment();
        Ended ended = _here.Mas(["check", .. arguments, "--quiet"]);
        Assert.Equal(2, ended.Code);
        Assert.Contains(sentence, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(ended.Output);
    }

    private JsonElement Json(params string[] arguments) =>
        JsonDocument.Parse(_here.Done([.. arguments, "--json", "--quiet"]).Output).RootElement;

    public void Dispose() => _here.Dispose();
}

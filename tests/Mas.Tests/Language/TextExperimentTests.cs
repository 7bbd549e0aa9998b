using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Files;
using Mas.Tests.Experiments;
using Xunit;

namespace Mas.Tests.Language;

/// <summary>Experiment files whose networks are language models.</summary>
public sealed class TextExperimentTests
{
    private const string File = """
        name: styles
        task: { text: texts.jsonl, context: 16, length: 32 }
        site: [layer.1, layer.8]
        networks:
          - { name: a, path: models/base, group: one }
          - { name: b, path: models/base, adapter: adapters/b, dtype: bfloat16, group: two }
        alignment: { size: 32, steps: 10, sink: keep }
        """;

    private static ExperimentFile Written(string text) =>
        new ExperimentFile(text).WithCopy("models/base/config.json", Golden.Path("language-models", "smollm2.json"));

    [Fact]
    public void Everything_is_read_and_the_resolved_copy_reads_back_the_same()
    {
        using ExperimentFile file = Written(File);
        Experiment read = file.Read();
        Assert.Equal((16, 32), (read.Texts!.Context, read.Texts.Length));
        Assert.Equal(["layer.1", "layer.8"], read.Sites);
        Assert.Equal(["one", "two"], read.Networks.Select(network => network.Group));
        Assert.Equal((Scheme.Stepwise, ScoredPredictions.First, SinkRule.Keep),
            (read.Alignment.Scheme, read.Alignment.Score, read.Alignment.Sink));
        Assert.Equal(EvaluationOptions.OfText, read.Evaluation.Controls);
        Assert.Equal(read, ExperimentFile.Reread(read, file));
    }

    [Theory]
    [InlineData("layer.8]", "layer.31]", "5: site: network 'a' has no site 'layer.31'; it has layer.0 to layer.30")]
    [InlineData("context: 16, length: 32", "context: 40, length: 32",
        "2: task.context: texts are cut to 40 tokens and continued to 32; the context is at most the length")]
    [InlineData("length: 32", "length: 20", "2: task.length: 20 is out of range; a whole number from 21 to 65536 is wanted")]
    [InlineData("steps: 10", "variables: [full]",
        "7: alignment.variables: texts have no causal model and no variables; leave this key out")]
    [InlineData("steps: 10", "scheme: single",
        "7: alignment.scheme: texts are exchanged from their beginning to a position; the scheme is stepwise")]
    [InlineData("steps: 10", "method: clmas",
        "method clmas is not there for texts; take mas, das, unidirectional-mas, stitching and custom")]
    [InlineData("sink: keep", "sink: drop", "'drop'")]
    [InlineData("group: one", "task: arithmetic", "all language models of a run read the same texts; leave this key out")]
    [InlineData("path: models/base, group: one", "train: { architecture: gru }",
        "only language models read texts: a Hugging Face folder is wanted, with path")]
    [InlineData("path: models/base, group: one", "path: models/nothing", "there is no folder with a config.json of a language model")]
    [InlineData("alignment:", "analyses: [cycles]\nalignment:", "no analysis is there for texts")]
    [InlineData("alignment:", "evaluation: { controls: [replay] }\nalignment:", "the control replay is not there for texts")]
    public void What_does_not_fit_is_told_in_one_sentence(string found, string written, string expected)
    {
        using ExperimentFile file = Written(File.Replace(found, written, StringComparison.Ordinal));
        InputException error = Assert.Throws<InputException>(() => file.Read());
        Assert.Contains(error.Errors, one => one.ToString().Contains(expected.Split(": ", 2)[^1], StringComparison.Ordinal));
    }

    [Fact]
    public void A_group_and_an_adapter_belong_to_language_models()
    {
        using ExperimentFile file = new("""
            name: pair
            task: multi-object
            site: state
            networks:
              - { name: a, path: networks/a, adapter: adapters/a, group: one }
            alignment: { method: das }
            """);
        file.With("networks/a/config.json", "{}");
        string[] errors = [.. Assert.Throws<InputException>(() => file.Read()).Errors.Select(one => one.ToString())];
        Assert.Contains(errors, one => one.Contains("this key belongs to a language model", StringComparison.Ordinal));
        Assert.Contains(errors, one => one.Contains("groups are told of language models on texts", StringComparison.Ordinal));
    }

    [Fact]
    public void A_language_model_is_refused_where_a_task_has_words_of_its_own()
    {
        using ExperimentFile file = Written("""
            name: pair
            task: multi-object
            site: layer.1
            networks:
              - { name: a, path: models/base }
            alignment: { method: das, scheme: stepwise }
            """);
        Assert.Contains("compare language models on texts: task: { text: FILE }",
            Assert.Throws<InputException>(() => file.Read()).Errors[0].Message, StringComparison.Ordinal);
    }
}

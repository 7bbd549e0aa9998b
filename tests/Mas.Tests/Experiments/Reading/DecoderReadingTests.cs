using Mas.Experiments;
using Mas.Networks.Pretrained;
using Mas.NetworkTraining;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

/// <summary>Decoders that are trained here, in experiment files.</summary>
public sealed class DecoderReadingTests
{
    private const string File = """
        name: styles
        task: { text: texts.jsonl, context: 16, length: 32 }
        site: layer.1
        networks:
          - { name: a, train: { architecture: decoder, tokenizer: tok/tokenizer.json, text: texts.jsonl }, dtype: bfloat16 }
          - name: b
            train:
              { architecture: decoder, tokenizer: tok/tokenizer.json, text: more.txt, field: words,
                width: 48, layers: 2, heads: 3, seed: 9, steps: 7 }
          - { name: c, copy: { of: b, permute: 1 } }
        alignment: { size: 32, steps: 10 }
        """;

    [Fact]
    public void Everything_is_read_and_the_resolved_copy_reads_back_the_same()
    {
        using var file = new ExperimentFile(File);
        Experiment read = file.Read();
        DecoderDesign[] designs = [.. read.Networks.Take(2).Select(network => Assert.IsType<DecoderToTrain>(network.Source).Design)];
        Assert.Equal((64, 4, 4, 1, 1000, "text"), (designs[0].Width, designs[0].Layers, designs[0].Heads, designs[0].Seed, designs[0].Steps,
            designs[0].Field));
        Assert.Equal([ComputedIn.Bfloat16, ComputedIn.Auto],
            read.Networks.Take(2).Select(network => ((DecoderToTrain)network.Source).ComputesIn));
        Assert.Equal((48, 2, 3, 9, 7, "words"), (designs[1].Width, designs[1].Layers, designs[1].Heads, designs[1].Seed, designs[1].Steps,
            designs[1].Field));
        Assert.Equal(Path.Combine(Path.GetDirectoryName(file.FullPath)!, "tok", "tokenizer.json"), designs[0].Tokeniser.FullPath);
        Assert.Equal(read, ExperimentFile.Reread(read, file));
    }

    [Theory]
    [InlineData("tokenizer: tok/tokenizer.json, text: texts.jsonl }", "text: texts.jsonl }",
        "networks.0.train.tokenizer", "tokenizer.json")]
    [InlineData("text: texts.jsonl }", "steps: 3 }", "networks.0.train.text", "a file of texts")]
    [InlineData("heads: 3", "heads: 5", "networks.1.train.heads", "a width of 48 cannot be shared by 5 heads; wanted is a multiple")]
    [InlineData("heads: 3", "heads: 16", "networks.1.train.heads", "an even number for each head is wanted")]
    [InlineData("architecture: decoder, tokenizer: tok/tokenizer.json, text: texts.jsonl", "architecture: gru, text: texts.jsonl",
        "networks.0.train.text", "this key belongs to the architecture decoder, which reads texts, and this is a gru; leave it out")]
    [InlineData("site: layer.1", "site: layer.3", "site", "network 'b' has no site 'layer.3'; it has layer.0, layer.1, layer.2")]
    [InlineData("steps: 7", "batch: 7", "networks.1.train.batch", "")]
    public void What_does_not_fit_is_told_in_one_sentence(string found, string written, string key, string expected)
    {
        using var file = new ExperimentFile(File.Replace(found, written, StringComparison.Ordinal));
        Assert.Contains(file.Errors(), one =>
            one.Contains($"{key}: ", StringComparison.Ordinal) && one.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_decoder_is_refused_where_a_task_has_words_of_its_own()
    {
        using var file = new ExperimentFile(
            File.Replace("{ text: texts.jsonl, context: 16, length: 32 }", "multi-object", StringComparison.Ordinal));
        Assert.Contains(file.Errors(), one => one.Contains("networks.0.train", StringComparison.Ordinal)
            && one.Contains("a decoder that is trained here is a language model, which reads texts", StringComparison.Ordinal));
    }
}

using Mas.Experiments;
using Mas.Networks.Copies;
using Mas.Networks.Pretrained;
using Mas.Tests.Experiments;
using Xunit;

namespace Mas.Tests.Language;

/// <summary>Copies of language models in experiment files.</summary>
public sealed class CopiedDecoderTests
{
    private const string File = """
        name: copies
        task: { text: texts.jsonl, context: 16, length: 32 }
        site: layer.1
        networks:
          - { name: a, path: models/base, dtype: bfloat16 }
          - { name: b, copy: { of: a, permute: 3 } }
          - { name: c, copy: { of: b, oblique: 2.5 } }
          - { name: d, copy: { of: { path: models/base }, permute: 4 } }
          - { name: e, copy: { of: a, bits: 4 } }
        alignment: { size: 32, steps: 10 }
        """;

    private static ExperimentFile Written(string text) =>
        new ExperimentFile(text).WithCopy("models/base/config.json", Golden.Path("language-models", "smollm2.json"));

    [Fact]
    public void Copies_are_read_and_the_resolved_file_reads_back_the_same()
    {
        using ExperimentFile file = Written(File);
        Experiment read = file.Read();
        CopiedDecoder[] copies = [.. read.Networks.Skip(1).Select(network => Assert.IsType<CopiedDecoder>(network.Source))];
        Assert.Equal([new Recoding(3, null), new Recoding(null, 2.5), new Recoding(4, null), null], copies.Select(copy => copy.Recoding));
        Assert.Equal([null, null, null, 4], copies.Select(copy => copy.Bits));
        Assert.Equal((4, ComputedIn.Float32), (copies[3].Files(new("e")).Bits, copies[3].Files(new("e")).ComputesIn));
        Assert.Equal(copies[0], copies[1].Original);
        Assert.Equal(copies[0].ComputesIn, copies[1].ComputesIn);
        Assert.Equal(read, ExperimentFile.Reread(read, file));
    }

    [Fact]
    public void A_hash_tells_a_copy_from_its_original_and_from_other_copies()
    {
        using ExperimentFile file = Written(File);
        CopiedDecoder[] copies = [.. file.Read().Networks.Skip(1).Take(3).Select(network => (CopiedDecoder)network.Source)];
        string[] hashes = [.. copies.Select(copy => copy.HashOf("files")), "files"];
        Assert.Equal(4, hashes.Distinct().Count());
    }

    [Theory]
    [InlineData("permute: 3", "permute: 3, null_units: 2", "networks.1.copy.null_units", "this is a copy of a language model")]
    [InlineData("permute: 3", "noise: 2", "networks.1.copy.noise", "this is a copy of a language model")]
    [InlineData("of: a,", "of: c,", "networks.1.copy.of", "this copy is in the end a copy of itself")]
    [InlineData("of: a,", "of: nobody,", "networks.1.copy.of", "there is no network 'nobody' to copy; the others are a, c, d, e")]
    [InlineData("bits: 4", "bits: 5", "networks.4.copy.bits", "weights are rounded to 8 or to 4 bits, and 5 is neither")]
    [InlineData("{ of: { path: models/base }, permute: 4 }", "{ of: e, bits: 8 }", "networks.3.copy.bits",
        "what is copied is rounded already; copy the network that it was made of")]
    [InlineData("of: a, permute: 3", "of: a", "networks.1.copy.permute", "nothing is changed in the copy")]
    public void What_does_not_fit_is_told_in_one_sentence(string found, string written, string key, string expected)
    {
        using ExperimentFile file = Written(File.Replace(found, written, StringComparison.Ordinal));
        Assert.Contains(file.Errors(), one =>
            one.Contains($"{key}: ", StringComparison.Ordinal) && one.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_copy_is_refused_where_a_task_has_words_of_its_own()
    {
        using ExperimentFile file = Written(
            File.Replace("{ text: texts.jsonl, context: 16, length: 32 }", "multi-object", StringComparison.Ordinal));
        Assert.Contains(file.Errors(), one => one.Contains("networks.1.copy", StringComparison.Ordinal)
            && one.Contains("is a language model, which reads texts", StringComparison.Ordinal));
    }
}

using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Language;
using Mas.Networks.Pretrained;
using Mas.Oracles.Sources;
using Mas.Tests.Experiments;
using Xunit;

namespace Mas.Tests.Language;

/// <summary>What runs of language models cost, before they are made.</summary>
public sealed class TextCostsTests : IDisposable
{
    private readonly ExperimentFile _file;

    public TextCostsTests()
    {
        string llama = Golden.Path("language-models", "llama-tiny");
        _file = new ExperimentFile($$"""
            name: pair
            task: { text: texts.jsonl, context: 16, length: 32 }
            site: layer.1
            networks:
              - { name: a, path: "{{llama}}" }
              - { name: b, path: "{{llama}}", adapter: "{{Golden.Path("language-models", "adapters", "llama-tiny-qv")}}" }
            alignment: { size: 8, steps: 40, batch: 400, seeds: [1] }
            """).WithCopy("texts.jsonl", Path.Combine(SourceTree.Root, "experiments", "data", "formal.jsonl"));
    }

    private TextTime Time(double speed, int texts, params string[] overrides)
    {
        Experiment read = _file.Read(overrides);
        var costs = new TextCosts(read, 1);
        return new TextTime(read, costs.Models, costs.Cases, threads: 1, speed, texts);
    }

    [Fact]
    public void A_step_takes_fewer_pairs_at_once_where_memory_is_short()
    {
        var costs = new TextCosts(_file.Read(), threads: 2);
        int usual = costs.PairsAtOnce;
        Assert.InRange(usual, 8, 64); // 256 to 2 048 tokens
        Assert.Equal(usual, costs.PairsFor(costs.Memory.Bytes + 1));
        Assert.Equal(usual / 2, costs.PairsFor(costs.MemoryOf(usual / 2).Bytes + 1));
        Assert.True(costs.MemoryOf(usual / 2).Bytes < costs.Memory.Bytes);
        Assert.Equal(1, costs.PairsFor(0));
        Assert.NotNull(costs.MemoryOf(1).TooMuchFor(0));
    }

    [Fact]
    public void The_texts_of_the_file_are_counted_as_the_tokeniser_cuts_them() =>
        Assert.InRange(new TextCosts(_file.Read(), 1).Texts, 200, 400);

    // Every token of every text goes through all blocks and the head, a multiplication and an addition each.
    [Fact]
    public void Reading_is_the_products_of_all_tokens_the_numbers_that_they_make_and_what_the_calls_cost()
    {
        DecoderConfig config = new TextCosts(_file.Read(), 1).Models[0].Config;
        double product = config.Layers * (config.BlockMultiplications + config.AttentionMultiplications(16)) + config.HeadMultiplications;
        double slow = Time(1e6, 64).Reading, slower = Time(0.5e6, 64).Reading;
        Assert.Equal(2.0 * 2 * 64 * 32 * product / (0.9 * 1e6), slower - slow, 1e-6 * slower);
        // One batch of each model: its context, and 16 tokens one by one.
        double numbers = 48 * 32 * (config.Layers * TextCosts.Widest(config) + config.Vocabulary);
        Assert.Equal(2 * (numbers * 3e-9 + 17 * config.Layers * 1e-4), Time(1e30, 48).Reading, 1e-9);
    }

    [Fact]
    public void Time_grows_with_steps_seeds_and_directions()
    {
        TextTime once = Time(1e9, 200);
        Assert.Equal(2 * once.Aligning, Time(1e9, 200, "alignment.seeds=[1, 2]").Aligning, 1e-9);
        Assert.Equal(2 * once.Testing, Time(1e9, 200, "alignment.seeds=[1, 2]").Testing, 1e-9);
        Assert.Equal(once.Unaligned, Time(1e9, 200, "alignment.seeds=[1, 2]").Unaligned, 1e-9);
        Assert.InRange(Time(1e9, 200, "alignment.steps=400").Aligning / once.Aligning, 5, 10);
        Assert.True(Time(1e9, 200, "alignment.score=all").Aligning > once.Aligning);
        Assert.True(Time(1e9, 200, "evaluation.controls=false").All < once.All);
        Assert.Equal(2 + once.Drawing + once.Reading + once.Unaligned + once.Aligning + once.Testing, once.All, 1e-9);
    }

    [Fact]
    public void The_machine_s_speed_is_measured_and_is_that_of_a_processor() =>
        Assert.InRange(ProductSpeed.Measure(threads: 2), 1e8, 1e14);

    public void Dispose() => _file.Dispose();
}

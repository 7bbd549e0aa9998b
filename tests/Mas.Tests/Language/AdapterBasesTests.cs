using Mas.Language;
using Mas.Tests.Experiments;
using Xunit;

namespace Mas.Tests.Language;

/// <summary>Adapters that were trained on a network of another name.</summary>
public sealed class AdapterBasesTests
{
    private static string Config(string adapter) => Golden.Path("language-models", "adapters", adapter, "adapter_config.json");

    [Fact]
    public void Adapters_of_another_base_are_told_together_and_those_of_this_one_are_not()
    {
        using ExperimentFile file = new ExperimentFile("""
            name: pair
            task: { text: texts.jsonl, context: 16, length: 32 }
            site: layer.1
            networks:
              - { name: a, path: models/llama-tiny }
              - { name: b, path: models/llama-tiny, adapter: own }
              - { name: c, path: models/llama-tiny, adapter: other }
              - { name: d, path: models/llama-tiny, adapter: other }
            alignment: { size: 8, steps: 10 }
            """)
            .WithCopy("models/llama-tiny/config.json", Golden.Path("language-models", "llama-tiny", "config.json"))
            .WithCopy("own/adapter_config.json", Config("llama-tiny-qv"))
            .WithCopy("other/adapter_config.json", Config("qwen2-tiny-patterns"));
        Assert.Equal(["The adapters of c and d say that they were trained on 'qwen2-tiny', and the folder is called 'llama-tiny': "
            + "the shapes fit, and nothing else tells whether they belong together."], AdapterBases.Warnings(file.Read()));
    }
}

using System.Text.Json;
using Mas.Tasks.Tokenisers;
using Xunit;

namespace Mas.Tests.Tasks.Tokenisers;

/// <summary>The golden tokenisers, each with its cases.</summary>
internal static class GoldenTokenisers
{
    /// <summary>The real tokeniser of SmolLM2, beside the repository; it is not part of it.</summary>
    public const string SmolLm2 = "smollm2";

    /// <summary>Names of all.</summary>
    public static TheoryData<string> Names { get; } =
    [
        "gpt-neox-tiny", "gpt2-tiny", "llama-tied-tiny", "llama-tiny", "llama3-rope-tiny", "olmo2-tiny", "qwen2-tiny", "qwen3-tiny",
        "old-layout/gpt2", "old-layout/gpt-neox", "tokenizer-sentencepiece/tokenizer.json",
        "tokenizer-sentencepiece/tokenizer.metaspace.json", "tokenizer-sentencepiece/tokenizer.model", SmolLm2,
    ];

    /// <summary>Opens one.</summary>
    public static Tokeniser Open(string name)
    {
        if (name == SmolLm2)
            return Tokeniser.Open(Path.Combine(Shared, "model"));
        if (!name.StartsWith("tokenizer-sentencepiece/", StringComparison.Ordinal))
            return Tokeniser.Open(Golden.Path("language-models", name));
        // The three forms of one tokeniser lie in one folder.
        using TokeniserFiles folder = new();
        string file = Path.GetFileName(name);
        folder.Copy(Golden.Path("language-models", name), file.EndsWith("model", StringComparison.Ordinal) ? file : "tokenizer.json");
        folder.Copy(Golden.Path("language-models", "tokenizer-sentencepiece", "tokenizer_config.json"), "tokenizer_config.json");
        return Tokeniser.Open(folder.Folder);
    }

    /// <summary>What the reference says.</summary>
    public static JsonElement Cases(string name) => name switch
    {
        SmolLm2 => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Shared, "expected", "tokenizer-cases.json"))).RootElement,
        "old-layout/gpt2" => Golden.Json("language-models", "gpt2-tiny", "tokenizer-cases.json"),
        "old-layout/gpt-neox" => Golden.Json("language-models", "gpt-neox-tiny", "tokenizer-cases.json"),
        "tokenizer-sentencepiece/tokenizer.model" =>
            Golden.Json("language-models", "tokenizer-sentencepiece", "tokenizer.model-cases.json"),
        _ when name.StartsWith("tokenizer-sentencepiece/", StringComparison.Ordinal) =>
            Golden.Json("language-models", name.Replace(".json", "-cases.json", StringComparison.Ordinal)),
        _ => Golden.Json("language-models", name, "tokenizer-cases.json"),
    };

    public static int[] Ids(JsonElement item, string name = "ids") =>
        [.. item.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];

    private static string Shared
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !Directory.Exists(Path.Combine(folder, "shared", "data", "smollm2")))
                folder = Path.GetDirectoryName(folder);
            Assert.SkipWhen(folder is null, "the real model lies beside the repository, and is not there");
            return Path.Combine(folder!, "shared", "data", "smollm2");
        }
    }
}

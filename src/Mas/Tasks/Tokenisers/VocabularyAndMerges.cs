using System.Text;
using System.Text.Json;

namespace Mas.Tasks.Tokenisers;

/// <summary>GPT-2's older files, <c>vocab.json</c> and <c>merges.txt</c> with <c>added_tokens.json</c>, in the form of a
/// tokenizer.json.</summary>
internal sealed class VocabularyAndMerges(
    JsonElement vocabulary, ReadOnlyMemory<byte> merges, JsonElement added, TokeniserSettings settings, string folder)
{
    // GPT-2's own special token, where no file names any.
    private const string EndOfText = "<|endoftext|>";

    /// <exception cref="InputException">They are damaged, or those of another tokeniser.</exception>
    public byte[] ToJson()
    {
        if (settings.Text("tokenizer_class") is string kind && kind is not ("GPT2Tokenizer" or "GPT2TokenizerFast"))
            throw new InputException($"vocab.json and merges.txt are read as GPT-2's, and this tokeniser is a "
                + $"{MessageLimits.Cut(kind, 60)}; give its tokenizer.json", settings.Path);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            WriteAdded(writer);
            writer.WriteStartObject("pre_tokenizer");
            writer.WriteString("type", "ByteLevel");
            writer.WriteBoolean("add_prefix_space", settings.Is("add_prefix_space", false));
            writer.WriteBoolean("trim_offsets", true);
            writer.WriteEndObject();
            WriteTemplate(writer);
            writer.WriteStartObject("decoder");
            writer.WriteString("type", "ByteLevel");
            writer.WriteEndObject();
            writer.WriteStartObject("model");
            writer.WriteString("type", "BPE");
            writer.WritePropertyName("vocab");
            vocabulary.WriteTo(writer);
            WriteMerges(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    private IEnumerable<string> Special =>
        settings.Special.Count > 0 ? settings.Special : [EndOfText];

    private void WriteAdded(Utf8JsonWriter writer)
    {
        Dictionary<string, int> tokens = [];
        if (added.ValueKind == JsonValueKind.Object)
            foreach (JsonProperty token in added.EnumerateObject())
                tokens[JsonMembers.Name(token, AddedPath, "")] = JsonMembers.Id(token.Value, AddedPath, "");
        foreach (string token in Special)
            if (vocabulary.TryGetProperty(token, out JsonElement id))
                tokens.TryAdd(token, JsonMembers.Id(id, VocabularyPath, ""));
        writer.WriteStartArray("added_tokens");
        foreach ((string token, int id) in tokens.OrderBy(entry => entry.Value))
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", id);
            writer.WriteString("content", token);
            foreach (string name in (string[])["single_word", "lstrip", "rstrip", "normalized"])
                writer.WriteBoolean(name, false);
            writer.WriteBoolean("special", Special.Contains(token));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private void WriteTemplate(Utf8JsonWriter writer)
    {
        if (!settings.Is("add_bos_token", false))
            return;
        string begins = settings.Named("bos_token") ?? EndOfText;
        if (!vocabulary.TryGetProperty(begins, out JsonElement id))
            throw new InputException($"add_bos_token is true, and vocab.json has no '{MessageLimits.Cut(begins, 60)}'", settings.Path);
        writer.WriteStartObject("post_processor");
        writer.WriteString("type", "TemplateProcessing");
        writer.WritePropertyName("single");
        writer.WriteRawValue("""[{"SpecialToken":{"id":"bos"}},{"Sequence":{"id":"A"}}]""");
        writer.WritePropertyName("special_tokens");
        writer.WriteRawValue($"{{\"bos\":{{\"ids\":[{JsonMembers.Id(id, VocabularyPath, "")}]}}}}");
        writer.WriteEndObject();
    }

    // "#version" is the only comment: "# #" is a merge.
    private void WriteMerges(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("merges");
        string[] lines = Encoding.UTF8.GetString(merges.Span).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd('\r');
            if (line.Length == 0 || (i == 0 && line.StartsWith("#version", StringComparison.Ordinal)))
                continue;
            if (line.Split(' ') is not [{ Length: > 0 } left, { Length: > 0 } right])
                throw new InputException("a merge is two tokens with a blank between them; the file is damaged",
                    Path.Combine(folder, "merges.txt"), i + 1);
            writer.WriteStartArray();
            writer.WriteStringValue(left);
            writer.WriteStringValue(right);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    private string AddedPath => Path.Combine(folder, "added_tokens.json");

    private string VocabularyPath => Path.Combine(folder, "vocab.json");
}

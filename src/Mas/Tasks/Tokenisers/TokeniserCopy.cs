using System.Text.Json;

namespace Mas.Tasks.Tokenisers;

/// <summary>A tokenizer.json with what cuts a text, and without what would cut it short, fill it up, add to it or draw at random.</summary>
internal static class TokeniserCopy
{
    /// <param name="readsSpecial">Whether special tokens are found in a text.</param>
    public static void Write(Stream stream, TokeniserJson json, bool readsSpecial)
    {
        using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartObject();
        writer.WriteString("version", "1.0");
        writer.WriteStartArray("added_tokens");
        int[] ids = [.. json.Added.Select(token => token.GetProperty("id").GetInt32())];
        foreach ((int id, JsonElement token) in ids.Zip(json.Added))
            if (readsSpecial || !json.Tokens.Added(id)!.IsSpecial)
                token.WriteTo(writer);
        writer.WriteEndArray();
        Member(writer, "normalizer", json.Root);
        Member(writer, "pre_tokenizer", json.Root);
        writer.WriteStartObject("model");
        WriteModel(writer, json, readsSpecial);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter writer, TokeniserJson json, bool readsSpecial)
    {
        JsonElement model = json.Root.GetProperty("model");
        writer.WriteString("type", "BPE");
        foreach (string name in (string[])["unk_token", "fuse_unk", "byte_fallback", "ignore_merges"])
            Member(writer, name, model);
        // The library numbers added tokens anew, but for those that it finds in the vocabulary.
        writer.WriteStartObject("vocab");
        HashSet<string> known = [];
        foreach (JsonProperty token in model.GetProperty("vocab").EnumerateObject())
        {
            known.Add(token.Name);
            writer.WriteNumber(token.Name, token.Value.GetInt32());
        }
        foreach ((int id, AddedToken token) in json.Tokens.AddedTokens)
            if ((readsSpecial || !token.IsSpecial) && known.Add(token.Content))
                writer.WriteNumber(token.Content, id);
        writer.WriteEndObject();
        Member(writer, "merges", model);
    }

    private static void Member(Utf8JsonWriter writer, string name, JsonElement whole)
    {
        if (!whole.TryGetProperty(name, out JsonElement value))
            return;
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }
}

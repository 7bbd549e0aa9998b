using System.Text.Json;

namespace Mas.Tasks.Tokenisers;

/// <summary>What a tokenizer.json says, checked as far as the process would end where it is wrong.</summary>
/// <param name="Root">The file's object.</param>
/// <param name="Added">The added tokens as they stand there.</param>
/// <param name="Before">Ids that are put before a text.</param>
/// <param name="After">Ids that are put after it.</param>
internal sealed record TokeniserJson(JsonElement Root, TokenList Tokens, JsonElement[] Added, TokenSpelling Spelling, LeadingSpace Leading,
    bool Normalises, int[] Before, int[] After)
{
    private const int MostAdded = 100_000;

    private const string Vocabulary = "model.vocab";

    /// <exception cref="InputException">It is damaged, or of a kind that is not read.</exception>
    public static TokeniserJson Of(JsonElement root, string path)
    {
        JsonElement model = JsonMembers.Of(root, "model", JsonValueKind.Object, path, "model");
        RequirePairs(model, path);
        TokenList tokens = new(path);
        HashSet<string> known = [];
        foreach (JsonProperty token in JsonMembers.Of(model, "vocab", JsonValueKind.Object, path, "model").EnumerateObject())
        {
            string name = JsonMembers.Name(token, path, Vocabulary);
            if (!known.Add(name))
                throw new InputException($"the token '{MessageLimits.Cut(name, 60)}' stands twice; the file is damaged", path,
                    key: Vocabulary);
            tokens.Add(name, JsonMembers.Id(token.Value, path, Vocabulary), Vocabulary);
        }
        JsonElement[] added = [.. AddedOf(root, path)];
        foreach (JsonElement token in added)
            tokens.Add(Token(token, path), JsonMembers.Id(Member(token, "id"), path, "added_tokens.id"), "added_tokens");
        TokeniserParts parts = new(path);
        parts.Require(Member(root, "normalizer"), Member(root, "pre_tokenizer"));
        (int[] before, int[] after) = TokenTemplate.Read(Member(root, "post_processor"), path);
        return new(root, tokens, added, DecoderKind.Read(Member(root, "decoder"), path), parts.Leading, parts.Normalises, before, after);
    }

    /// <summary>A member; of no kind where it is missing.</summary>
    public static JsonElement Member(JsonElement whole, string name) =>
        whole.TryGetProperty(name, out JsonElement member) ? member : default;

    // Files of before 2022 do not name the kind of the model.
    private static void RequirePairs(JsonElement model, string path)
    {
        string kind = model.TryGetProperty("type", out _) ? JsonMembers.Text(model, "type", path, "model") : "BPE";
        if (kind != "BPE")
            throw new InputException($"the tokeniser is of the kind '{MessageLimits.Cut(kind, 60)}'; read are those of the kind BPE, "
                + "which all language models have that are read", path, key: "model.type");
        foreach (string name in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
            if (Member(model, name) is { ValueKind: JsonValueKind.String } value && JsonMembers.String(value, path, "model").Length > 0)
                throw new InputException("the tokeniser marks parts of words, which is not read; no language model that is read does", path,
                    key: $"model.{name}");
        JsonMembers.Of(model, "merges", JsonValueKind.Array, path, "model");
    }

    private static IEnumerable<JsonElement> AddedOf(JsonElement root, string path)
    {
        JsonElement added = Member(root, "added_tokens");
        if (added.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return [];
        if (added.ValueKind != JsonValueKind.Array || added.GetArrayLength() > MostAdded)
            throw new InputException($"a list of at most {MostAdded} tokens is wanted here", path, key: "added_tokens");
        return added.EnumerateArray();
    }

    private static AddedToken Token(JsonElement token, string path)
    {
        const string Key = "added_tokens";
        string content = JsonMembers.Text(token, "content", path, Key);
        if (content.Length == 0)
            throw new InputException("an added token is empty; leave it out", path, key: Key);
        return new(content, JsonMembers.Flag(token, "special", path, Key), JsonMembers.Flag(token, "lstrip", path, Key),
            JsonMembers.Flag(token, "rstrip", path, Key));
    }
}

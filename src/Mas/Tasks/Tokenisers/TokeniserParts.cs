using System.Text.Json;

namespace Mas.Tasks.Tokenisers;

/// <summary>The parts of a tokenizer.json that change or cut a text: those that are known to end with an answer, whatever the
/// text.</summary>
/// <remarks>The native library ends the process where a part is made to be impossible, so nothing else is handed to it.</remarks>
internal sealed class TokeniserParts(string path)
{
    private const int MostParts = 32, MostLevels = 8;

    private static readonly string[] s_forms = ["NFC", "NFD", "NFKC", "NFKD", "Lowercase"];

    private static readonly string[] s_behaviours = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"];

    private int _parts;

    /// <summary>Whether a part writes characters in another form.</summary>
    public bool Normalises { get; private set; }

    /// <summary>Where a space is put before a text.</summary>
    public LeadingSpace Leading { get; private set; }

    /// <exception cref="InputException">A part is not one of those that are known.</exception>
    public void Require(JsonElement normaliser, JsonElement cutter)
    {
        Each(normaliser, "normalizer", "normalizers", RequireNormaliser, 0);
        Each(cutter, "pre_tokenizer", "pretokenizers", RequireCutter, 0);
    }

    private void Each(JsonElement part, string key, string list, Action<JsonElement, string, string> require, int level)
    {
        if (part.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return;
        string kind = JsonMembers.Text(part, "type", path, key);
        if (kind != "Sequence")
        {
            require(part, kind, key);
            return;
        }
        JsonElement parts = JsonMembers.Of(part, list, JsonValueKind.Array, path, key);
        _parts += parts.GetArrayLength();
        if (level > MostLevels || _parts > MostParts)
            throw new InputException($"the tokeniser has more than {MostParts} parts; no tokeniser of a language model has", path,
                key: key);
        foreach (JsonElement inner in parts.EnumerateArray())
            Each(inner, key, list, require, level + 1);
    }

    private void RequireNormaliser(JsonElement part, string kind, string key)
    {
        if (s_forms.Contains(kind))
            Normalises = true;
        else if (kind == "Prepend")
        {
            if (JsonMembers.Text(part, "prepend", path, key) != "▁")
                throw Unknown("Prepend of something other than ▁", key);
            Leading = LeadingSpace.Always;
        }
        else if (kind == "Replace")
        {
            JsonElement pattern = JsonMembers.Of(part, "pattern", JsonValueKind.Object, path, key);
            string from = pattern.TryGetProperty("String", out _) ? JsonMembers.Text(pattern, "String", path, key) : "";
            string to = JsonMembers.Text(part, "content", path, key);
            if (from.Length == 0 || to.Length > from.Length)
                throw Unknown("Replace by a regular expression, or by something longer", key);
            Normalises |= (from, to) is not (" ", "▁");
        }
        else
            throw Unknown(kind, key);
    }

    private void RequireCutter(JsonElement part, string kind, string key)
    {
        if (kind == "ByteLevel")
            Spaced(JsonMembers.Flag(part, "add_prefix_space", path, key));
        else if (kind == "Metaspace")
            Spaced(!part.TryGetProperty("prepend_scheme", out _) || JsonMembers.Text(part, "prepend_scheme", path, key) != "never");
        else if (kind == "Split")
            RequireSplit(part, key);
        else if (kind is not ("Digits" or "Punctuation"))
            throw Unknown(kind, key);
    }

    private void RequireSplit(JsonElement part, string key)
    {
        JsonElement pattern = JsonMembers.Of(part, "pattern", JsonValueKind.Object, path, key);
        string text = JsonMembers.Text(pattern, pattern.TryGetProperty("Regex", out JsonElement regex) ? "Regex" : "String", path, key);
        if (text.Length == 0 || (regex.ValueKind == JsonValueKind.String && !SplitPattern.IsPlain(text)))
            throw new InputException($"the regular expression '{MessageLimits.Cut(text, 200)}' cannot be used: it is damaged, or could "
                + "try the same text in very many ways; take the tokenizer.json that came with the weights", path, key: key);
        if (!s_behaviours.Contains(JsonMembers.Text(part, "behavior", path, key)))
            throw Unknown("Split with an unknown behavior", key);
    }

    private void Spaced(bool isSpaced)
    {
        if (isSpaced && Leading == LeadingSpace.None)
            Leading = LeadingSpace.WhereMissing;
    }

    private InputException Unknown(string kind, string key) => new($"the tokeniser has the part {MessageLimits.Cut(kind, 100)}, which is "
        + "not among those that are known of language models (ByteLevel, Digits, Metaspace, Punctuation, Split, NFC and its kin, Prepend, "
        + "Replace)", path, key: key);
}

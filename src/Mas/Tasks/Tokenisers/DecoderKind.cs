using System.Text.Json;

namespace Mas.Tasks.Tokenisers;

/// <summary>How a tokenizer.json turns tokens into text.</summary>
internal static class DecoderKind
{
    private const string Key = "decoder";

    private static readonly string[] s_pieces = ["Replace", "ByteFallback", "Fuse"];

    /// <exception cref="InputException">It is of a kind that is not read.</exception>
    public static TokenSpelling Read(JsonElement decoder, string path)
    {
        string kind = decoder.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? "none"
            : JsonMembers.Text(decoder, "type", path, Key);
        if (kind == "ByteLevel")
            return new ByteLevelSpelling();
        if (kind != "Sequence")
            throw Unknown(kind, path);
        JsonElement[] parts = [.. JsonMembers.Of(decoder, "decoders", JsonValueKind.Array, path, Key).EnumerateArray()];
        string[] kinds = [.. parts.Select(part => JsonMembers.Text(part, "type", path, Key))];
        bool strips = kinds is [.., "Strip"];
        if (kinds is ["ByteLevel"])
            return new ByteLevelSpelling();
        if (!kinds.SequenceEqual(strips ? [.. s_pieces, "Strip"] : s_pieces) || !IsSpace(parts[0], path) || (strips && !IsFirst(parts[^1])))
            throw Unknown(string.Join(", ", kinds.Take(8)), path);
        return new PieceSpelling(strips);
    }

    private static bool IsSpace(JsonElement replace, string path)
    {
        JsonElement pattern = JsonMembers.Of(replace, "pattern", JsonValueKind.Object, path, Key);
        return TokeniserJson.Member(pattern, "String") is { ValueKind: JsonValueKind.String } from && from.ValueEquals("▁")
            && TokeniserJson.Member(replace, "content") is { ValueKind: JsonValueKind.String } to && to.ValueEquals(" ");
    }

    private static bool IsFirst(JsonElement strip) =>
        TokeniserJson.Member(strip, "content") is { ValueKind: JsonValueKind.String } content && content.ValueEquals(" ")
        && TokeniserJson.Member(strip, "start") is { ValueKind: JsonValueKind.Number } start && start.GetRawText() == "1"
        && TokeniserJson.Member(strip, "stop") is { ValueKind: JsonValueKind.Number } stop && stop.GetRawText() == "0";

    private static InputException Unknown(string kind, string path) => new($"tokens become text by '{MessageLimits.Cut(kind, 100)}', "
        + "which is not read; read are ByteLevel, and Replace, ByteFallback, Fuse and Strip of SentencePiece", path, key: Key);
}

using System.Text.Json;

namespace Mas.Tasks.Tokenisers;

/// <summary>What a tokenizer.json puts before and after a text.</summary>
internal static class TokenTemplate
{
    private const string Key = "post_processor";

    /// <summary>The ids before and after. Of its kinds only a template adds any; ByteLevel moves borders that nobody asks for.</summary>
    /// <exception cref="InputException">It is of another kind, or damaged.</exception>
    public static (int[] Before, int[] After) Read(JsonElement processor, string path)
    {
        List<int> before = [], after = [];
        Read(processor, path, before, after, isInner: false);
        return ([.. before], [.. after]);
    }

    private static void Read(JsonElement processor, string path, List<int> before, List<int> after, bool isInner)
    {
        if (processor.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return;
        string kind = JsonMembers.Text(processor, "type", path, Key);
        if (kind == "Sequence" && !isInner)
            foreach (JsonElement inner in JsonMembers.Of(processor, "processors", JsonValueKind.Array, path, Key).EnumerateArray())
                Read(inner, path, before, after, isInner: true);
        else if (kind == "TemplateProcessing")
            Template(processor, path, before, after);
        else if (kind != "ByteLevel")
            throw new InputException($"what is added to a text is of the kind '{MessageLimits.Cut(kind, 60)}'; read are "
                + "TemplateProcessing, ByteLevel and a Sequence of these", path, key: $"{Key}.type");
    }

    private static void Template(JsonElement processor, string path, List<int> before, List<int> after)
    {
        JsonElement known = JsonMembers.Of(processor, "special_tokens", JsonValueKind.Object, path, Key);
        List<int> outer = [];
        bool isText = false;
        foreach (JsonElement part in JsonMembers.Of(processor, "single", JsonValueKind.Array, path, Key).EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("Sequence", out _) && !isText)
                (isText, outer) = (true, Moved(outer, before, atStart: true));
            else
                outer.AddRange(Ids(JsonMembers.Of(part, "SpecialToken", JsonValueKind.Object, path, Key), known, path));
        }
        if (!isText)
            throw new InputException("the template has no place for the text; the file is damaged", path, key: $"{Key}.single");
        Moved(outer, after, atStart: false);
    }

    // What a later processor adds stands outside of what an earlier one added.
    private static List<int> Moved(List<int> ids, List<int> to, bool atStart)
    {
        to.InsertRange(atStart ? 0 : to.Count, ids);
        return [];
    }

    private static IEnumerable<int> Ids(JsonElement special, JsonElement known, string path)
    {
        string name = JsonMembers.Text(special, "id", path, Key);
        JsonElement token = known.TryGetProperty(name, out JsonElement found) ? found : throw new InputException(
            $"the template names '{MessageLimits.Cut(name, 60)}', which is not among its special_tokens; the file is damaged", path,
            key: $"{Key}.single");
        return JsonMembers.Of(token, "ids", JsonValueKind.Array, path, Key).EnumerateArray()
            .Select(id => JsonMembers.Id(id, path, $"{Key}.special_tokens")).ToArray();
    }
}

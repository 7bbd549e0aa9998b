using System.Text.Json;
using Mas.Tasks.Files;

namespace Mas.Tasks.Texts;

/// <summary>The text in a JSON object on a line.</summary>
internal sealed class TextObject(string path, string field, int line)
{
    /// <summary>Nothing where the line is blank.</summary>
    /// <exception cref="InputException">It is no such object.</exception>
    public string Text(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.Span.ContainsAnyExcept(" \t"u8))
            return "";
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return Text(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new InputException("the line is not JSON; write one object on each line", path, line,
                (int?)e.BytePositionInLine + 1, inner: e);
        }
        catch (InvalidOperationException e)
        {
            throw new InputException("a text holds half of a character, such as \\ud800 alone; write whole ones", path, line, inner: e);
        }
    }

    private string Text(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Wrong($"the line is {JsonKinds.Of(root)}, where an object with the key {field} is wanted");
        JsonElement[] found = [.. root.EnumerateObject().Where(member => member.Name == field).Select(member => member.Value)];
        if (found.Length > 1)
            throw Wrong($"the key {field} stands twice; leave one out");
        if (found.Length == 0)
            throw Wrong($"there is no key '{field}' here{Nearest([.. root.EnumerateObject().Select(member => member.Name)])}; "
                + "name the key of the text with 'field'");
        return found[0].ValueKind == JsonValueKind.String ? found[0].GetString()!
            : throw Wrong($"the value of {field} is {JsonKinds.Of(found[0])}, where a text is wanted");
    }

    private string Nearest(string[] keys) =>
        NearestWord.Nearest(field, keys, 1) is [string nearest] ? $"; the nearest is '{MessageLimits.Cut(nearest, 60)}'" : "";

    private InputException Wrong(string message) => new(message, path, line);
}

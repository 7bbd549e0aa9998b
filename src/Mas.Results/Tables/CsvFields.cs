using System.Text;

namespace Mas.Results.Tables;

/// <summary>Fields of a comma-separated file after RFC 4180: a field with a comma, quote or line end is quoted, quotes doubled.</summary>
internal static class CsvFields
{
    private static readonly System.Buffers.SearchValues<char> NeedsQuotes = System.Buffers.SearchValues.Create(",\"\r\n");

    public static string Quote(string field) =>
        field.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    /// <summary>The records of a text, each with the line that it begins on.</summary>
    /// <exception cref="InputException">A quote that is never closed, or text around a quoted field.</exception>
    public static IEnumerable<(int Line, List<string> Fields)> Records(string text, string file)
    {
        int at = 0, line = 1;
        while (at < text.Length)
        {
            int first = line;
            List<string> fields = [];
            do
                fields.Add(Field(text, file, ref at, ref line));
            while (at < text.Length && text[at++] == ',');
            yield return (first, fields);
            line++;
        }
    }

    // Leaves `at` on the comma or line feed behind the field, or at the end of the text.
    private static string Field(string text, string file, ref int at, ref int line)
    {
        if (at < text.Length && text[at] == '"')
            return Quoted(text, file, ref at, ref line);
        int start = at;
        while (at < text.Length && text[at] is not (',' or '\n'))
            if (text[at++] == '"')
                throw new InputException("a quote stands inside a field that does not begin with one", file, line);
        int end = at;
        if (end > start && text[end - 1] == '\r' && (at == text.Length || text[at] == '\n'))
            end--;
        return text[start..end];
    }

    private static string Quoted(string text, string file, ref int at, ref int line)
    {
        int first = line;
        StringBuilder field = new();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '\n')
                line++;
            if (text[at] != '"')
                field.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                field.Append(text[at++]);
            else
                return Closed(text, file, ref at, line, field);
        }
        throw new InputException("a quoted field is never closed", file, first);
    }

    private static string Closed(string text, string file, ref int at, int line, StringBuilder field)
    {
        at++;
        if (at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n')
            at++;
        if (at < text.Length && text[at] is not (',' or '\n'))
            throw new InputException("text follows the closing quote of a field", file, line);
        return field.ToString();
    }
}

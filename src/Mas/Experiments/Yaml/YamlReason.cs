namespace Mas.Experiments.Yaml;

/// <summary>Why a text is no YAML, in words for whoever wrote it: those of the parser speak of scalars and tokens.</summary>
internal static class YamlReason
{
    public const string Unknown = "from here on this cannot be read as YAML";

    /// <summary>Begins a reason of ours.</summary>
    public const string TooDeep = "nested deeper than";

    private static readonly (string Found, string Words)[] s_known =
    [
        ("expected ',' or ']'", "a list in [ ] is not closed, or lacks a comma before this"),
        ("expected ',' or '}'", "a mapping in { } is not closed, or lacks a comma before this"),
        ("expected node content", "a value is missing here"),
        ("expected key", "a key is wanted here; look at the indentation"),
        ("expected '-' indicator", "an entry of the list is wanted here, with '- ' before it; look at the indentation"),
        ("expected ':'", "a key lacks its ':'"),
        ("invalid mapping", "one value has a second ': '; put it in quotes"),
        ("Mapping values", "a ': ' cannot stand here; put the text in quotes, or look at the indentation"),
        ("Block sequence", "a '- ' cannot stand here; look at the indentation"),
        ("cannot start any token", "no value begins with this character; put the text in quotes"),
        ("a quoted scalar, found unexpected end", "a text in quotes is not closed"),
        ("a quoted scalar", "a text in double quotes has a '\\' that says nothing; write '\\\\', or put the text in single quotes"),
        ("wrong indentation", "the indentation is wrong here"),
    ];

    /// <param name="message">Of the parser.</param>
    public static string Of(string message)
    {
        string? words = message.StartsWith(TooDeep, StringComparison.Ordinal) ? message
            : Array.Find(s_known, one => message.Contains(one.Found, StringComparison.Ordinal)).Words;
        return words is null ? Unknown : $"this cannot be read as YAML: {words}";
    }
}

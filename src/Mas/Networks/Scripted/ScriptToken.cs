namespace Mas.Networks.Scripted;

/// <summary>What a token of code is.</summary>
internal enum ScriptTokenKind
{
    Word,
    Text,
    Other,
}

/// <summary>A token of TorchScript's code, which looks like Python.</summary>
/// <param name="Value">A word; a text without its quotes, escapes as they stand; or one other character.</param>
/// <param name="Line">From 1.</param>
internal readonly record struct ScriptToken(ScriptTokenKind Kind, string Value, int Line)
{
    public bool Is(char other) => Kind == ScriptTokenKind.Other && Value[0] == other;

    public bool IsWord(string word) => Kind == ScriptTokenKind.Word && Value == word;

    /// <summary>The tokens of a file, without comments and blanks.</summary>
    public static List<ScriptToken> Of(string code)
    {
        var tokens = new List<ScriptToken>();
        int line = 1;
        for (int at = 0; at < code.Length;)
        {
            char first = code[at];
            int end = at + 1;
            if (first is '\'' or '"')
            {
                string quote = new(first, code.AsSpan(at).StartsWith(new string(first, 3)) ? 3 : 1);
                end = EndOfText(code, at + quote.Length, quote);
                int last = Math.Max(at + quote.Length, end - quote.Length);
                tokens.Add(new(ScriptTokenKind.Text, code[(at + quote.Length)..Math.Min(last, code.Length)], line));
            }
            else if (first == '#')
            {
                end = code.IndexOf('\n', at) is >= 0 and int found ? found : code.Length;
            }
            else if (char.IsAsciiLetter(first) || first == '_')
            {
                while (end < code.Length && (char.IsAsciiLetterOrDigit(code[end]) || code[end] == '_'))
                    end++;
                tokens.Add(new(ScriptTokenKind.Word, code[at..end], line));
            }
            else if (!char.IsWhiteSpace(first) && first != '\\')
            {
                tokens.Add(new(ScriptTokenKind.Other, code[at..end], line));
            }
            line += code.AsSpan(at, end - at).Count('\n');
            at = end;
        }
        return tokens;
    }

    private static int EndOfText(string code, int at, string quote)
    {
        for (; at < code.Length; at++)
        {
            if (code[at] == '\\')
                at++;
            else if (code.AsSpan(at).StartsWith(quote))
                return at + quote.Length;
        }
        return code.Length;
    }
}

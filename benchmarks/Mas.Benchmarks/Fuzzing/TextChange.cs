using System.Text.RegularExpressions;

namespace Mas.Benchmarks.Fuzzing;

/// <summary>One change of a text that knows numbers, words, keys and lines when it sees them.</summary>
internal static partial class TextChange
{
    private static readonly string[] s_numbers =
    [
        "0", "-0", "-1", "1", "2", "3", "5", "7", "0.5", "-0.0001", "1e308", "-1e308", "1e-320", "1e400", "2147483647", "2147483648",
        "-2147483649", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1000000", "65536", "NaN", "Infinity",
        "-Infinity", "0x10", "1_000", "007", "1.", ".5", "+1", "1e3", "1000.0",
    ];

    private static readonly string[] s_words =
    [
        "", " ", "null", "true", "false", "NA", "nan", "~", "full", "a", "b", "count", "state", "layer.0", "embedding", "mas", "das",
        "gru", "lstm",
        "*", "**********", "../..", ".", "con", "x/y", "x\\y", "%s%n", "{0}", "$(x)", "=1+1", "@x", "-x", "<b>", "&amp;", "]]>", "\\u0000",
        "\\u001b[2J", "\u202e", "\\ud800", "\ufeff", "\u0301", "\U0001F600", "'", "\\\"", "\\", "`", ",", ":", "#",
        "- x", "? x", "!!x", "&x", "*x", "|",
        ">", "[]", "{}", "...", "---", "%YAML 1.1", "\t", "\r\n", "\n\n", "\0",
    ];

    private static readonly string[] s_values =
        ["null", "[]", "{}", "\"\"", "\"x\"", "true", "-1", "0", "1e9", "[[]]", "{\"a\": 1}", "[null]", "[1, 1]"];
    private static readonly string[] s_nests = ["[", "{\"a\":", "{a: ", "- ", "(", "\"\\"];

    public static string Of(string text, ref SeededRandom random) => random.Next(9) switch
    {
        0 or 1 => Replace(Number(), text, s_numbers, ref random),
        2 => Replace(Word(), text, s_words, ref random),
        3 => Replace(Value(), text, s_values, ref random),
        4 => Entry(text, ref random),
        5 => Lines(text, ref random),
        6 => Nested(text, ref random),
        7 => Swapped(text, ref random),
        _ => Replace(Word(), text, [.. Word().Matches(text).Select(match => match.Value).Take(100), ""], ref random),
    };

    private static string Replace(Regex pattern, string text, string[] others, ref SeededRandom random)
    {
        MatchCollection all = pattern.Matches(text);
        if (all.Count == 0)
            return text + others[random.Next(others.Length)];
        Match match = all[random.Next(all.Count)];
        return text[..match.Index] + others[random.Next(others.Length)] + text[(match.Index + match.Length)..];
    }

    // A key with its value: taken out, twice, or under another name.
    private static string Entry(string text, ref SeededRandom random)
    {
        MatchCollection all = Key().Matches(text);
        if (all.Count == 0)
            return text;
        Match match = all[random.Next(all.Count)];
        string other = all[random.Next(all.Count)].Value;
        string instead = random.Next(3) switch { 0 => "", 1 => match.Value + match.Value, _ => other };
        return text[..match.Index] + instead + text[(match.Index + match.Length)..];
    }

    private static string Lines(string text, ref SeededRandom random)
    {
        List<string> lines = [.. text.Split('\n')];
        int at = random.Next(lines.Count), other = random.Next(lines.Count);
        switch (random.Next(4))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(other, lines[at]);
                break;
            case 2:
                (lines[at], lines[other]) = (lines[other], lines[at]);
                break;
            default:
                lines[at] = new string(random.Next(2) == 0 ? ' ' : '\t', 1 + random.Next(6)) + lines[at];
                break;
        }
        return string.Join('\n', lines);
    }

    private static string Nested(string text, ref SeededRandom random)
    {
        int at = random.Next(text.Length + 1), deep = 1 << random.Next(14);
        string nest = s_nests[random.Next(s_nests.Length)];
        return text[..at] + string.Concat(Enumerable.Repeat(nest, deep)) + text[at..];
    }

    // Two values change places.
    private static string Swapped(string text, ref SeededRandom random)
    {
        MatchCollection all = Value().Matches(text);
        if (all.Count < 2)
            return text;
        Match a = all[random.Next(all.Count)], b = all[random.Next(all.Count)];
        if (a.Index > b.Index)
            (a, b) = (b, a);
        return a.Index + a.Length > b.Index ? text
            : text[..a.Index] + b.Value + text[(a.Index + a.Length)..b.Index] + a.Value + text[(b.Index + b.Length)..];
    }

    [GeneratedRegex(@"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_.-]*")]
    private static partial Regex Word();

    // What follows a colon or comma, up to the next of them: a number, a word, a text, a flat list or map.
    [GeneratedRegex(@"(?<=[:,\[]\s*)(""[^""]*""|\[[^\[\]]*\]|\{[^{}]*\}|[^\s,:\[\]{}""]+)")]
    private static partial Regex Value();

    [GeneratedRegex(@"""?[A-Za-z_][A-Za-z0-9_.-]*""?\s*:\s*(""[^""]*""|\[[^\[\]]*\]|\{[^{}]*\}|[^\s,\[\]{}""]+)?\s*,?")]
    private static partial Regex Key();
}

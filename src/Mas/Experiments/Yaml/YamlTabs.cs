using YamlDotNet.Core;

namespace Mas.Experiments.Yaml;

/// <summary>Tabs in YAML: allowed between tokens, in texts and before comments, refused as indentation.</summary>
internal static class YamlTabs
{
    // Each is tried by reading the text up to it.
    private const int MostTried = 8;

    /// <summary>The text without the tabs before comments and in blank lines, which the parser takes for indentation.</summary>
    public static string WithoutHarmless(string text) => string.Join('\n', text.Split('\n').Select(line =>
        line.TrimStart(' ', '\t') is "" or "\r" or ['#', ..] ? line.Replace('\t', ' ') : line));

    /// <summary>Line and column from 1 of the first tab that is refused; null where none is.</summary>
    public static (int Line, int Column)? FirstRefused(string text)
    {
        string[] lines = text.Split('\n');
        int[] indented = [.. Enumerable.Range(0, lines.Length).Where(i => Indentation(lines[i]).Contains('\t')).Take(MostTried)];
        foreach (int line in indented)
            if (IsRead(lines[..line]) && !IsRead(lines[..(line + 1)]))
                return (line + 1, lines[line].IndexOf('\t', StringComparison.Ordinal) + 1);
        return null;
    }

    private static string Indentation(string line) => line[..^line.TrimStart(' ', '\t').Length];

    private static bool IsRead(string[] lines)
    {
        Parser parser = new(new StringReader(string.Join('\n', lines)));
        try
        {
            while (parser.MoveNext())
            {
                // Only whether there is an end matters.
            }
            return true;
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException or ArgumentException or EndOfStreamException)
        {
            return false;
        }
    }
}

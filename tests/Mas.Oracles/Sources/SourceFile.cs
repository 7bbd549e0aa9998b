using System.Text.RegularExpressions;

namespace Mas.Oracles.Sources;

/// <summary>A C# file of a project.</summary>
/// <param name="Path">Relative to the project's folder, with <c>/</c>.</param>
/// <param name="Lines">As they are in the file.</param>
internal sealed partial record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    [GeneratedRegex(@"^namespace\s+([\w.]+);")]
    private static partial Regex NamespaceLine { get; }

    [GeneratedRegex(
        @"^(?:public|internal|file)\s+(?:\w+\s+)*?(?:record struct|record|class|struct|enum|interface|delegate\s+[\w<>?\[\]]+)\s+(\w+)")]
    private static partial Regex TypeLine { get; }

    // Text between quotes in which nothing is interpolated.
    [GeneratedRegex("\"(?:[^\"\\\\{]|\\\\.)*\"")]
    private static partial Regex Literal { get; }

    /// <summary>The folder, with <c>/</c>; empty at the top of the project.</summary>
    public string Folder => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : "";

    /// <summary>Null without a file-scoped namespace.</summary>
    public string? Namespace => Lines.Select(line => NamespaceLine.Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    /// <summary>Types that are declared in the file and not inside others.</summary>
    public IEnumerable<string> Types =>
        Lines.Select(line => TypeLine.Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

    /// <summary>Lines of code with their numbers: no comments, no plain text between quotes.</summary>
    public IEnumerable<(int Number, string Code)> Code => Lines.Select((line, i) => (i + 1, Literal.Replace(line, "\"\"")))
        .Where(line => !line.Item2.TrimStart().StartsWith("//", StringComparison.Ordinal) && !NamespaceLine.IsMatch(line.Item2));
}

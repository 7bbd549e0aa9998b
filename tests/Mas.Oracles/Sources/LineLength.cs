namespace Mas.Oracles.Sources;

/// <summary>How long a source line may be.</summary>
internal static class LineLength
{
    public const int Most = 140;

    /// <summary>Every longer line, as <c>path:line is n characters long</c>.</summary>
    public static IEnumerable<string> TooLong(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Select((text, i) => (Text: text, Number: i + 1))
        where line.Text.Length > Most
        select $"{file.Path}:{line.Number} is {line.Text.Length} characters long";
}

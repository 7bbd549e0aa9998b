namespace Mas.Oracles.Sources;

/// <summary>The repository's C# files, found by walking up from the program.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>C# files below a folder of the repository, with paths relative to that folder; build outputs left out.</summary>
    public static IReadOnlyList<SourceFile> Files(string folder)
    {
        string start = Path.Combine(Root, folder);
        return [.. Directory.EnumerateFiles(start, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(start, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin")).Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllLines(Path.Combine(start, path))))];
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Mas.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"no folder above {AppContext.BaseDirectory} holds Mas.slnx");
    }
}

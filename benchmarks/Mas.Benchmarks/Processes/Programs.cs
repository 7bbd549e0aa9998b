namespace Mas.Benchmarks.Processes;

/// <summary>Where the programs are that are started and timed.</summary>
internal static class Programs
{
    /// <summary>This program itself, for what is measured in a process of its own.</summary>
    public static string Own { get; } = Path.Combine(AppContext.BaseDirectory, File("Mas.Benchmarks"));

    /// <summary>The tool that is asked for, else the one built beside this program in the same configuration.</summary>
    public static string Tool(string? wanted)
    {
        // …/bin/CONFIGURATION/FRAMEWORK
        string[] own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        string path = Path.GetFullPath(wanted ?? Path.Combine(SourceTree.Root, "src", "Mas.Cli", "bin", own[^2], own[^1], File("Mas.Cli")));
        return System.IO.File.Exists(path) ? path
            : throw new FileNotFoundException($"There is no tool at {path}; build src/Mas.Cli or name another one with --tool.");
    }

    private static string File(string name) => OperatingSystem.IsWindows() ? $"{name}.exe" : name;
}

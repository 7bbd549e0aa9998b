namespace Mas.Benchmarks.Processes;

/// <summary>Where the tool is that is started and timed.</summary>
internal static class MasTool
{
    /// <summary>The file that is asked for, else the one built beside this program in the same configuration.</summary>
    public static string Find(string? wanted)
    {
        string[] own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        string program = OperatingSystem.IsWindows() ? "Mas.Cli.exe" : "Mas.Cli";
        // …/bin/CONFIGURATION/FRAMEWORK
        string path = Path.GetFullPath(wanted ?? Path.Combine(SourceTree.Root, "src", "Mas.Cli", "bin", own[^2], own[^1], program));
        return File.Exists(path) ? path : throw new FileNotFoundException($"There is no tool at {path}; build src/Mas.Cli or name another one with --tool.");
    }
}

namespace Mas.Benchmarks.Processes;

/// <summary>This program itself, for what is measured in a process of its own.</summary>
internal static class OwnProgram
{
    public static string Path { get; } =
        System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Mas.Benchmarks.exe" : "Mas.Benchmarks");
}

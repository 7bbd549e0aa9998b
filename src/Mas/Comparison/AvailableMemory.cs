namespace Mas.Comparison;

/// <summary>Memory that this process may still take: what the system has left, or less where a container or a batch system limits
/// it.</summary>
internal static class AvailableMemory
{
    private const string SystemFile = "/proc/meminfo", GroupsFile = "/proc/self/cgroup", Groups = "/sys/fs/cgroup";

    /// <summary>In bytes.</summary>
    public static double Read() => Read(TextOf) ?? Known();

    /// <summary>The same from files of Linux; null where there are none.</summary>
    /// <param name="read">Text of a file; null where there is none.</param>
    public static double? Read(Func<string, string?> read)
    {
        double? system = Field(read(SystemFile), "MemAvailable:") * 1024;
        double[] all = [.. new[] { system }.Concat(Limits(read)).OfType<double>()];
        return all.Length == 0 ? null : Math.Max(0, all.Min());
    }

    // Of the process's own control group and of those around it, in both versions.
    private static IEnumerable<double?> Limits(Func<string, string?> read)
    {
        foreach (string line in read(GroupsFile)?.Split('\n') ?? [])
        {
            string[] parts = line.Split(':', 3);
            if (parts.Length < 3 || (parts[1].Length > 0 && !parts[1].Split(',').Contains("memory")))
                continue;
            bool isFirst = parts[1].Length > 0;
            for (string path = parts[2].TrimEnd('/'); ; path = path[..path.LastIndexOf('/')])
            {
                yield return isFirst ? LeftOfFirst(read, $"{Groups}/memory{path}") : LeftOfSecond(read, Groups + path);
                if (path.Length == 0)
                    break;
            }
        }
    }

    private static double? LeftOfFirst(Func<string, string?> read, string group) => Left(
        Number(read($"{group}/memory.limit_in_bytes")), Number(read($"{group}/memory.usage_in_bytes")),
        Field(read($"{group}/memory.stat"), "total_cache "));

    private static double? LeftOfSecond(Func<string, string?> read, string group) => Left(
        Number(read($"{group}/memory.max")), Number(read($"{group}/memory.current")), Field(read($"{group}/memory.stat"), "file "));

    // Cached files give way.
    private static double? Left(double? limit, double? used, double? cached) => limit - (used ?? 0) + Math.Min(cached ?? 0, used ?? 0);

    private static double? Field(string? text, string name) => text?.Split('\n')
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is string found
        ? Number(found[name.Length..].Replace("kB", "", StringComparison.Ordinal)) : null;

    // The word 'max' is no limit.
    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static string? TextOf(string file) => File.Exists(file) ? File.ReadAllText(file) : null;

    private static double Known()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        return Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
    }
}

using System.Text.Json;

namespace Mas.Benchmarks;

/// <summary><c>preflight</c>: what the dry run says of memory and time, beside what the run takes, each in a process of its own. It fails
/// where a memory figure is off by more than a factor of 1.5, both above an empty process.</summary>
internal static class PreflightCommand
{
    private const double MostOff = 1.5, Megabyte = 1e6;
    private static readonly Option<bool> s_small = CommandParts.Small("Those that take seconds");
    private static readonly Option<bool> s_large = new("--large") { Description = "Also the one that takes more than 4 GB" };
    private static readonly Option<int> s_threads = CommandParts.Option("--threads", "Threads of the tool", 2);
    private static readonly Option<string?> s_only = new("--only") { Description = "Those whose name has this in it", HelpName = "TEXT" };
    private static readonly Option<string?> s_tool = CommandParts.Tool();

    /// <param name="Estimated">Bytes above an empty process.</param>
    /// <param name="Real">The same, measured.</param>
    private sealed record Row(string Name, double Estimated, double Real, double EstimatedSeconds, double RealSeconds, string Stage)
    {
        public double Ratio => Estimated / Real;

        public bool IsOff => !(Ratio is >= 1 / MostOff and <= MostOff);
    }

    public static Command Create() =>
        new Command("preflight", "Memory and time as estimated before a run, and as they are")
        { s_small, s_large, s_only, s_threads, s_tool }.Does(parsed =>
        {
            (bool small, bool large) = (parsed.GetValue(s_small), parsed.GetValue(s_large));
            string only = parsed.GetValue(s_only) ?? "";
            Run(Programs.Tool(parsed.GetValue(s_tool)), parsed.GetValue(s_threads), [.. PreflightScenario.All.Where(one =>
                (one.IsSmall || !small) && (large || !one.IsLarge) && one.Name.Contains(only, StringComparison.Ordinal))]);
        });

    private static void Run(string tool, int threads, IReadOnlyList<PreflightScenario> scenarios)
    {
        MachineLines.Print();
        double empty = TimedProcess.Run(tool, ["doctor"]).PeakBytes;
        Console.WriteLine($"{threads} threads; MB of 10^6 bytes above an empty process, which takes {empty / Megabyte:f0}");
        Console.WriteLine("estimated   real  ratio   s at most  s real  experiment, and the stage of the estimated peak");
        Row[] rows = [.. scenarios.Select(scenario => Print(Measure(tool, threads, scenario, empty)))];
        Console.WriteLine($"largest ÷ smallest real peak: {rows.Max(row => row.Real) / rows.Min(row => row.Real):f1}");
        if (Array.Find(rows, row => row.IsOff) is { } off)
            throw new InvalidOperationException($"The estimate of '{off.Name}' is off by more than a factor of {MostOff}.");
    }

    private static Row Measure(string tool, int threads, PreflightScenario scenario, double empty)
    {
        using var folder = new TemporaryFolder();
        string file = folder["preflight.yaml"];
        File.WriteAllText(file, scenario.Text);
        var cache = new Dictionary<string, string> { ["MAS_CACHE"] = folder["cache"] };
        string[] both = ["--threads", $"{threads}"];
        using JsonDocument said = JsonDocument.Parse(TimedProcess.Run(tool, ["run", file, "--dry-run", "--json", .. both], cache).Output);
        double Number(string key) => said.RootElement.GetProperty(key).GetDouble();
        TimedProcess run = TimedProcess.Run(tool, ["run", file, "--output", folder["run"], "--quiet", .. both], cache);
        return new(scenario.Name, Number("memory_bytes") - Number("empty_process_bytes"), run.PeakBytes - empty, Number("seconds_at_most"),
            run.Wall, said.RootElement.GetProperty("stage").GetString()!);
    }

    private static Row Print(Row row)
    {
        Console.WriteLine($"{row.Estimated / Megabyte,9:f0} {row.Real / Megabyte,6:f0} {row.Ratio,6:f2} {row.EstimatedSeconds,11:f0} "
            + $"{row.RealSeconds,7:f0}  {row.Name}: {row.Stage}{(row.IsOff ? " (off)" : "")}");
        return row;
    }
}

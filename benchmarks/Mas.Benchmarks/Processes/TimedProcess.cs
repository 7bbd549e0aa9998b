using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Mas.Benchmarks.Processes;

/// <summary>A process, watched from outside from its start to its end.</summary>
/// <param name="User">Seconds of processor time in the program.</param>
/// <param name="PeakBytes">Most memory that was resident; NaN where the system does not say.</param>
internal sealed record TimedProcess(double Wall, double User, double System, double PeakBytes, string Output)
{
    private const int BetweenLooksMilliseconds = 5;

    /// <summary>Runs it to its end; one at a time, because the processor time is counted over all children.</summary>
    public static TimedProcess Run(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        ChildUsage before = ChildUsage.Now();
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        double peak = double.NaN;
        do
            peak = Peak(process, peak);
        while (!process.WaitForExit(BetweenLooksMilliseconds));
        double wall = Stopwatch.GetElapsedTime(began).TotalSeconds;
        process.WaitForExit();
        ChildUsage after = ChildUsage.Now();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.Result}");
        return new(wall, after.User - before.User, after.System - before.System, peak, output.Result);
    }

    // The kernel keeps the highest value itself, so only what is added after the last look is missed.
    private static double Peak(Process process, double known)
    {
        const string field = "VmHWM:";
        try
        {
            string? line = File.ReadLines($"/proc/{process.Id}/status")
                .FirstOrDefault(text => text.StartsWith(field, StringComparison.Ordinal));
            return line is null ? known : 1024 * double.Parse(line[field.Length..].Replace("kB", ""), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return known; // it has ended, or there is no such file on this system
        }
    }
}

/// <summary>What the operating system counted for the child processes of this one that have ended.</summary>
/// <param name="User">Seconds of processor time in the programs.</param>
internal sealed partial record ChildUsage(double User, double System)
{
    private const int Children = -1;
    private const int Fields = 18; // struct rusage of 64-bit Linux: two times of two numbers, then 14 numbers

    /// <summary>So far; NaN where it is not known.</summary>
    public static ChildUsage Now()
    {
        var usage = new long[Fields];
        return OperatingSystem.IsLinux() && GetUsage(Children, usage) == 0
            ? new(usage[0] + usage[1] / 1e6, usage[2] + usage[3] / 1e6)
            : new(double.NaN, double.NaN);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, [Out] long[] usage);
}

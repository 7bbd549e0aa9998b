using System.Diagnostics;

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
            string? line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(text => text.StartsWith(field, StringComparison.Ordinal));
            return line is null ? known : 1024 * double.Parse(line[field.Length..].Replace("kB", ""), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return known; // it has ended, or there is no such file on this system
        }
    }
}

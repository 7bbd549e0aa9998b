using System.Runtime.InteropServices;

namespace Mas.Benchmarks.Processes;

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

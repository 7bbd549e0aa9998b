using System.Diagnostics;

namespace Mas.Results.Sweeps;

/// <summary>The process that works on a job.</summary>
/// <param name="Id">Drawn for each claim.</param>
/// <param name="Place">Machine, its start and its space of process numbers: only there does <paramref name="Process"/> say
/// anything.</param>
/// <param name="Host">The machine's name, for people.</param>
/// <param name="Process">Process number.</param>
/// <param name="Started">When the process started, as its system counts; a number that is given again has another.</param>
internal sealed record ClaimOwner(Guid Id, string Place, string Host, int Process, long Started)
{
    private static readonly string s_place = PlaceHere();

    /// <summary>This process, for a claim of its own.</summary>
    public static ClaimOwner Here()
    {
        using Process own = System.Diagnostics.Process.GetCurrentProcess();
        return new(Guid.NewGuid(), s_place, Environment.MachineName, own.Id, StartOf(own));
    }

    /// <summary>Whether the process is there; null where it ran elsewhere, which only its heartbeat can tell.</summary>
    public bool? IsAlive()
    {
        if (Place != s_place)
            return null;
        try
        {
            using Process process = System.Diagnostics.Process.GetProcessById(Process);
            return !process.HasExited && StartOf(process) == Started;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    // Counted from the machine's start, where the system does: a clock that is set does not change it.
    private static long StartOf(Process process)
    {
        string stat = Invariant($"/proc/{process.Id}/stat");
        if (!File.Exists(stat))
            return process.StartTime.ToUniversalTime().Ticks;
        string text = Said(stat);
        const int startTime = 19; // field 22; the second, a name in brackets, may hold anything
        return long.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[startTime], CultureInfo.InvariantCulture);
    }

    // Of the system itself, whose files have no length.
    private static string Said(string path)
    {
        using var reader = new StreamReader(path);
        return reader.ReadToEnd();
    }

    private static string PlaceHere()
    {
        const string boot = "/proc/sys/kernel/random/boot_id", space = "/proc/self/ns/pid";
        string start = File.Exists(boot) ? Said(boot).Trim() : "";
        string processes = OperatingSystem.IsLinux() ? new FileInfo(space).LinkTarget ?? "" : "";
        return string.Join(' ', Environment.MachineName, start, processes).TrimEnd();
    }
}

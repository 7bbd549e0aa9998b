using Mas.Results.Sweeps;

namespace Mas.Sweeps.Local;

/// <summary>How the process of a job is called.</summary>
/// <param name="Program">The tool, and words that come first, such as the dll of a program that <c>dotnet</c> runs.</param>
/// <param name="Threads">Of one process.</param>
/// <param name="Options">Handed on, such as <c>--cache FOLDER</c>.</param>
internal sealed record JobCall(IReadOnlyList<string> Program, int Threads, IReadOnlyList<string> Options)
{
    /// <summary>The hidden command that trains a network which cells share.</summary>
    public const string TrainCommand = "train";

    /// <summary>The program that runs now.</summary>
    public static IReadOnlyList<string> Here()
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("a process without a program");
        string[] line = Environment.GetCommandLineArgs();
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return isHost ? [program, Path.GetFullPath(line[0])] : [program];
    }

    /// <summary>All words, as seen from the sweep's folder.</summary>
    public string[] Words(SweepFolder folder, JobFolder job)
    {
        string Seen(string path) => Path.GetRelativePath(folder.Root, path);
        string threads = Threads.ToString(CultureInfo.InvariantCulture);
        return job.HasRun
            ? [.. Program, "run", Seen(job.Experiment), "--output", Seen(job.Run), "--resume", "--threads", threads, "--quiet", .. Options]
            : [.. Program, "sweep", TrainCommand, Seen(job.Experiment), "--threads", threads, "--quiet", .. Options];
    }
}

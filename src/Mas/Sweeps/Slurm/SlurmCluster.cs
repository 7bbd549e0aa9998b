using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Mas.Comparison;

namespace Mas.Sweeps.Slurm;

/// <summary>The cluster whose commands stand on this machine's PATH.</summary>
internal static partial class SlurmCluster
{
    /// <summary>Jobs of one array where the cluster does not say; Slurm's own number.</summary>
    public const int UsualArraySize = 1001;

    private const string Submitter = "sbatch", Asker = "scontrol";

    private const int LongestMessage = 500;

    /// <summary>Whether jobs can be submitted from here.</summary>
    public static bool IsHere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, Submitter)));

    /// <summary>Jobs of one array at most. The limit is one of the index, which counts from 0.</summary>
    /// <exception cref="RunFailedException">The cluster does not answer, or takes no arrays.</exception>
    public static int MostTasks()
    {
        string config = Said(Asker, ["show", "config"], "the cluster does not say how it is configured");
        Match size = ArraySize().Match(config), tasks = ArrayTasks().Match(config);
        int most = Math.Min(Number(size) ?? UsualArraySize, Number(tasks) ?? int.MaxValue);
        return most > 0 ? most : throw new RunFailedException("this cluster takes no job arrays (its MaxArraySize is 0)");
    }

    /// <summary>Submits a script.</summary>
    /// <param name="after">Ids of what has to end before.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="RunFailedException">The cluster refuses it; with its own words.</exception>
    public static string Submit(string script, IReadOnlyList<string> after)
    {
        string[] dependency = after.Count == 0 ? [] : [$"--dependency=afterany:{string.Join(':', after)}"];
        string id = Said(Submitter, ["--parsable", .. dependency, script], "the cluster refuses the jobs");
        // On several clusters the name of the one that took it stands behind the number.
        return id.Trim().Split(';')[0] is { Length: > 0 } number && number.All(char.IsAsciiDigit) ? number
            : throw new RunFailedException(
                $"{Submitter} does not say which number the jobs have; it said '{Printable.Of(Cut(id.Trim()))}'");
    }

    private static string Said(string program, string[] words, string failure)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, words)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }) ?? throw new RunFailedException($"{failure}: {program} did not start");
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? said : throw new RunFailedException($"{failure}: {Complaint(program, errors.Result)}");
        }
        catch (Win32Exception error)
        {
            throw new RunFailedException($"{failure}: {program} cannot be started: {error.Message.TrimEnd('.')}", error);
        }
    }

    // Slurm's programs begin each line with their name and 'error'.
    private static string Complaint(string program, string errors)
    {
        string[] lines = [.. errors.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)
            .Select(line => line.StartsWith(program + ": ", StringComparison.Ordinal) ? line[(program.Length + 2)..] : line)
            .Select(line => line.StartsWith("error: ", StringComparison.Ordinal) ? line["error: ".Length..] : line)];
        return lines.Length == 0 ? $"{program} ended with an error and said nothing" : Printable.Of(Cut(string.Join("; ", lines)));
    }

    private static string Cut(string text) => text.Length <= LongestMessage ? text : $"{text[..LongestMessage]}...";

    private static int? Number(Match match) =>
        match.Success && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number : null;

    [GeneratedRegex(@"^MaxArraySize\s*=\s*([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex ArraySize();

    [GeneratedRegex(@"^SchedulerParameters\s*=.*\bmax_array_tasks=([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex ArrayTasks();
}

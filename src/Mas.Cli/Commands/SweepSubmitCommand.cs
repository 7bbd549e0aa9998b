using Mas.Results.Json;
using Mas.Results.Sweeps;
using Mas.Sweeps.Local;
using Mas.Sweeps.Slurm;

namespace Mas.Cli.Commands;

/// <summary><c>mas sweep submit</c>: what is left of a sweep, as job arrays of a Slurm cluster.</summary>
internal static class SweepSubmitCommand
{
    private static readonly Option<bool> s_dryRun =
        SharedOptions.Flag("--dry-run", "Write the scripts, without asking a cluster, and submit nothing");

    public static Command Create()
    {
        var command = new Command("submit", "Submit what is left of a sweep to a Slurm cluster")
        {
            SweepCommand.Folder, s_dryRun, SharedOptions.Cache, SharedOptions.AllowCode, SharedOptions.Json,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(SharedOptions.Json), () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        SweepFolder folder = SweepCommand.FolderOf(parsed);
        SlurmOptions options = SlurmReader.Read(folder);
        bool isDry = parsed.GetValue(s_dryRun);
        if (!isDry && !SlurmCluster.IsHere)
            throw new InputException("there is no sbatch on the PATH of this machine; submit where the cluster takes jobs, run the sweep "
                + "here with 'mas sweep run', or write the scripts alone with --dry-run");
        SweepStatus status = SweepStatus.Of(folder);
        SlurmSubmission? written = SlurmSubmission.Write(folder, status, options, JobCall.Here(), SweepRunCommand.HandedOn(parsed),
            isDry ? SlurmCluster.UsualArraySize : SlurmCluster.MostTasks());
        IReadOnlyList<string> ids = isDry || written is null ? [] : written.Submit();
        Console.Out.WriteLine(parsed.GetValue(SharedOptions.Json) ? Json(status, written, ids)
            : Printable.Of(Text(parsed.GetValue(SweepCommand.Folder)!, status, written, ids), kept: "\n"));
        return ExitCodes.Done;
    }

    // Paths as they were typed.
    private static string Text(string folder, SweepStatus status, SlurmSubmission? written, IReadOnlyList<string> ids)
    {
        int running = status.Count(JobState.Running), done = status.Count(JobState.Done);
        string rest = $"{Listed.Count(done, "cell")} done, {running} running";
        if (written is null)
            return $"Nothing to submit: {rest}.";
        string networks = written.Networks == 0 ? "" : $" after {Listed.Count(written.Networks, "network")} that they share";
        string jobs = $"{Listed.Count(written.Cells, "cell")}{networks} in {Listed.Count(written.Arrays.Count, "array")}";
        string place = Path.Combine(folder, Path.GetRelativePath(written.Script.Root, written.Script.Place));
        string[] lines =
        [
            ids.Count == 0 ? $"Written and not submitted: {jobs}; {rest}." : $"Submitted: {jobs}, {Listed.Few(ids)}; {rest}.",
            $"Scripts, and what the jobs say: {place}",
            $"Look with: mas sweep status {folder}",
        ];
        return string.Join('\n', lines);
    }

    private static string Json(SweepStatus status, SlurmSubmission? written, IReadOnlyList<string> ids) => ResultJson.Object(json =>
    {
        json.WriteNumber("cells", written?.Cells ?? 0);
        json.WriteNumber("networks", written?.Networks ?? 0);
        json.WriteNumber("done", status.Count(JobState.Done));
        json.WriteNumber("running", status.Count(JobState.Running));
        json.WriteStartArray("arrays");
        foreach (SlurmArray array in written?.Arrays ?? [])
        {
            json.WriteStartObject();
            json.WriteString("script", written!.Script.FileOf(array));
            json.WriteNumber("tasks", array.Tasks);
            json.WriteString("id", array.Number < ids.Count ? ids[array.Number] : null);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}

using System.Text;
using Mas.Comparison;
using Mas.Results.Store;
using Mas.Results.Sweeps;

namespace Mas.Sweeps.Slurm;

/// <summary>What is left of a sweep, as arrays of a cluster: a list of the jobs and a script for each array, in a folder of its
/// own.</summary>
/// <param name="Script">The scripts' text; its place is the submission's folder.</param>
/// <param name="Arrays">In the order in which they are submitted.</param>
/// <param name="Networks">Jobs that are networks, the first in the list.</param>
/// <param name="Cells">Jobs that are cells.</param>
internal sealed record SlurmSubmission(SlurmScript Script, IReadOnlyList<SlurmArray> Arrays, int Networks, int Cells)
{
    /// <summary>Holds a folder for each submission, named by numbers from 1.</summary>
    public const string Folder = "slurm";

    /// <summary>Says to people which numbers the cluster gave. Nothing reads it.</summary>
    public const string IdsFile = "ids";

    /// <summary>Writes the scripts for all jobs that are neither done nor worked on.</summary>
    /// <param name="most">Jobs of one array.</param>
    /// <returns>Null where nothing is left.</returns>
    /// <exception cref="InputException">The folder cannot be written to, or no script can name it.</exception>
    public static SlurmSubmission? Write(
        SweepFolder sweep, SweepStatus status, SlurmOptions options, IReadOnlyList<string> call, IReadOnlyList<string> handedOn, int most)
    {
        string[] networks = Left(status.Networks, SweepFolder.NetworksFolder), cells = Left(status.Cells, SweepFolder.CellsFolder);
        if (networks.Length + cells.Length == 0)
            return null;
        if (sweep.Root.AsSpan().IndexOfAny("\\\n\r") >= 0)
            throw new InputException(
                "Slurm writes no files to a folder with a backslash or a line break in its path; move the sweep", sweep.Root);
        return RunFolder.Guarded(sweep.Root, "the sweep's folder", () =>
        {
            string place = NewPlace(sweep.Path(Folder));
            var script = new SlurmScript(options, call, sweep.Root, place, handedOn);
            IReadOnlyList<SlurmArray> arrays = SlurmArray.Of(networks.Length, cells.Length, most, options.AtOnce);
            WriteText(Path.Combine(place, SlurmScript.JobsFile), string.Concat(networks.Concat(cells).Select(job => job + "\n")));
            foreach (SlurmArray array in arrays)
                WriteText(script.FileOf(array), script.Text(array));
            return new SlurmSubmission(script, arrays, networks.Length, cells.Length);
        });
    }

    /// <summary>Submits all arrays.</summary>
    /// <returns>Their ids.</returns>
    /// <exception cref="RunFailedException">The cluster refuses one; those before it are submitted.</exception>
    public IReadOnlyList<string> Submit()
    {
        List<string> ids = [];
        foreach (SlurmArray array in Arrays)
            try
            {
                string id = SlurmCluster.Submit(Script.FileOf(array), [.. array.After.Select(number => ids[number])]);
                ids.Add(id);
                File.AppendAllText(Path.Combine(Script.Place, IdsFile), Invariant($"array-{array.Number} {id}\n"));
            }
            catch (RunFailedException refused) when (ids.Count > 0)
            {
                throw new RunFailedException($"{refused.Message.TrimEnd('.')}; before that {Listed.Count(ids.Count, "array")} of "
                    + $"{Arrays.Count} went through ({Listed.Few(ids)}), and the next submit takes what is left then", refused);
            }
        return ids;
    }

    private static string[] Left(IReadOnlyList<StandingCell> jobs, string folder) =>
        [.. jobs.Where(job => job.Standing.State is not (JobState.Done or JobState.Running)).Select(job => $"{folder}/{job.Job.Name}")];

    // A number is taken by a renaming, which fails where another submission has it.
    private static string NewPlace(string root)
    {
        string fresh = Path.Combine(root, $".{Guid.NewGuid():n}");
        Directory.CreateDirectory(fresh);
        for (int number = 1; ; number++)
        {
            string place = Path.Combine(root, number.ToString(CultureInfo.InvariantCulture));
            if (Directory.Exists(place))
                continue;
            try
            {
                Directory.Move(fresh, place);
                return place;
            }
            catch (IOException) when (Directory.Exists(place))
            {
                // Somebody else was faster: the next number.
            }
        }
    }

    private static void WriteText(string path, string text) =>
        AtomicFile.Write(path, Path.GetFileName(path), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}

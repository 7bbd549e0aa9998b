using System.Text;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Results.Store;
using Mas.Results.Sweeps;
using Mas.Runs;

namespace Mas.Sweeps;

/// <summary>Writes a plan into its folder. Cells that are there and as the plan has them stay; what would lose something is refused, or
/// with
/// <c>again</c> set aside.</summary>
/// <param name="again">Sets cells that have changed since they were begun aside, to run them again.</param>
internal sealed class SweepPlanWriter(SweepFolder folder, bool again)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <exception cref="InputException">The folder holds something else, cannot be written, or cells have changed since they were begun.
    /// </exception>
    public PlannedChanges Write(SweepPlan plan)
    {
        SweepTable? earlier = Earlier();
        CellChange[] changes = [.. plan.Cells.Select(Compare)];
        if (!again)
            RefuseLosses(changes);
        RunFolder.Guarded(folder.Root, "the sweep's folder", () =>
        {
            foreach ((PlannedExperiment cell, CellChange change) in plan.Cells.Zip(changes))
                Write(cell, change);
            foreach (SharedNetwork network in plan.Networks)
                WriteNetwork(network, plan.Cells[network.Cell]);
            AtomicFile.Write(folder.Path(SweepFolder.SweepFile), SweepFolder.SweepFile, stream => stream.Write(Copy(plan.Sweep)));
            // Last: it is what makes the folder a sweep's.
            AtomicFile.Write(folder.Path(SweepFolder.CellsFile), SweepFolder.CellsFile,
                stream => stream.Write(s_utf8.GetBytes(plan.Table.Text())));
        });
        HashSet<string> names = [.. plan.Cells.Select(cell => cell.Cell.Name)];
        return new(changes, earlier?.Cells.Count(cell => !names.Contains(cell.Name)) ?? 0);
    }

    private SweepTable? Earlier()
    {
        if (File.Exists(folder.Path(SweepFolder.CellsFile)))
            return folder.Cells();
        if (File.Exists(folder.Root) || (Directory.Exists(folder.Root) && Directory.EnumerateFileSystemEntries(folder.Root)
            .Any(entry => Path.GetFileName(entry) is not (SweepFolder.CellsFolder or SweepFolder.NetworksFolder))))
            throw new InputException(
                $"the folder holds other files and no {SweepFolder.CellsFile}; give an empty or new folder with --output", folder.Root);
        return null;
    }

    private CellChange Compare(PlannedExperiment cell)
    {
        JobFolder job = folder.Cell(cell.Cell.Name);
        string text = cell.File.Text;
        if (!File.Exists(job.Experiment))
            return new(cell.Cell.Name, CellChangeKind.New, "");
        CellFile earlier = CellFile.Read(job.Experiment);
        if (earlier.Text == text && earlier.IsAsPlanned)
            return new(cell.Cell.Name, CellChangeKind.None, "");
        bool isBegun = File.Exists(Path.Combine(job.Run, RunFolder.RunFile));
        if (!earlier.IsAsPlanned)
            return new(cell.Cell.Name, CellChangeKind.Edited, "its experiment.yaml was changed by hand");
        string? difference = Difference(earlier.Body, cell.File.Body, job);
        return difference is null ? new(cell.Cell.Name, CellChangeKind.Rewritten, "")
            : new(cell.Cell.Name, isBegun ? CellChangeKind.Begun : CellChangeKind.Changed, difference);
    }

    // Null where only the way of writing has changed.
    private static string? Difference(string earlier, string now, JobFolder job)
    {
        if (earlier == now || Same(earlier, now, job))
            return null;
        (string old, string fresh) = earlier.Split('\n').Zip(now.Split('\n')).FirstOrDefault(lines => lines.First != lines.Second);
        return old is null ? "it has another number of lines" : $"'{Cut(old)}' is now '{Cut(fresh)}'";
    }

    private static bool Same(string earlier, string now, JobFolder job)
    {
        Experiment? one = ReadBack(earlier, job), other = ReadBack(now, job);
        return one is not null && one == other;
    }

    private static Experiment? ReadBack(string body, JobFolder job)
    {
        var errors = new Experiments.Yaml.YamlErrors(job.Experiment);
        return Experiments.Yaml.YamlText.Parse(body, errors) is not Experiments.Yaml.YamlMap map ? null
            : new ExperimentTemplate(job.Experiment, map, [.. KnownAnalyses.All.Select(one => one.Rule)]).Read([], small: false, errors);
    }

    private static string Cut(string line)
    {
        const int most = 90;
        line = line.Trim();
        return line.Length <= most ? line : line[..most] + "…";
    }

    private static void RefuseLosses(CellChange[] changes)
    {
        InputError[] lost = [.. changes.Where(change => change.LosesSomething).Select(change => new InputError(
            $"cell {change.Cell}: {change.What}"
                + $"{(change.Kind == CellChangeKind.Begun ? ", and it has been begun" : "")}; plan with --again to "
                + "set what is there aside and run it again, or give another folder with --output"))];
        if (lost.Length > 0)
            throw new InputException(lost);
    }

    private void Write(PlannedExperiment cell, CellChange change)
    {
        if (change.Kind == CellChangeKind.None)
            return;
        JobFolder job = folder.Cell(cell.Cell.Name);
        if (change.LosesSomething)
            SetAside(job);
        WriteText(job.Experiment, cell.File.Text);
    }

    private void WriteNetwork(SharedNetwork network, PlannedExperiment cell)
    {
        JobFolder job = folder.Network(network.Name);
        // The cell's file, seen from another folder of the same depth.
        string text = NetworkFile.Of(network, cell.File.Body).Text;
        if (!File.Exists(job.Experiment) || ExperimentText.Read(job.Experiment) != text)
            WriteText(job.Experiment, text);
    }

    // Not flushed one by one: what a power cut leaves half is told by its hash, and is written again by the next plan.
    private static void WriteText(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text, s_utf8);
    }

    private static void SetAside(JobFolder job)
    {
        int number = Enumerable.Range(1, int.MaxValue - 1).First(one => !Directory.Exists(Aside(one)));
        string Aside(int one) => Path.Combine(job.Root, Invariant($"before-{one}"));
        Directory.CreateDirectory(Aside(number));
        File.Move(job.Experiment, Path.Combine(Aside(number), JobFolder.ExperimentFile));
        if (Directory.Exists(job.Run))
            Directory.Move(job.Run, Path.Combine(Aside(number), JobFolder.RunName));
    }

    private static byte[] Copy(Sweep sweep) => s_utf8.GetBytes(
        $"# The sweep's file as it was planned; paths in it are relative to the folder of {Path.GetFileName(sweep.File)}.\n"
        + ExperimentText.Read(sweep.File));
}

/// <summary>What planning does to cells.</summary>
/// <param name="Cells">Each in the order of the plan.</param>
/// <param name="Left">Cells of an earlier plan that are no longer in this one; their folders stay.</param>
internal sealed record PlannedChanges(IReadOnlyList<CellChange> Cells, int Left)
{
    public int Count(CellChangeKind kind) => Cells.Count(change => change.Kind == kind);
}

/// <summary>What planning does to one cell.</summary>
/// <param name="What">What has changed, in words.</param>
internal sealed record CellChange(string Cell, CellChangeKind Kind, string What)
{
    public bool LosesSomething => Kind is CellChangeKind.Begun or CellChangeKind.Edited;
}

internal enum CellChangeKind
{
    None,
    New,

    /// <summary>The same experiment, written by another version.</summary>
    Rewritten,

    /// <summary>Another experiment, and nothing of the earlier one has been run.</summary>
    Changed,

    /// <summary>Another experiment, and the earlier one has been begun.</summary>
    Begun,

    /// <summary>Somebody has changed the cell's file.</summary>
    Edited,
}

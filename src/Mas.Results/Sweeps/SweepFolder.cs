namespace Mas.Results.Sweeps;

/// <summary>Where everything of a sweep lies: <c>sweep.yaml</c>, <c>cells.csv</c>, a folder for each cell, and after a merge what was
/// merged.
/// </summary>
/// <param name="root">As it was given.</param>
internal sealed class SweepFolder(string root)
{
    public const string SweepFile = "sweep.yaml", CellsFile = "cells.csv", CellsFolder = "cells", NetworksFolder = "networks";
    public const string MergedName = "merged", ReportFile = "report.html";

    /// <summary>Full path.</summary>
    public string Root { get; } = System.IO.Path.GetFullPath(root);

    /// <summary>A sweep that was planned.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static SweepFolder Open(string root)
    {
        var folder = new SweepFolder(root);
        if (!File.Exists(folder.Path(CellsFile)))
            throw new InputException((Directory.Exists(folder.Root) ? $"this folder has no {CellsFile}" : "there is no such folder")
                + "; give one that 'mas sweep plan' has written", folder.Root);
        return folder;
    }

    public string Path(string name) => System.IO.Path.Combine(Root, name);

    /// <summary>The cells, in the order of the plan.</summary>
    /// <exception cref="InputException">The table is broken.</exception>
    public SweepTable Cells() => SweepTable.Read(Path(CellsFile));

    /// <summary>A cell by its name.</summary>
    public JobFolder Cell(string name) => new(System.IO.Path.Combine(Root, CellsFolder, name), HasRun: true);

    /// <summary>A network that several cells share, by its name.</summary>
    public JobFolder Network(string name) => new(System.IO.Path.Combine(Root, NetworksFolder, name), HasRun: false);
}

/// <summary>Where everything of one cell lies, or of one network that is trained before the cells.</summary>
/// <param name="Root">Full path.</param>
/// <param name="HasRun">A cell has a run folder; a network lies where trained networks are kept.</param>
internal sealed record JobFolder(string Root, bool HasRun)
{
    public const string ExperimentFile = "experiment.yaml", RunName = "run", LogFile = "log.txt", ClaimsName = "claims";

    public string Name => Path.GetFileName(Root);

    public string Experiment => Path.Combine(Root, ExperimentFile);

    /// <summary>The run folder of a cell.</summary>
    public string Run => Path.Combine(Root, RunName);

    /// <summary>What its processes have said.</summary>
    public string Log => Path.Combine(Root, LogFile);

    public JobClaims Claims => new(Path.Combine(Root, ClaimsName));
}

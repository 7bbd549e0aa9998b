using Mas.Comparison;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Networks.Formats;
using Mas.Results.Sweeps;

namespace Mas.Sweeps;

/// <summary>Works out every cell of a sweep; nothing is written.</summary>
internal static class SweepPlanner
{
    /// <param name="folder">Where the sweep will lie: paths in its cells are relative to them.</param>
    /// <param name="options">Threads of a cell, and where trained networks are.</param>
    /// <exception cref="InputException">A combination is no experiment; all that are wrong are told.</exception>
    public static SweepPlan Plan(Sweep sweep, SweepFolder folder, RunOptions options, CancellationToken stop = default)
    {
        IReadOnlyList<SweepStep>[] combinations = [.. sweep.Combinations()];
        if (combinations.Length == 0)
            throw new InputException("every combination is excluded; leave some in", sweep.File, key: "exclude");
        using var networksOnce = new ReadOnce();
        Experiment[] experiments = Read(sweep, combinations, stop);
        string[] names = Named(combinations);
        var shared = new SharedNetworks();
        foreach ((int i, Experiment experiment) in experiments.Index())
            shared.Add(i, experiment);
        CheckOnce(sweep, experiments);
        IReadOnlyList<SharedNetwork> networks = shared.All((cell, k) => experiments[cell].Networks[k].Name);
        ILookup<int, string> first = networks.SelectMany(one => one.Cells.Select(cell => (cell, one.Name)))
            .ToLookup(one => one.cell, one => one.Name);
        var costs = new CostOfCells(options);
        PlannedExperiment[] cells = [.. experiments.Select((experiment, i) =>
        {
            stop.ThrowIfCancellationRequested();
            JobFolder job = folder.Cell(names[i]);
            CellCost cost = costs.Of(experiment);
            return new PlannedExperiment(
                new PlannedCell(names[i], [.. combinations[i].SelectMany(step => step.Values)], cost.Seconds, cost.Bytes),
                CellFile.Of(ExperimentWriter.Write(experiment.SeenFrom(job.Root)), [.. first[i]]));
        })];
        return new SweepPlan(sweep, cells, networks);
    }

    private static Experiment[] Read(Sweep sweep, IReadOnlyList<SweepStep>[] combinations, CancellationToken stop)
    {
        var read = new Experiment?[combinations.Length];
        for (int i = 0; i < read.Length; i++)
        {
            stop.ThrowIfCancellationRequested();
            read[i] = sweep.Base.Read([.. combinations[i].SelectMany(step => step.Changes)], sweep.Small, sweep.Errors);
        }
        sweep.Errors.ThrowIfAny();
        return [.. read.Select(experiment => experiment!)];
    }

    private static string[] Named(IReadOnlyList<SweepStep>[] combinations)
    {
        string[] names = [.. combinations.Select(StepLabels.Cell)];
        string? twice = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? names
            : throw new InputException($"two cells would both be called {twice}; give their values names that differ by more than "
                + "capital letters and signs");
    }

    private static void CheckOnce(Sweep sweep, Experiment[] experiments)
    {
        foreach (int k in sweep.NetworksOnce)
        {
            if (experiments.FirstOrDefault(one => k >= one.Networks.Count) is { } fewer)
                throw new InputException(Invariant($"network {k} is named, and a cell has {fewer.Networks.Count}; networks count from 0"),
                    sweep.File, key: "networks_once");
            int differing = experiments.Select(one => (one.Networks[k].Source.Root, one.TaskOf(one.Networks[k]))).Distinct().Count();
            if (differing > 1)
                throw new InputException(
                    Invariant($"network {k} is to be trained once, and the axes make {differing} different ones of it; leave it out"),
                    sweep.File, key: "networks_once");
        }
    }
}

/// <summary>A sweep, worked out.</summary>
internal sealed record SweepPlan(Sweep Sweep, IReadOnlyList<PlannedExperiment> Cells, IReadOnlyList<SharedNetwork> Networks)
{
    public SweepTable Table => new(Sweep.Keys, [.. Cells.Select(cell => cell.Cell)]);
}

/// <summary>A cell, and its experiment's file.</summary>
internal sealed record PlannedExperiment(PlannedCell Cell, CellFile File);

/// <summary>Costs of cells. Cells that differ in seeds alone cost the same, and most of many cells do.</summary>
internal sealed class CostOfCells(RunOptions options)
{
    private readonly Dictionary<Experiment, CellCost> _known = [];

    /// <exception cref="InputException">A network or a task cannot be read.</exception>
    public CellCost Of(Experiment experiment)
    {
        Experiment alike = experiment with
        {
            Name = "",
            Seed = 1,
            Alignment = experiment.Alignment with { Seeds = [.. Enumerable.Range(1, experiment.Alignment.Seeds.Count)] },
        };
        if (!_known.TryGetValue(alike, out CellCost? cost))
            _known[alike] = cost = CellCost.Of(experiment, options);
        return cost;
    }
}

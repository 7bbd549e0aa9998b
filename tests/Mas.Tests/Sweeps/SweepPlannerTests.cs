using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Files;
using Mas.Results.Sweeps;
using Mas.Runs;
using Mas.Sweeps;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Sweeps;

/// <summary>A plan has an experiment for each cell, the same each time; what is there is kept.</summary>
public sealed class SweepPlannerTests : IDisposable
{
    private const string Axes = "base: small.yaml\naxes: { alignment.size: [2, 4], seed: [1, 2] }";

    private const string Trained = """
          - { name: gru-1, train: { architecture: gru, width: 32, seed: 1 } }
          - { name: gru-2, train: { architecture: gru, width: 32, seed: 2 } }
        """;

    private readonly Workplace _here = new();

    public SweepPlannerTests() => _here.Experiment();

    [Fact]
    public void A_cell_is_the_base_with_its_values_and_can_be_run_from_where_it_lies()
    {
        Plan(Axes);
        Experiment cell = ExperimentRunner.Read(_here.Path("s", "cells", "size=4_seed=2", "experiment.yaml"));
        Experiment expected = ExperimentRunner.Read(_here.Path("small.yaml"), ["alignment.size=4", "seed=2"]);
        string folder = _here.Path("s", "cells", "size=4_seed=2");
        Assert.Equal(expected.SeenFrom(folder), cell);
        SweepTable table = new SweepFolder(_here.Path("s")).Cells();
        Assert.Equal(["size=2_seed=1", "size=2_seed=2", "size=4_seed=1", "size=4_seed=2"], table.Cells.Select(one => one.Name));
        Assert.All(table.Cells, one => Assert.True(one.Seconds > 0 && one.Bytes > 1e6));
        Assert.Equal(["cells", "cells.csv", "sweep.yaml"], Directory.EnumerateFileSystemEntries(_here.Path("s"))
            .Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Planned_twice_nothing_changes_and_a_value_more_adds_its_cells()
    {
        Plan(Axes);
        Dictionary<string, string> before = _here.Snapshot("s/cells");
        Assert.Equal(4, Plan(Axes).Count(CellChangeKind.None));
        Assert.Equal(before, _here.Snapshot("s/cells"));
        PlannedChanges more = Plan(Axes.Replace("[2, 4]", "[2, 4, 8]", StringComparison.Ordinal));
        Assert.Equal((4, 2), (more.Count(CellChangeKind.None), more.Count(CellChangeKind.New)));
        Assert.Equal(2, Plan(Axes.Replace("[2, 4]", "[4, 8]", StringComparison.Ordinal)).Left);
        Assert.All(before, file => Assert.Equal(file.Value, _here.Snapshot("s/cells")[file.Key]));
    }

    [Fact]
    public void A_changed_base_is_told_cell_by_cell_and_refused_where_a_cell_was_begun()
    {
        Plan(Axes);
        _here.Experiment("batch: 8");
        PlannedChanges changed = Plan(Axes);
        Assert.Equal(4, changed.Count(CellChangeKind.Changed));
        Assert.All(changed.Cells, cell => Assert.Equal("'batch: 16' is now 'batch: 8'", cell.What));

        string run = _here.Path("s", "cells", "size=2_seed=1", "run");
        Directory.CreateDirectory(run);
        File.WriteAllText(Path.Combine(run, "run.json"), "of an earlier run");
        _here.Experiment("batch: 4");
        Dictionary<string, string> before = _here.Snapshot("s");
        string refused = Assert.Throws<InputException>(() => Plan(Axes)).Message;
        Assert.Contains("cell size=2_seed=1: 'batch: 8' is now 'batch: 4', and it has been begun; plan with --again", refused,
            StringComparison.Ordinal);
        Assert.Equal(before, _here.Snapshot("s"));

        Assert.Equal(1, Plan(Axes, again: true).Count(CellChangeKind.Begun));
        Assert.Equal("of an earlier run", File.ReadAllText(_here.Path("s", "cells", "size=2_seed=1", "before-1", "run", "run.json")));
        Assert.False(Directory.Exists(run));
    }

    [Fact]
    public void A_cell_that_was_changed_by_hand_is_not_overwritten()
    {
        Plan(Axes);
        string file = _here.Path("s", "cells", "size=2_seed=1", "experiment.yaml");
        File.AppendAllText(file, "# mine\n");
        Assert.Contains("changed by hand", Assert.Throws<InputException>(() => Plan(Axes)).Message, StringComparison.Ordinal);
        Plan(Axes, again: true);
        Assert.EndsWith("# mine\n", File.ReadAllText(_here.Path("s", "cells", "size=2_seed=1", "before-1", "experiment.yaml")),
            StringComparison.Ordinal);
        Assert.DoesNotContain("mine", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_that_several_cells_train_alike_are_trained_once_before_them()
    {
        _here.Experiment(networks: Trained);
        SweepPlan plan = Planned("base: small.yaml\naxes: { alignment.size: [2, 4], networks.1.train.seed: [2, 3] }\nnetworks_once: [0]");
        Assert.Equal([("gru-1", 4), ("gru-2", 2), ("gru-2", 2)], plan.Networks.Select(one => (one.Name[..5], one.Cells.Count)));
        Assert.All(plan.Cells, cell => Assert.Equal(2, cell.File.Networks.Count));
        Assert.Contains("network 1 is to be trained once, and the axes make 2 different ones of it",
            Assert.Throws<InputException>(() => Planned(
                "base: small.yaml\naxes: { networks.1.train.seed: [2, 3] }\nnetworks_once: [1]")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Setting_one_source_of_a_network_drops_another()
    {
        _here.Experiment(networks: Trained);
        Plan("base: small.yaml\naxes: { networks.0.path: [networks/gru-a] }");
        Experiment cell = ExperimentRunner.Read(_here.Path("s", "cells", "path=gru-a", "experiment.yaml"));
        Assert.Equal("path", cell.Networks[0].Source.Key);
    }

    [Fact]
    public void What_is_wrong_with_cells_is_told_once_with_the_override()
    {
        string message = Assert.Throws<InputException>(() => Plan(
            "base: small.yaml\naxes: { alignment.batch: [0, 8], seed: [1, 2], alignment.typo: [1] }")).Message;
        Assert.Contains("unknown key 'typo'", message, StringComparison.Ordinal);
        Assert.Contains("(in the override 'alignment.batch=0')", message, StringComparison.Ordinal);
        Assert.Equal(2, message.Split('\n').Length);
        Assert.False(Directory.Exists(_here.Path("s")));
    }

    [Fact]
    public void A_foreign_folder_is_left_alone()
    {
        Directory.CreateDirectory(_here.Path("s"));
        File.WriteAllText(_here.Path("s", "thesis.tex"), "mine");
        Assert.Contains("the folder holds other files and no cells.csv", Assert.Throws<InputException>(() => Plan(Axes)).Message,
            StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(_here.Path("s")));
    }

    private SweepPlan Planned(string text)
    {
        File.WriteAllText(_here.Path("sweep.yaml"), text);
        return SweepPlanner.Plan(SweepReader.Read(_here.Path("sweep.yaml")), new SweepFolder(_here.Path("s")),
            new RunOptions { Threads = 1, CacheFolder = _here.Path("cache"), Command = "" });
    }

    private PlannedChanges Plan(string text, bool again = false) =>
        new SweepPlanWriter(new SweepFolder(_here.Path("s")), again).Write(Planned(text));

    public void Dispose() => _here.Dispose();
}

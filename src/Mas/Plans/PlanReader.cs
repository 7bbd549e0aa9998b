using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Experiments.Yaml;
using Mas.Networks.Copies;

namespace Mas.Plans;

/// <summary>Reads plan files as strictly as experiment files.</summary>
internal static class PlanReader
{
    private const int MostDraws = 1_000;

    /// <summary>Reads a YAML or JSON file.</summary>
    /// <param name="path">The file; paths in it are relative to it.</param>
    /// <param name="overrides">As of an experiment.</param>
    /// <param name="small">As of an experiment.</param>
    /// <exception cref="InputException">The file cannot be read or anything in it is wrong; holds all errors.</exception>
    public static RecordingPlan Read(string path, IReadOnlyList<string>? overrides = null, bool small = false) =>
        new LayeredFile(path, "a plan").Read(overrides, small, (map, errors) => Interpret(map, path, errors));

    private static RecordingPlan? Interpret(YamlMap map, string path, YamlErrors errors)
    {
        var root = new Section(map, "", map.Origin, errors);
        string? name = root.Take("name") is { } node ? FileName.Check(root, "name", node) : FileName.From(path);
        int seed = root.Whole("seed", 1, 0);
        IReadOnlyList<ReadNetwork> networks = new PlanNetworkReader(root, Path.GetDirectoryName(Path.GetFullPath(path))!).Read();
        TaskSource? task = ReadTask(root, path);
        string? site = NetworkReader.ReadSite(root, networks.Any(network => network.Source?.NamesItsSites == true));
        if (root.Take("site") is null && networks.Any(network => !network.HasSite))
            root.Require("site", "a site, such as state");
        networks = NetworkReader.WithSites(root, networks, site);
        NetworkReader.CheckInputs(networks, new ReadTasks(task, networks, errors));
        var lists = new PlanListReader(root, networks);
        AlignmentOptions? alignment = Aligned(root, networks, task);
        RecordingPlan? plan = alignment is null || name is null || task is null || networks.Count < 3 ? null
            : new()
            {
                Name = name,
                Seed = seed,
                Task = task,
                Site = site,
                Reference = networks[0].ToOptions(),
                Alike = networks[1].ToOptions(),
                Different = [.. networks.Skip(2).Select(network => network.ToOptions())],
                Alignment = alignment,
            };
        plan = lists.ReadInto(plan);
        int draws = root.Whole("draws", 5, 1, MostDraws);
        // Laid over the rest or taken out before; asked for here so that it is known where it is mistyped.
        root.Take(LayeredFile.SmallKey);
        root.Finish();
        return errors.Any || plan is null ? null : plan with { Draws = draws };
    }

    private static TaskSource? ReadTask(Section root, string path)
    {
        if (root.Require("task", "a task, such as multi-object") is not { } node)
            return null;
        IReadOnlyList<TaskSource> tasks = TaskReader.Read(node, "task", Path.GetDirectoryName(Path.GetFullPath(path))!, root.Errors);
        if (tasks.Count > 1)
            root.Fail("task", "a plan asks about one causal model, and several are listed; name one");
        return tasks.Count == 1 ? tasks[0] : null;
    }

    // What is asked of the alignment is asked of the reference and a recording of the first network.
    private static AlignmentOptions? Aligned(Section root, IReadOnlyList<ReadNetwork> networks, TaskSource? task)
    {
        Section section = PlanAlignment.Over(root, networks);
        if (task is null || networks.Count < 2 || networks[1] is not { Name: string of, Source: { } source })
            return null;
        ReadNetwork recording = networks[1].OnlyRead(new CopiedNetwork(of, source, null, 0)
        {
            Observation = new(null, null, null, null, 0),
        });
        ReadNetwork[] pair = [networks[0], recording];
        AlignmentOptions? alignment = new AlignmentReader(section, pair, new ReadTasks(task, pair, root.Errors), "").Read();
        PlanAlignment.Check(section, alignment);
        return alignment;
    }
}

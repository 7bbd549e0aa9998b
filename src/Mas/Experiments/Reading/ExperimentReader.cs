using Mas.Experiments.Yaml;

namespace Mas.Experiments.Reading;

/// <summary>Reads experiment files strictly: everything that is wrong with one is reported at once, with its place.</summary>
internal static class ExperimentReader
{
    /// <summary>Reads a YAML or JSON file.</summary>
    /// <param name="path">The file; paths in it are relative to it.</param>
    /// <param name="analyses">All that the file may ask for, in their order.</param>
    /// <param name="overrides"><c>key=value</c> with dotted keys, lists by index and the value in YAML; they win over the file and over its
    /// small form.</param>
    /// <param name="small">Lay the mapping <c>small</c> over the rest. It is checked in either case, the full form only where it
    /// is the one that is read.</param>
    /// <exception cref="InputException">The file cannot be read or anything in it is wrong; holds all errors, in the order of the
    /// file.</exception>
    public static Experiment Read(
        string path, IReadOnlyList<AnalysisRule> analyses, IReadOnlyList<string>? overrides = null, bool small = false)
    {
        var recordings = new RecordingReading(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new LayeredFile(path, "an experiment").Read(
            overrides, small, (map, errors) => Interpret(map, path, analyses, recordings, errors));
    }

    /// <summary>What a mapping says, with paths relative to a file; null where something is wrong, with errors reported.</summary>
    public static Experiment? Interpret(
        YamlMap map, string path, IReadOnlyList<AnalysisRule> known, RecordingReading recordings, YamlErrors errors)
    {
        var root = new Section(map, "", map.Origin, errors);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string? name = root.Take("name") is { } node ? FileName.Check(root, "name", node) : FileName.From(path);
        int seed = root.Whole("seed", 1, 0);
        IReadOnlyList<ReadNetwork> networks = NetworkReader.Read(root, folder, recordings);
        if (MatrixExperiment.Is(networks))
            return MatrixExperiment.Read(root, name, seed, networks);
        if (TextExperiment.Is(root.Take("task")))
            return TextExperiment.Read(root, name, seed, folder, networks);
        foreach (ReadNetwork network in networks.Where(network => network.Group is not null))
            network.Section.Fail("group", "groups are told of language models on texts (task: { text: FILE }); leave this key out");
        IReadOnlyList<TaskSource> tasks = root.Take("task") is { } written ? TaskReader.Read(written, "task", folder, errors) : [];
        networks = ReadCopy.WithOriginals(networks, tasks);
        TaskSource? task = tasks.Count == 1 ? tasks[0] : null;
        string? site = NetworkReader.ReadSite(root, networks.Any(network => network.Source?.NamesItsSites == true));
        if (root.Take("task") is null && (networks.Count == 0 || networks.Any(network => !network.HasTask)))
            root.Require("task", "a task, such as multi-object");
        if (root.Take("site") is null && (networks.Count == 0 || networks.Any(network => !network.HasSite)))
            root.Require("site", "a site, such as state");
        networks = CausalExpansion.Of(root, NetworkReader.WithSites(root, networks, site), tasks);
        networks = ReadTasks.Introduce(networks, task);
        var made = new ReadTasks(task, networks, errors);
        NetworkReader.CheckInputs(networks, made);
        AlignmentOptions? alignment = new AlignmentReader(root.Sub("alignment"), networks, made, folder).Read();
        EvaluationOptions evaluation = root.Sub("evaluation", section => EvaluationReader.Read(section, alignment));
        // Rules of analyses ask of an experiment that can be run: what they look for may be what is wrong.
        ReadExperiment? read = alignment is null || errors.Any ? null : new(networks, made, alignment, evaluation);
        ValueList<string> analyses = AnalysesReader.Read(root, known, read);
        VerdictOptions verdict = root.Sub("verdict", EvaluationReader.ReadVerdict);
        // Laid over the rest or taken out before; asked for here so that it is known where it is mistyped.
        root.Take(LayeredFile.SmallKey);
        root.Finish();
        if (errors.Any || name is null || alignment is null)
            return null;
        return new()
        {
            Name = name,
            Seed = seed,
            Task = task,
            Site = site,
            Networks = [.. networks.Select(network => network.ToOptions())],
            Alignment = alignment,
            Evaluation = evaluation,
            Analyses = analyses,
            RuledOut = AnalysesReader.RuledOut(known, read),
            Verdict = verdict,
        };
    }
}

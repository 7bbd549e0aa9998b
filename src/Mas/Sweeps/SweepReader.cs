using Mas.Experiments.Reading;
using Mas.Experiments.Yaml;
using Mas.Runs;

namespace Mas.Sweeps;

/// <summary>Reads sweep files as strictly as experiment files.</summary>
internal static class SweepReader
{
    private const string AxesKey = "axes", ZipKey = "zip", BaseKey = "base";

    /// <summary>Reads a YAML or JSON file.</summary>
    /// <param name="path">The file; paths in it are relative to it.</param>
    /// <param name="small">Take the small form of the sweep, and that of its experiment.</param>
    /// <exception cref="InputException">The file cannot be read or anything in it is wrong; holds all errors.</exception>
    public static Sweep Read(string path, bool small = false) =>
        new LayeredFile(path, "a sweep") { RequiresSmall = false }.Read([], small, (map, errors) => Interpret(map, path, small, errors));

    private static Sweep? Interpret(YamlMap map, string path, bool small, YamlErrors errors)
    {
        var root = new Section(map, "", map.Origin, errors);
        string? name = root.Take("name") is { } node ? FileName.Check(root, "name", node) : FileName.From(path);
        (ExperimentTemplate Template, YamlErrors Errors)? based = Base(root, path);
        IReadOnlyList<SweepAxis> axes = new AxisReader(root, based?.Errors ?? errors).Read(AxesKey, ZipKey);
        IReadOnlyList<SweepExclusion> exclude = new ExclusionReader(root, axes).Read("exclude");
        int[] once = root.Wholes("networks_once", 0, NetworkReader.MostNetworks - 1) ?? [];
        root.Take("slurm");
        root.Take(LayeredFile.SmallKey);
        root.Finish();
        if (errors.Any || name is null || based is null)
            return null;
        var sweep = new Sweep(name, path, based.Value.Template, small, axes, exclude, once, based.Value.Errors);
        double cells = axes.Aggregate(1.0, (all, axis) => all * axis.Steps.Count);
        if (cells <= Sweep.MostCells)
            return sweep;
        root.Fail(AxesKey, Invariant($"these are {cells:n0} combinations, and {Sweep.MostCells:n0} is the most; leave values out"));
        return null;
    }

    // An experiment of its own file has that file's errors.
    private static (ExperimentTemplate, YamlErrors)? Base(Section root, string path)
    {
        IReadOnlyList<AnalysisRule> known = [.. KnownAnalyses.All.Select(analysis => analysis.Rule)];
        switch (root.Require(BaseKey, "an experiment file, or an experiment written here"))
        {
            case YamlMap map:
                return (new ExperimentTemplate(path, map, known), new YamlErrors(path));
            case { } node when root.Value(node, BaseKey).Path() is string file:
                string full = Path.GetFullPath(file, Path.GetDirectoryName(Path.GetFullPath(path))!);
                if (!File.Exists(full))
                {
                    root.Fail(node, BaseKey, $"there is no file {file}; wanted is an experiment file, relative to this one");
                    return null;
                }
                string shown = Path.GetRelativePath(Environment.CurrentDirectory, full);
                var errors = new YamlErrors(shown.StartsWith("..", StringComparison.Ordinal) ? full : shown);
                ExperimentTemplate? template = ExperimentTemplate.Parse(full, known, errors);
                errors.ThrowIfAny();
                return template is null ? null : (template, errors);
            default:
                return null;
        }
    }
}

using Mas.Experiments.Reading;

namespace Mas.Sweeps;

/// <summary>One experiment and what varies in it, as a sweep's file says.</summary>
/// <param name="File">The sweep's file.</param>
/// <param name="Errors">Where everything that is wrong with a cell is gathered.</param>
internal sealed record Sweep(
    string Name, string File, ExperimentTemplate Base, bool Small, IReadOnlyList<SweepAxis> Axes, IReadOnlyList<SweepExclusion> Exclude,
    IReadOnlyList<int> NetworksOnce, Experiments.Yaml.YamlErrors Errors)
{
    /// <summary>Cells at most: each is a folder.</summary>
    public const int MostCells = 100_000;

    /// <summary>All keys that vary, in their order.</summary>
    public IReadOnlyList<string> Keys => [.. Axes.SelectMany(axis => axis.Keys)];

    /// <summary>Every combination that is not excluded, the last axis fastest.</summary>
    public IEnumerable<IReadOnlyList<SweepStep>> Combinations()
    {
        string[] keys = [.. Keys];
        return Cross(0).Where(steps => !Exclude.Any(one => one.Fits(keys, [.. steps.SelectMany(step => step.Values)])));
    }

    private IEnumerable<IReadOnlyList<SweepStep>> Cross(int axis) => axis == Axes.Count ? [[]]
        : Axes[axis].Steps.SelectMany(step => Cross(axis + 1).Select(rest => (IReadOnlyList<SweepStep>)[step, .. rest]));
}

/// <summary>Combinations that are left out: all in which each of the keys has one of its values.</summary>
/// <param name="Values">In YAML, by key.</param>
internal sealed record SweepExclusion(IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    public bool Fits(string[] keys, string[] values) =>
        Values.All(one => one.Value.Contains(values[Array.IndexOf(keys, one.Key)]));
}

using Mas.Experiments.Yaml;

namespace Mas.Sweeps;

/// <summary>Keys that move together through a list of values: one key of <c>axes</c>, or all keys of <c>zip</c>.</summary>
/// <param name="Keys">Dotted keys of the experiment.</param>
/// <param name="Steps">One after the other.</param>
internal sealed record SweepAxis(IReadOnlyList<string> Keys, IReadOnlyList<SweepStep> Steps);

/// <summary>One value for each key of an axis.</summary>
/// <param name="Values">In YAML, in the order of the keys.</param>
/// <param name="Label">What stands for it in the name of a cell.</param>
/// <param name="Changes">The same, to lay over the experiment.</param>
internal sealed record SweepStep(IReadOnlyList<string> Values, string Label, IReadOnlyList<Override> Changes);

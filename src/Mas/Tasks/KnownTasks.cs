using Mas.Causal;

namespace Mas.Tasks;

/// <summary>The tasks and causal models that an experiment may name.</summary>
public static class KnownTasks
{
    /// <summary>Names for <c>task</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. NumericRule.All.Select(rule => rule.Name)];

    /// <summary>Names for <c>task.causal</c>.</summary>
    public static IReadOnlyList<string> CausalModels { get; } = ["up-down"];

    /// <summary>The task of this name with the causal model up-down; null where there is none.</summary>
    /// <exception cref="Results.InputException">An option is out of range.</exception>
    public static SequenceTask? Named(string name, TaskOptions? options = null)
    {
        options ??= new();
        return NumericRule.All.FirstOrDefault(rule => rule.Name == name) is { } rule
            ? new NumericTask<UpDownState>(rule, new UpDown(rule.Respond, options.LargestQuantity), options)
            : null;
    }
}

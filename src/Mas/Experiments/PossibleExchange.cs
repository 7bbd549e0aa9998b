using Mas.Causal;
using Mas.Tasks;

namespace Mas.Experiments;

/// <summary>Whether a variable of one task can be written into a variable of another.</summary>
internal static class PossibleExchange
{
    /// <summary>Both have the variable, with values of one kind; <c>full</c> needs that of every variable, under one name.</summary>
    public static bool Between(SequenceTask source, SequenceTask target, string sourceVariable, string targetVariable)
    {
        if (sourceVariable == CausalVariable.Full || targetVariable == CausalVariable.Full)
            return sourceVariable == targetVariable && !target.OverwritesOne && source.Variables.Count == target.Variables.Count
                && target.Variables.All(variable => AreAlike(Find(source, variable.Name), variable));
        return AreAlike(Find(source, sourceVariable), Find(target, targetVariable));
    }

    /// <summary>Why every variable of the task cannot be exchanged at once; null where it can.</summary>
    public static string? AgainstFull(SequenceTask task) => !task.OverwritesOne ? null
        : $"the causal model {task.Options.Causal} overwrites one variable alone, so that full is not offered; "
            + $"name {string.Join(" or ", task.Variables.Select(variable => variable.Name))}";

    private static CausalVariable? Find(SequenceTask task, string name) => task.Variables.FirstOrDefault(variable => variable.Name == name);

    private static bool AreAlike(CausalVariable? a, CausalVariable? b) =>
        a is not null && b is not null && (a.Labels ?? []).SequenceEqual(b.Labels ?? []);
}

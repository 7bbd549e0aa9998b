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
            return sourceVariable == targetVariable && source.Variables.Count == target.Variables.Count
                && target.Variables.All(variable => AreAlike(Find(source, variable.Name), variable));
        return AreAlike(Find(source, sourceVariable), Find(target, targetVariable));
    }

    private static CausalVariable? Find(SequenceTask task, string name) => task.Variables.FirstOrDefault(variable => variable.Name == name);

    private static bool AreAlike(CausalVariable? a, CausalVariable? b) =>
        a is not null && b is not null && (a.Labels ?? []).SequenceEqual(b.Labels ?? []);
}

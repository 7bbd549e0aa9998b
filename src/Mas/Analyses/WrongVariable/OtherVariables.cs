using Mas.Causal;
using Mas.Experiments;
using Mas.Tasks;

namespace Mas.Analyses.WrongVariable;

/// <summary>What the control <c>wrong-variable</c> trains in the place of what is exchanged: of several variables, each subspace gets the
/// next one's labels; a single one gets those of the first other variable that every network's task has; and <c>full</c> those of the one
/// variable that says least of it, a label before a number and the last before the first.</summary>
internal static class OtherVariables
{
    /// <summary>As many as there are variables; null where there is no other.</summary>
    /// <param name="variables">What is exchanged.</param>
    /// <param name="tasks">[networks]</param>
    public static ValueList<ExchangedVariable>? Of(ValueList<ExchangedVariable> variables, IReadOnlyList<SequenceTask> tasks)
    {
        if (variables.Count > 1)
            return [.. variables.Skip(1), variables[0]];
        ExchangedVariable aligned = variables[0];
        CausalVariable[] shared = [.. tasks[0].Variables.Where(variable => tasks.All(task => Has(task, variable)))];
        CausalVariable? other = aligned.Names.Contains(CausalVariable.Full)
            ? shared.Length < 2 ? null : shared.LastOrDefault(variable => variable.Labels is not null) ?? shared[^1]
            : shared.FirstOrDefault(variable => !aligned.Names.Contains(variable.Name));
        return other is null ? null : [new ExchangedVariable([.. tasks.Select(_ => other.Name)])];
    }

    private static bool Has(SequenceTask task, CausalVariable variable) => PossibleExchange.Between(task, task, variable.Name, variable.Name)
        && task.Variables.Any(own => own.Name == variable.Name && (own.Labels ?? []).SequenceEqual(variable.Labels ?? []));
}

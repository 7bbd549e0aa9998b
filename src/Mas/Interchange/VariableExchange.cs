using Mas.Causal;
using Mas.Tasks;

namespace Mas.Interchange;

/// <summary>Which variable of the source is written into which variable of the target, by index.</summary>
/// <param name="Label">What it is called in results: <c>full</c>, a variable's name, or <c>source→target</c> where the names
/// differ.</param>
/// <param name="Pairs">(source variable, target variable); none where only the extraneous remainder is swapped.</param>
internal sealed record VariableExchange(int Subspace, string Label, IReadOnlyList<(int Source, int Target)> Pairs)
{
    /// <summary>A permutation that values go through on the way; null for none.</summary>
    public ScrambledValues? Scrambled { get; init; }

    /// <summary>The extraneous remainder is swapped, which must change nothing.</summary>
    /// <param name="subspace">Its index: one beyond the last variable's.</param>
    public static VariableExchange Extraneous(int subspace) => new(subspace, "extraneous", []);

    /// <summary>Exchange by name. <c>full</c> on both sides is every variable of the target, from the source's of the same name.</summary>
    /// <exception cref="InputException">A task has no such variable, or one is a number and the other a label.</exception>
    public static VariableExchange Between(
        SequenceTask source, SequenceTask target, string sourceVariable, string targetVariable, int subspace = 0)
    {
        if ((sourceVariable == CausalVariable.Full) != (targetVariable == CausalVariable.Full))
            throw Wrong($"{sourceVariable} cannot be exchanged with {targetVariable}: name full for both networks or for none");
        if (sourceVariable == CausalVariable.Full)
            return new(subspace, CausalVariable.Full, [.. target.Variables.Select((variable, v) => (IndexOf(source, variable.Name), v))]);

        (int Source, int Target) pair = (IndexOf(source, sourceVariable), IndexOf(target, targetVariable));
        CausalVariable from = source.Variables[pair.Source], to = target.Variables[pair.Target];
        if (!(from.Labels ?? []).SequenceEqual(to.Labels ?? []))
            throw Wrong($"{sourceVariable} of {source.Name} cannot be exchanged with {targetVariable} of {target.Name}: "
                + "their values are of different kinds");
        return new(subspace, sourceVariable == targetVariable ? sourceVariable : $"{sourceVariable}→{targetVariable}", [pair]);
    }

    private static int IndexOf(SequenceTask task, string name)
    {
        string[] names = [.. task.Variables.Select(variable => variable.Name)];
        return Array.IndexOf(names, name) is >= 0 and int index ? index : throw Wrong(
            $"{name} is not a variable of the task {task.Name}; its variables are {string.Join(", ", names.Prepend(CausalVariable.Full))}");
    }

    private static InputException Wrong(string message) => new(message, key: "alignment.variables");
}

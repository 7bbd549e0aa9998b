using Mas.Causal;
using Mas.Experiments.Yaml;
using Mas.Interchange;
using Mas.Tasks;
using Mas.Training;

namespace Mas.Experiments.Reading;

/// <summary>Whether variables can be exchanged in every direction that is trained. Where none is trained, nothing need fit.</summary>
internal sealed class ExchangeRules(Section section, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks, AlignmentOptions options)
{
    private const string Key = "variables";

    /// <summary>Reports everything that does not fit.</summary>
    public void Check(IReadOnlyList<AlignmentCase> cases)
    {
        foreach (Method method in cases.Select(variant => variant.Method))
            CheckCausal(method);
        Direction[] trained = [.. cases.SelectMany(variant => variant.Method.Trained).Distinct().Where(direction => !IsCrossing(direction))
            .OrderBy(direction => direction.Source).ThenBy(direction => direction.Target)];
        for (int v = 0; v < options.Variables.Count; v++)
            CheckVariable(v, trained);
    }

    // One network asked about two algorithms is not two networks: an alignment between them would say nothing about either.
    private void CheckCausal(Method method)
    {
        if (method.Trained.FirstOrDefault(IsCrossing) is { } crossing)
            section.Fail(DirectionRules.KeyOf(options),
                $"method {method.Name} would train {networks[crossing.Source].Name}→{networks[crossing.Target].Name}, between different "
                + "causal models of a list; use das, or custom with directions between networks of one causal model");
    }

    private bool IsCrossing(Direction direction) => networks[direction.Source].Causal != networks[direction.Target].Causal;

    private void CheckVariable(int v, IEnumerable<Direction> trained)
    {
        ExchangedVariable variable = options.Variables[v];
        foreach ((int source, int target) in trained)
        {
            if (tasks.Networks[source] is not { } from || tasks.Networks[target] is not { } to
                || PossibleExchange.Between(from, to, variable.Names[source], variable.Names[target]))
                continue;
            string message = variable.Names[source] == CausalVariable.Full
                ? $"full is every variable of a causal model, and those of {networks[source].Name} ({Names(from)}) and "
                    + $"{networks[target].Name} ({Names(to)}) are not the same; name a variable for each network{Example(source, target)}"
                : $"{variable.Names[source]} of {from.Name} cannot be exchanged with {variable.Names[target]} of {to.Name}: "
                    + "their values are of different kinds";
            section.Fail(Node(v), Node(v) is null ? Key : Dotted.Join(Key, v), message);
            return;
        }
    }

    private string Example(int source, int target)
    {
        SequenceTask read = tasks.Networks[source]!, written = tasks.Networks[target]!;
        IEnumerable<string> possible =
            from a in read.Variables
            from b in written.Variables
            where PossibleExchange.Between(read, written, a.Name, b.Name)
            select $", such as {{ {networks[source].Name}: {a.Name}, {networks[target].Name}: {b.Name} }}";
        return possible.FirstOrDefault("");
    }

    private YamlNode? Node(int v) =>
        section.Take(Key) is YamlList list && list.Items.Count == options.Variables.Count ? list.Items[v] : null;

    private static string Names(SequenceTask task) => string.Join(", ", task.Variables.Select(variable => variable.Name));
}

using Mas.Causal;
using Mas.Experiments.Yaml;
using Mas.Interchange;
using Mas.Tasks;
using Mas.Training;

namespace Mas.Experiments.Reading;

/// <summary>Whether variables can be exchanged in every direction that is trained. Where none is trained, nothing need fit.</summary>
internal sealed class ExchangeRules
{
    private const string Key = "variables";

    private readonly Section _section;
    private readonly IReadOnlyList<ReadNetwork> _networks;
    private readonly ReadTasks _tasks;
    private readonly AlignmentOptions _options;

    private ExchangeRules(Section section, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks, AlignmentOptions options) =>
        (_section, _networks, _tasks, _options) = (section, networks, tasks, options);

    /// <summary>Reports everything that does not fit.</summary>
    public static void Check(Section section, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks, IReadOnlyList<AlignmentCase> cases, AlignmentOptions options)
    {
        var rules = new ExchangeRules(section, networks, tasks, options);
        foreach (Method method in cases.Select(own => own.Method))
            rules.CheckCausal(method);
        Direction[] trained =
        [
            .. cases.SelectMany(own => own.Method.Trained).Distinct().Where(direction => !rules.IsCrossing(direction))
                .OrderBy(direction => direction.Source).ThenBy(direction => direction.Target),
        ];
        for (int v = 0; v < options.Variables.Count; v++)
            rules.CheckVariable(v, trained);
    }

    // One network asked about two algorithms is not two networks: an alignment between them would say nothing about either.
    private void CheckCausal(Method method)
    {
        if (method.Trained.Where(IsCrossing).Select(direction => (Direction?)direction).FirstOrDefault() is not { } crossing)
            return;
        string key = _options.Directions is not null ? "directions" : _options.ClDirections is not null ? "cl_directions" : "method";
        _section.Fail(_section.Take(key), key, $"method {method.Name} would train {_networks[crossing.Source].Name}→{_networks[crossing.Target].Name}, between different causal models of a list; use das, or custom with directions between networks of one causal model");
    }

    private bool IsCrossing(Direction direction) => _networks[direction.Source].Causal != _networks[direction.Target].Causal;

    private void CheckVariable(int v, IEnumerable<Direction> trained)
    {
        ExchangedVariable variable = _options.Variables[v];
        foreach ((int source, int target) in trained)
        {
            if (_tasks.Networks[source] is not { } from || _tasks.Networks[target] is not { } to
                || PossibleExchange.Between(from, to, variable.Names[source], variable.Names[target]))
                continue;
            string message = variable.Names[source] == CausalVariable.Full
                ? $"full is every variable of a causal model, and those of {_networks[source].Name} ({Names(from)}) and {_networks[target].Name} ({Names(to)}) are not the same; name a variable for each network{Example(source, target)}"
                : $"{variable.Names[source]} of {from.Name} cannot be exchanged with {variable.Names[target]} of {to.Name}: their values are of different kinds";
            _section.Fail(Node(v), Node(v) is null ? Key : Dotted.Join(Key, v), message);
            return;
        }
    }

    private string Example(int source, int target)
    {
        SequenceTask read = _tasks.Networks[source]!, written = _tasks.Networks[target]!;
        (string Source, string Target)[] possible = [.. from a in read.Variables from b in written.Variables where PossibleExchange.Between(read, written, a.Name, b.Name) select (a.Name, b.Name)];
        return possible.Length == 0 ? "" : $", such as {{ {_networks[source].Name}: {possible[0].Source}, {_networks[target].Name}: {possible[0].Target} }}";
    }

    private YamlNode? Node(int v) => _section.Take(Key) is YamlList list && list.Items.Count == _options.Variables.Count ? list.Items[v] : null;

    private static string Names(SequenceTask task) => string.Join(", ", task.Variables.Select(variable => variable.Name));
}

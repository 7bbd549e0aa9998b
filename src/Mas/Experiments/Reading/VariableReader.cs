using Mas.Causal;
using Mas.Experiments.Yaml;
using Mas.Tasks;

namespace Mas.Experiments.Reading;

/// <summary>Reads what is exchanged: a list of variables, each by one name for all networks or by a name per network.</summary>
internal static class VariableReader
{
    private const string Key = "variables";

    /// <summary>At least one; null where any is wrong.</summary>
    public static ValueList<ExchangedVariable>? Read(Section section, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks)
    {
        if (section.Items(Key) is not { } items)
            return section.Take(Key) is null ? Full(section, networks, tasks) : null;
        if (items.Count == 0)
            section.Fail(Key, "the list is empty; wanted are full, or variables' names");
        var read = new List<ExchangedVariable>();
        for (int i = 0; i < items.Count; i++)
        {
            string key = Dotted.Join(Key, i);
            string?[] names = items[i] is YamlMap map
                ? ReadMap(section, map, key, networks, tasks) : ReadName(section, items[i], key, networks, tasks);
            if (names.Contains(null))
                continue;
            ExchangedVariable variable = new([.. names.Select(name => name!)]);
            if (read.Contains(variable))
                section.Fail(items[i], key, $"'{variable.Label}' comes twice");
            else
                read.Add(variable);
        }
        return read.Count == 0 || read.Count < items.Count ? null : [.. read];
    }

    private static ValueList<ExchangedVariable>? Full(Section section, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks)
    {
        IEnumerable<string> against = tasks.Networks.OfType<SequenceTask>().Select(PossibleExchange.AgainstFull).OfType<string>();
        if (against.FirstOrDefault() is not { } why)
            return [new([.. networks.Select(_ => CausalVariable.Full)])];
        section.Fail(null, Key, why);
        return null;
    }

    private static string?[] ReadName(Section section, YamlNode node, string key, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks)
    {
        string? name = section.Value(node, key).Text();
        bool isKnown = name is not null;
        foreach (SequenceTask task in tasks.Networks.OfType<SequenceTask>().DistinctBy(task => string.Join(' ', Names(task))))
            isKnown &= name is null || IsVariable(section, node, key, name, task);
        return [.. networks.Select(_ => isKnown ? name : null)];
    }

    private static string?[] ReadMap(Section section, YamlMap map, string key, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks)
    {
        string[] known = [.. networks.Select(network => network.Name).OfType<string>()];
        foreach (YamlEntry entry in map.Entries.Where(entry => !known.Contains(entry.Key)))
            section.Fail(entry.Value, Dotted.Join(key, entry.Key),
                $"there is no network '{entry.Key}'{NearestWord.Advice(entry.Key, known)}");
        var names = new string?[networks.Count];
        for (int k = 0; k < names.Length; k++)
        {
            if (networks[k].Name is not string network)
                continue;
            string own = Dotted.Join(key, network);
            if (map.Find(network) is not { } entry)
                section.Fail(map, key, $"network '{network}' is missing; wanted is a variable of each network");
            else if (section.Value(entry.Value, own).Text() is string name
                && (tasks.Networks[k] is not { } task || IsVariable(section, entry.Value, own, name, task)))
                names[k] = name;
        }
        if (names.Contains(CausalVariable.Full) && names.Any(name => name is not null and not CausalVariable.Full))
        {
            section.Fail(map, key, "full can be exchanged with full only; name a variable for every network, or full for all");
            return [null];
        }
        return names;
    }

    private static bool IsVariable(Section section, YamlNode node, string key, string name, SequenceTask task)
    {
        if ((name == CausalVariable.Full ? PossibleExchange.AgainstFull(task) : Against(name, task)) is not { } why)
            return true;
        section.Fail(node, key, why);
        return false;
    }

    private static string? Against(string name, SequenceTask task)
    {
        string model = task.Options.Causal is { } causal ? $" under its causal model {causal}" : "";
        return task.Variables.Any(variable => variable.Name == name) ? null
            : $"'{name}' is not a variable of {task.Called}{model}{NearestWord.Advice(name, Names(task))}";
    }

    private static string[] Names(SequenceTask task) =>
        [.. task.OverwritesOne ? [] : (string[])[CausalVariable.Full], .. task.Variables.Select(variable => variable.Name)];
}

using Mas.Experiments.Yaml;
using Mas.Tasks;

namespace Mas.Experiments.Reading;

/// <summary>Reads a task: its name alone, or a mapping.</summary>
internal static class TaskReader
{
    private const string MultiObject = "multi-object";
    public const int LargestQuantity = 1_000;
    private const int MostResponses = 4_096;

    /// <summary>The task's mapping, also where only a name is written.</summary>
    public static YamlNode AsMap(YamlNode node) =>
        node is YamlScalar { IsNothing: false } ? new YamlMap([new("name", node.Origin, node)], node.Origin) : node;

    /// <summary>The task, once for each causal model that is asked about; empty with errors reported.</summary>
    /// <param name="node">A name or a mapping.</param>
    /// <param name="folder">What a path in it is relative to.</param>
    public static IReadOnlyList<TaskSource> Read(YamlNode node, string path, string folder, YamlErrors errors)
    {
        YamlNode map = AsMap(node);
        var section = new Section(map, path, map.Origin, errors);
        if ((map as YamlMap)?.Find(GivenTask.FileKey) is { } given)
        {
            section.Fail(given.Value, GivenTask.FileKey, "a C# program has given this task, and no file can; "
                + "name a task, or write its sequences to a file");
            return [];
        }
        IReadOnlyList<TaskSource> tasks =
            (map as YamlMap)?.Find("file") is null ? ReadNamed(section) : ReadFile(section, (YamlMap)map, folder);
        section.Finish();
        return tasks;
    }

    private static IReadOnlyList<TaskSource> ReadFile(Section section, YamlMap map, string folder)
    {
        if (map.Find(EligibleReader.Key) is not null && section.Take(EligibleReader.Key) is { } needless)
            section.Fail(needless, EligibleReader.Key, "a task file says for each of its sequences what is eligible; leave this key out");
        return section.Take("file") is { } node && section.Value(node, "file").Path() is string path
            ? [new RecordedTask(path, Path.GetFullPath(path, folder))] : [];
    }

    private static IReadOnlyList<TaskSource> ReadNamed(Section section)
    {
        string? name = section.Require("name", $"a task, such as {MultiObject}") is { } node
            ? section.Word(node, "name", KnownTasks.Names) : null;
        string?[] causal = ReadCausal(section, name);
        NamedTask task = new() { Name = name ?? MultiObject };
        if (task.HasQuantities)
        {
            (int smallest, int largest) = Quantities(section, task);
            ValueList<int> heldOut = HeldOut(section, smallest, largest, task);
            double share = section.Real("void", 0, Bounds.BelowOne);
            task = task with { Smallest = smallest, Largest = largest, HeldOut = heldOut, Void = share };
        }
        else
        {
            foreach (string key in (string[])["quantities", "held_out", "void"])
                if (section.Take(key) is { } needless)
                    section.Fail(needless, key, $"the task {name} has no quantities and no void tokens; leave this key out");
            task = task with { HeldOut = [] };
        }
        if (name is null)
        {
            section.Take(EligibleReader.Key);
            return [];
        }
        task = task with { Eligible = EligibleReader.Read(section, name, causal) };
        return [.. causal.Select(model => task with { Causal = model })];
    }

    // Null is the task's own causal model, whether it is written or not. Empty where one is wrong.
    private static string?[] ReadCausal(Section section, string? name)
    {
        const string key = "causal";
        if (section.Take(key) is not { } node)
            return [null];
        if (name is null)
            return [];
        IReadOnlyList<string> known = KnownTasks.CausalModels(name);
        string[]? models = node is YamlList ? section.Words(key, known) : section.Word(node, key, known) is string one ? [one] : null;
        return [.. (models ?? []).Select(model => model == known[0] ? null : model)];
    }

    private static (int Smallest, int Largest) Quantities(Section section, NamedTask defaults)
    {
        const string key = "quantities";
        if (section.Items(key) is not { } items)
            return (defaults.Smallest, defaults.Largest);
        int?[] ends = [.. items.Select(item => section.Value(item, key).Whole(1, LargestQuantity))];
        if (ends is [int smallest, int largest] && smallest <= largest)
        {
            CheckLength(section, key, defaults.Name, largest);
            return (smallest, largest);
        }
        if (!ends.Contains(null) || ends.Length != 2)
            section.Fail(key, "two whole numbers are wanted, the smallest and the largest quantity");
        return (1, LargestQuantity);
    }

    // Thousands of sequences are kept in memory.
    private static void CheckLength(Section section, string key, string task, int largest)
    {
        Func<int, int> respond = NumericRule.All.First(rule => rule.Name == task).Respond;
        if (respond(largest) > MostResponses)
        {
            int possible = Enumerable.Range(1, largest).Last(quantity => respond(quantity) <= MostResponses);
            section.Fail(key, $"the task {task} answers {largest} with {respond(largest)} tokens; at most {MostResponses} are possible, "
                + $"for a largest quantity of {possible}");
        }
    }

    private static ValueList<int> HeldOut(Section section, int smallest, int largest, NamedTask defaults)
    {
        const string key = "held_out";
        int[] heldOut = section.Wholes(key, smallest, largest)
            ?? [.. defaults.HeldOut.Where(quantity => quantity >= smallest && quantity <= largest)];
        if (heldOut.Length <= largest - smallest)
            return [.. heldOut.Order()];
        section.Fail(key, $"every quantity from {smallest} to {largest} is held out; at least one must be left to train on");
        return [];
    }
}

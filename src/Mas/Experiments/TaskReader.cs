using Mas.Experiments.Yaml;

namespace Mas.Experiments;

/// <summary>Reads a task: its name alone, or a mapping.</summary>
internal static class TaskReader
{
    /// <summary>Everything that can be exchanged in a task, by its name.</summary>
    public static readonly IReadOnlyList<string> Variables = ["full", "count", "phase"];

    private const string MultiObject = "multi-object";
    private const int LargestQuantity = 1_000;

    /// <summary>The task's mapping, also where only a name is written.</summary>
    public static YamlNode AsMap(YamlNode node) =>
        node is YamlScalar { IsNothing: false } ? new YamlMap([new("name", node.Origin, node)], node.Origin) : node;

    /// <summary>The task, or null with errors reported.</summary>
    public static TaskOptions? Read(YamlNode node, string path, YamlErrors errors)
    {
        YamlNode map = AsMap(node);
        var section = new Section(map, "task", path, map.Origin, errors);
        bool isFile = map is YamlMap written && written.Find("file") is not null;
        YamlNode? nameNode = isFile ? section.Take("name") : section.Require("name", $"a task, such as {MultiObject}");
        string? name = nameNode is null ? null : section.Word(nameNode, "name", [MultiObject]);
        (int smallest, int largest) = Quantities(section);
        ValueList<int> heldOut = HeldOut(section, smallest, largest);
        section.OnlyWord("causal", "up-down");
        section.Finish();
        return name is null ? null : new() { Name = name, Smallest = smallest, Largest = largest, HeldOut = heldOut };
    }

    private static (int Smallest, int Largest) Quantities(Section section)
    {
        const string key = "quantities";
        TaskOptions defaults = new() { Name = MultiObject };
        if (section.Items(key) is not { } items)
            return (defaults.Smallest, defaults.Largest);
        int?[] ends = [.. items.Select(item => section.Value(item, key).Whole(1, LargestQuantity))];
        if (ends.Length == 2 && ends[0] <= ends[1])
            return (ends[0]!.Value, ends[1]!.Value);
        if (!ends.Contains(null) || ends.Length != 2)
            section.Fail(section.Take(key), key, "two whole numbers are wanted, the smallest and the largest quantity");
        return (1, LargestQuantity);
    }

    private static ValueList<int> HeldOut(Section section, int smallest, int largest)
    {
        const string key = "held_out";
        TaskOptions defaults = new() { Name = MultiObject };
        int[] heldOut = section.Wholes(key, smallest, largest) ?? [.. defaults.HeldOut.Where(quantity => quantity >= smallest && quantity <= largest)];
        if (heldOut.Length > largest - smallest)
            section.Fail(section.Take(key), key, $"every quantity from {smallest} to {largest} is held out; at least one must be left to train on");
        return [.. heldOut.Order()];
    }
}

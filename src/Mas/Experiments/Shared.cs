using Mas.Experiments.Yaml;

namespace Mas.Experiments;

/// <summary>Task and site, which may stand beside the networks or in each of them, and must be the same for all.</summary>
internal static class Shared
{
    public static TaskOptions? Task(Section root, IReadOnlyList<ReadNetwork> networks)
    {
        YamlNode? node = root.Take("task");
        TaskOptions? task = node is null ? null : TaskReader.Read(node, "task", root.Errors);
        return Agree(root, "task", "a task, such as multi-object", node is not null, task, [.. networks.Select(network => network.Task)]);
    }

    public static string? Site(Section root, IReadOnlyList<ReadNetwork> networks)
    {
        YamlNode? node = root.Take("site");
        string? site = node is null ? null : root.Word(node, "site", [NetworkReader.State]);
        return Agree(root, "site", $"a site, such as {NetworkReader.State}", node is not null, site, [.. networks.Select(network => network.Site)]);
    }

    private static T? Agree<T>(Section root, string key, string wanted, bool isWritten, T? shared, Written<T>?[] own)
        where T : class
    {
        if (!isWritten && (own.Length == 0 || own.Contains(null)))
            root.Require(key, wanted);
        T? common = shared ?? own.FirstOrDefault(written => written is not null)?.Value;
        foreach (Written<T>? written in own)
        {
            if (written is not null && !written.Value.Equals(common))
                root.Errors.Add(written.Node.Origin, written.Key, $"a {key} that differs from the other networks' is not available yet");
        }
        return common;
    }
}

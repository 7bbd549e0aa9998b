using Mas.Experiments.Yaml;
using Mas.Tasks;

namespace Mas.Experiments.Reading;

/// <summary>Reads the roles of tokens after which interventions write and read: <c>all</c>, one role or a list.</summary>
internal static class EligibleReader
{
    public const string Key = "eligible";

    /// <summary>In the order of a sequence; null is the task's own choice, whether it is written or not.</summary>
    /// <param name="task">A known task.</param>
    /// <param name="causal">Causal models that are asked about; null is the task's first.</param>
    public static ValueList<string>? Read(Section section, string task, IReadOnlyList<string?> causal)
    {
        if (section.Take(Key) is not { } node)
            return null;
        if (EligibleRoles.OfTask(task) is not { } roles)
        {
            section.Fail(node, Key, $"the task {task} has one position and no roles; leave this key out");
            return null;
        }
        string[]? named = node is YamlList list ? Roles(section, list, roles)
            : Role(section, node, Key, roles, [EligibleRoles.Every, .. roles.All]) is string one ? [one] : null;
        if (named is null or [EligibleRoles.Every])
            return null;
        if (!causal.Contains(KnownTasks.Recount) || roles.Against(named, isCarried: false) is not { } why)
            return [.. roles.All.Where(named.Contains)];
        section.Fail(node, Key, why);
        return null;
    }

    private static string[]? Roles(Section section, YamlList list, EligibleRoles roles)
    {
        if (!list.Items.Any(item => item is YamlScalar && section.Value(item, Key).Text() is string role && roles.IsOther(role)))
            return section.Words(Key, roles.All);
        for (int i = 0; i < list.Items.Count; i++)
            Role(section, list.Items[i], Dotted.Join(Key, i), roles, roles.All);
        return null;
    }

    private static string? Role(Section section, YamlNode node, string key, EligibleRoles roles, IReadOnlyList<string> known)
    {
        if (node is not YamlScalar || section.Value(node, key).Text() is not string role || !roles.IsOther(role))
            return section.Word(node, key, known);
        section.Fail(node, key, roles.Against([role], isCarried: true)!);
        return null;
    }
}

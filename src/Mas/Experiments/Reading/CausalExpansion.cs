using Mas.Tasks;

namespace Mas.Experiments.Reading;

/// <summary>A list of causal models asks which algorithm a network implements: the network stands in the comparison once for each, as
/// <c>NETWORK.MODEL</c>.</summary>
internal static class CausalExpansion
{
    /// <summary>The networks, each with one task or with that of all.</summary>
    /// <param name="root">Holds the list of networks.</param>
    /// <param name="shared">The task of all networks, once for each of its causal models.</param>
    public static IReadOnlyList<ReadNetwork> Of(Section root, IReadOnlyList<ReadNetwork> networks, IReadOnlyList<TaskSource> shared)
    {
        ReadNetwork[] expanded = [.. networks.SelectMany(network => OneForEach(network, network.HasTask ? network.Tasks : shared))];
        NetworkReader.CheckNumber(root, expanded.Length);
        // Case aside, because the names become names of files.
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (ReadNetwork network in expanded)
        {
            if (network.Name is not string name)
                continue;
            if (!seen.Add(name))
                network.Section.Fail("name", $"two networks are called '{name}', letter case aside; names must be unique");
            if (network.Causal is not null && !FileName.IsSafe(name))
                network.Section.Fail("name", $"'{name}', the network's name with that of the causal model, cannot be a name; "
                    + "give the network a shorter one");
        }
        return ReadCopy.Renamed(expanded);
    }

    private static IEnumerable<ReadNetwork> OneForEach(ReadNetwork network, IReadOnlyList<TaskSource> tasks) => tasks.Count < 2
        ? [network]
        : from task in tasks.Cast<NamedTask>()
          let causal = task.Causal ?? KnownTasks.CausalModels(task.Name)[0]
          select network with { Name = network.Name is string name ? $"{name}.{causal}" : null, Tasks = [task], Causal = causal };
}

using Mas.Networks;
using Mas.Tasks;

namespace Mas.Experiments.Reading;

/// <summary>What can be said of networks' sites before any network is opened.</summary>
internal static class KnownSites
{
    private const string Key = "site";

    /// <summary>The networks with their sites, where they are known; a site that a network does not have is reported.</summary>
    /// <param name="root">Holds the site of all networks.</param>
    /// <param name="networks">As they are written.</param>
    /// <param name="shared">The site of all networks.</param>
    public static IReadOnlyList<ReadNetwork> WithSites(Section root, IReadOnlyList<ReadNetwork> networks, string? shared) =>
        [.. networks.Select(network => network with { KnownSite = Known(root, network, network.HasSite ? network.Site : shared) })];

    /// <summary>Reports networks that do not take the inputs of their task.</summary>
    public static void CheckInputs(IReadOnlyList<ReadNetwork> networks, ReadTasks tasks)
    {
        foreach ((ReadNetwork network, SequenceTask? task) in networks.Zip(tasks.Networks))
            if (task is not null && network.Source?.Misfit(task) is InputError error)
                network.Fail(error);
    }

    private static Site? Known(Section root, ReadNetwork network, string? name)
    {
        if (name is null || network.Source?.KnownSites is not { } sites)
            return null;
        if (sites.FirstOrDefault(site => site.Name == name) is { } found)
            return found;
        Section section = network.HasSite ? network.Section : root;
        section.Fail(section.Take(Key), Key, $"network '{network.Name}' has no site '{name}'; it has {string.Join(", ", sites.Select(site => site.Name))}");
        return null;
    }
}

using System.Security.Cryptography;
using System.Text;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Networks;

namespace Mas.Sweeps;

/// <summary>Networks that several cells train alike: each is trained once, before them.</summary>
internal sealed class SharedNetworks
{
    private readonly Dictionary<(NetworkSource, TaskSource), List<(int Cell, int Network)>> _users = [];

    /// <summary>Takes up what a cell trains.</summary>
    public void Add(int cell, Experiment experiment)
    {
        foreach ((int k, NetworkOptions network) in experiment.Networks.Index())
            if (!network.Source.Root.IsStored && !network.Source.Root.IsUntrained)
            {
                (NetworkSource, TaskSource) key = (network.Source.Root, experiment.TaskOf(network));
                if (!_users.TryGetValue(key, out List<(int Cell, int Network)>? users))
                    _users[key] = users = [];
                if (users.Count == 0 || users[^1].Cell != cell) // a network at several sites of one cell is trained once anyway
                    users.Add((cell, k));
            }
    }

    /// <summary>Those that more than one cell needs, in the order in which they come up.</summary>
    /// <param name="nameOf">The name of a network of a cell.</param>
    public IReadOnlyList<SharedNetwork> All(Func<int, int, string> nameOf) =>
        [.. _users.Where(one => one.Value.Count > 1).Select(one => new SharedNetwork(
            Name(nameOf(one.Value[0].Cell, one.Value[0].Network), one.Key), one.Value[0].Cell, one.Value[0].Network,
            [.. one.Value.Select(user => user.Cell)]))];

    // A name alone may be another network in other cells.
    private static string Name(string network, (NetworkSource Source, TaskSource Task) key)
    {
        string whole = key.Source.Entry(ExperimentWriter.Quoted) + "\n" + key.Task.Entry(ExperimentWriter.Quoted);
        return $"{FileName.From(network)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..6]}";
    }
}

/// <summary>A network that is trained before the cells that need it.</summary>
/// <param name="Cell">The first that needs it.</param>
/// <param name="Index">Its place among that cell's networks.</param>
/// <param name="Cells">All that need it.</param>
internal sealed record SharedNetwork(string Name, int Cell, int Index, IReadOnlyList<int> Cells);

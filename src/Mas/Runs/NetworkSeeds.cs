using Mas.Comparison;
using Mas.Experiments;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Runs;

/// <summary>Brings together the directions between networks that were trained here and are the same but for their training seed. A network
/// at two sites is one network of two kinds of place.</summary>
internal static class NetworkSeeds
{
    /// <summary>Empty where no kind has as many networks as an interval over them needs.</summary>
    public static IReadOnlyList<NetworkSeedResult> Of(IReadOnlyList<OpenedNetwork> networks, IReadOnlyList<DirectionResult> directions)
    {
        Dictionary<string, Place> places = Places(networks);
        NetworkSeedResult[] results =
        [
            .. from direction in directions
               where places.ContainsKey(direction.Source) && places.ContainsKey(direction.Target)
               let pair = (Source: places[direction.Source], Target: places[direction.Target])
               group (direction, pair.Source, pair.Target) by
                   (pair.Source.Kind, pair.Target.Kind, pair.Source.Network == pair.Target.Network, direction.Variable, direction.Method,
                   direction.Size, direction.Trained) into same
               select Of([.. same]),
        ];
        return results.Any(result => result.Networks >= AccuracyInterval.SeedsForVariance) ? results : [];
    }

    // Of directions of one kind.
    private static NetworkSeedResult Of((DirectionResult Direction, Place Source, Place Target)[] directions)
    {
        NetworkSeedInterval found = NetworkSeedInterval.Of(
            [.. directions.Select(one => new NetworkAccuracy(one.Source.Network, one.Target.Network, one.Direction.TrialIia))],
            directions.Min(one => one.Direction.Samples));
        (DirectionResult any, Place source, Place target) = directions[0];
        return new NetworkSeedResult
        {
            Source = source.Kind.Name,
            Target = target.Kind.Name,
            SameSeed = source.Network == target.Network,
            Variable = any.Variable,
            Method = any.Method,
            Size = any.Size,
            Trained = any.Trained,
            Networks = found.Networks,
            Directions = directions.Length,
            TrialIia = found.Mean,
            Interval = found.Interval,
            IntervalDesign = found.Design,
        };
    }

    private static Dictionary<string, Place> Places(IReadOnlyList<OpenedNetwork> networks)
    {
        List<Recipe> recipes = [];
        var places = new Dictionary<string, Place>();
        foreach (OpenedNetwork network in networks)
        {
            if (network.Options.Source.Recipe is not { } source)
                continue;
            // Causal models are asked about afterwards: the network behind them is one.
            Recipe recipe = new(source.Source, network.Task.Unasked);
            if (!recipes.Contains(recipe))
                recipes.Add(recipe);
            PlaceKind kind = new(Name(source, network, networks), network.Task, network.Options.Accessible);
            places[network.Name] = new Place(kind, new NetworkSeed(recipes.IndexOf(recipe), source.Seed));
        }
        return places;
    }

    // Whatever two kinds may differ in is in the name, where the experiment says it.
    private static string Name(NetworkRecipe recipe, OpenedNetwork network, IReadOnlyList<OpenedNetwork> networks)
    {
        bool isOneTask = networks.Select(other => other.Task).Distinct().Count() == 1;
        string?[] task = isOneTask ? [] : [network.SequenceTask.Name, network.Task.CausalModel];
        string?[] parts = [.. recipe.Words, network.Site.Name, .. task, network.Options.Accessible ? null : "inaccessible"];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    /// <summary>What a network was trained from, but for the seed.</summary>
    private sealed record Recipe(NetworkSource Source, TaskSource Task);

    /// <summary>A recipe at a site: name, task and access are what it may differ in.</summary>
    private sealed record PlaceKind(string Name, TaskSource Task, bool Accessible);

    /// <summary>Where a network is read, and the network behind it.</summary>
    private sealed record Place(PlaceKind Kind, NetworkSeed Network);
}

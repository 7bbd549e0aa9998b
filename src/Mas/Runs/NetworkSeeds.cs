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
    /// <param name="networks">Of the run.</param>
    /// <param name="directions">Their results.</param>
    public static IReadOnlyList<NetworkSeedResult> Of(IReadOnlyList<OpenedNetwork> networks, IReadOnlyList<DirectionResult> directions)
    {
        Dictionary<string, Place> places = Places(networks);
        NetworkSeedResult[] results =
        [
            .. directions.Where(direction => places.ContainsKey(direction.Source) && places.ContainsKey(direction.Target))
                .GroupBy(direction => Kind(direction, places[direction.Source], places[direction.Target]))
                .Select(group => Of(group.Key, [.. group], places)),
        ];
        return results.Any(result => result.Networks >= AccuracyInterval.SeedsForVariance) ? results : [];
    }

    private static NetworkSeedResult Of(DirectionKind kind, IReadOnlyList<DirectionResult> directions, Dictionary<string, Place> places)
    {
        NetworkSeedInterval found = NetworkSeedInterval.Of(
            [.. directions.Select(direction => new NetworkAccuracy(places[direction.Source].Network, places[direction.Target].Network, direction.TrialIia))],
            directions.Min(direction => direction.Samples));
        return new NetworkSeedResult
        {
            Source = kind.Source.Name,
            Target = kind.Target.Name,
            SameSeed = kind.SameNetwork,
            Variable = kind.Variable,
            Method = kind.Method,
            Size = kind.Size,
            Trained = kind.Trained,
            Networks = found.Networks,
            Directions = directions.Count,
            TrialIia = found.Mean,
            Interval = found.Interval,
            IntervalDesign = found.Design,
        };
    }

    private static DirectionKind Kind(DirectionResult direction, Place source, Place target) => new(
        source.Kind, target.Kind, source.Network == target.Network, direction.Variable, direction.Method, direction.Size, direction.Trained);

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
        string?[] parts =
        [
            .. recipe.Words,
            network.Site.Name,
            isOneTask ? null : network.SequenceTask.Name,
            isOneTask ? null : network.Task.CausalModel,
            network.Options.Accessible ? null : "inaccessible",
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    /// <summary>What a network was trained from, but for the seed.</summary>
    private sealed record Recipe(NetworkSource Source, TaskSource Task);

    /// <summary>A recipe at a site: name, task and access are what it may differ in.</summary>
    private sealed record PlaceKind(string Name, TaskSource Task, bool Accessible);

    /// <summary>Where a network is read, and the network behind it.</summary>
    private sealed record Place(PlaceKind Kind, NetworkSeed Network);

    private sealed record DirectionKind(PlaceKind Source, PlaceKind Target, bool SameNetwork, string Variable, string Method, int Size, bool Trained);
}

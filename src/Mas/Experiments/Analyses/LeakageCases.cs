using Mas.Training;

namespace Mas.Experiments.Analyses;

/// <summary>
/// What <c>leakage</c> looks at: the methods and sizes of the run, and at each size stitching and linear stitching of every ordered pair
/// of networks, each pair by itself, which are trained where the run has not done so and the target can be trained on.
/// </summary>
internal static class LeakageCases
{
    /// <summary>What is to be trained beside the run's own.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="own">The run's methods and sizes.</param>
    public static IReadOnlyList<AlignmentCase> Missing(IReadOnlyList<NetworkOptions> networks, IReadOnlyList<AlignmentCase> own) =>
    [
        .. from sizes in own.Select(one => one.Sizes).DistinctBy(sizes => string.Join('-', sizes))
           from method in (Method[])[Methods.Stitching, Methods.LinearStitching]
           from direction in Methods.AllDirections(networks.Count)
           where direction.Source != direction.Target && networks[direction.Target].Accessible && !own.Any(one => Has(one, method, sizes, direction))
           select AlignmentCase.OfPair(method, sizes, [.. networks.Select(network => network.Name)], direction),
    ];

    /// <summary>Whether the null part alone is tried with it: of each method its largest size.</summary>
    public static bool IsLargest(AlignmentCase one, IEnumerable<AlignmentCase> all) =>
        one.Sizes.Sum() == all.Where(other => other.Method.Name == one.Method.Name).Max(other => other.Sizes.Sum());

    private static bool Has(AlignmentCase one, Method method, IReadOnlyList<int> sizes, (int Source, int Target) direction) =>
        one.Method.Name == method.Name && one.Sizes.SequenceEqual(sizes) && one.Method.Trained.Contains(direction);
}

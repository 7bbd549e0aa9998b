using Mas.Experiments;
using Mas.Interchange;

namespace Mas.Cli.Commands;

/// <summary>The directions of a run in a dry run: which are trained, tested and held out, by name where they are few.</summary>
internal static class DryRunDirections
{
    private const int MostNamed = 8, LongestName = 20;

    /// <summary>Lines below that of a method and size.</summary>
    /// <param name="same">Cases that share the line: networks that are aligned by themselves are cases of their own.</param>
    /// <param name="isPossible">Whether anything can be exchanged in a direction.</param>
    public static IEnumerable<string> Of(
        IReadOnlyList<AlignmentCase> same, Experiment experiment, Func<Direction, bool> isPossible)
    {
        Direction[] trained = [.. same.SelectMany(variant => variant.Method.Trained)],
            tested = [.. same.SelectMany(variant => variant.Tests(experiment)).Where(isPossible)];
        string[] networks = [.. experiment.Networks.Select(network => MessageLimits.Cut(network.Name, LongestName))];
        string Of(IEnumerable<Direction> directions) => Words([.. directions], networks);
        if (trained.ToHashSet().SetEquals(tested))
            yield return $"    trained and tested: {Of(trained)}";
        else
        {
            yield return $"    trained: {Of(trained)}";
            yield return $"    tested: {Of(tested)}";
        }
        int Index(string name) => experiment.Networks.TakeWhile(network => network.Name != name).Count();
        if (experiment.Alignment.HeldOut is { Count: > 0 } heldOut)
            yield return $"    held out: {Of(heldOut.Select(named => new Direction(Index(named.Source), Index(named.Target))))}";
    }

    private static string Words(Direction[] directions, string[] networks)
    {
        string Name(Direction one) =>
            one.IsWithin ? $"within {networks[one.Source]}" : $"{networks[one.Source]} → {networks[one.Target]}";
        return directions.Length <= MostNamed ? string.Join(", ", directions.Select(Name))
            : Invariant($"{directions.Count(one => one.IsWithin)} within a network, {directions.Count(one => !one.IsWithin)} between two");
    }
}

using Mas.Results.Verdicts;

namespace Mas.Results.Comparisons;

/// <summary>How many alignment matrices a method learns for n networks. MAS has one per network; stitching has one per ordered pair, n(n −
/// 1), and n² where each network is stitched to itself as well.</summary>
internal static class MatrixCount
{
    /// <param name="networks">Frozen ones have brought their matrix along.</param>
    public static int Learned(IEnumerable<DirectionResult> directions, IReadOnlyList<NetworkRecord> networks)
    {
        List<DirectionResult> trained = [.. directions.Where(direction => direction.Trained)];
        if (trained.Count == 0)
            return 0;
        if (trained[0].Method.EndsWith("stitching", StringComparison.Ordinal))
            return trained.Select(direction => (direction.Source, direction.Target)).Distinct().Count();
        HashSet<string> frozen = [.. networks.Where(network => network.Frozen).Select(network => network.Name)];
        return trained.SelectMany(direction => new[] { direction.Source, direction.Target }).Distinct()
            .Count(name => !frozen.Contains(name));
    }

    /// <summary>What the run has learned, and what stitching of all its networks would need; null where there is no pair.</summary>
    public static string? Sentence(RunRecord run)
    {
        int n = run.Networks.Count;
        // One network under several causal models is no pair.
        if (n < 2 || run.IsOfMatrices || run.Text is { Directions.Count: 0 } || run.Networks.Any(network => network.Causal is not null))
            return null;
        ComparedCase? mas = ComparedCase.Of(run).FirstOrDefault(one => one.Group.Method == Verdict.Method);
        string learned = mas is null ? ""
            : $"`{Verdict.Method}` has learned {Matrices(mas.Matrices)} for {n} networks, one for "
            + $"each{(mas.Matrices < n ? " that had none yet" : "")}. ";
        return $"{learned}Stitching every ordered pair of {n} networks needs {Matrices(n * (n - 1))}, and {n * n} with each network "
            + "stitched to itself as well.";
    }

    private static string Matrices(int count) => count == 1 ? "1 matrix" : $"{count} matrices";
}

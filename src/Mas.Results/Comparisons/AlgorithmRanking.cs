using Mas.Results.Verdicts;

namespace Mas.Results.Comparisons;

/// <summary>One network under several causal models, best first: how well each tells what swaps within the network do.</summary>
/// <param name="Network">Name of the network without its causal models.</param>
/// <param name="Size">Dimensions of each variable's subspace; the variables differ from one causal model to another.</param>
/// <param name="Ranks">At least two, by falling trial IIA.</param>
internal sealed record AlgorithmRanking(
    string Network, string Method, int Size, IReadOnlyList<(string Causal, DirectionResult Result)> Ranks)
{
    public DirectionResult First => Ranks[0].Result;

    public DirectionResult Second => Ranks[1].Result;

    /// <summary>Whether the 95 % intervals of the first two lie apart. Each causal model has interventions and labels of its own, so
    /// nothing is paired and the intervals themselves are compared, which asks for more than a difference would.</summary>
    public bool IsSeparated => First.Interval.Low > Second.Interval.High;

    /// <summary>One ranking for each network and each size, sizes rising; DAS where the run has it, else the method that it has.</summary>
    public static IReadOnlyList<AlgorithmRanking> Of(RunRecord run)
    {
        List<DirectionResult> within = [.. run.Directions.Where(one => one.IsWithin && one.Variable != Verdict.Extraneous)];
        string? method = within.Any(direction => direction.Method == MethodName.Das) ? MethodName.Das : within.FirstOrDefault()?.Method;
        return [.. run.Networks.Where(network => network.Causal is not null).GroupBy(network => (network.Hash, network.Site))
            .SelectMany(models => Rankings(models, [.. within.Where(direction => direction.Method == method)]))
            .Where(ranking => ranking.Ranks.Count > 1)];
    }

    private static IEnumerable<AlgorithmRanking> Rankings(IEnumerable<NetworkRecord> models, List<DirectionResult> within) =>
        within.GroupBy(direction => direction.Size).OrderBy(size => size.Key)
            .Select(size => new AlgorithmRanking(NameOf(models.First()), within[0].Method, size.Key, Ranked(models, size)));

    // A causal model is no better than the variable that it tells worst.
    private static (string, DirectionResult)[] Ranked(IEnumerable<NetworkRecord> models, IEnumerable<DirectionResult> directions) =>
        [.. from model in models
            let weakest = directions.Where(direction => direction.Source == model.Name).MinBy(direction => direction.TrialIia)
            where weakest is not null
            orderby weakest.TrialIia descending
            select (model.Causal!, weakest)];

    private static string NameOf(NetworkRecord network)
    {
        string ending = $".{network.Causal}";
        return network.Name.EndsWith(ending, StringComparison.Ordinal) ? network.Name[..^ending.Length] : network.Name;
    }
}

using Mas.Results.Comparisons;
using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Sections;

/// <summary>Which causal model describes a network best, where one network took part under several.</summary>
internal static class AlgorithmSection
{
    public static void Write(HtmlWriter html, RunRecord run, int level)
    {
        foreach (IGrouping<string, AlgorithmRanking> network in AlgorithmRanking.Of(run).GroupBy(ranking => ranking.Network))
        {
            html.Section(level, $"Which algorithm {network.Key} implements");
            html.List(network.Select(ranking => Sentence(ranking, Verdict.Thresholds(run).Same)));
            Table(html, [.. network]);
            html.Add($"<p class=\"fine\">Trial IIA of swaps within the network, of each causal model's weakest variable. Causal models "
                + $"have different variables, and so different interventions and labels: no difference can be paired, and what is compared "
                + $"is whether the 95 % intervals lie apart.</p></section>");
        }
    }

    /// <summary>Which causal model it is, and how sure that is.</summary>
    public static string Sentence(AlgorithmRanking ranking, double good)
    {
        (string causal, DirectionResult first) = ranking.Ranks[0];
        string second = $"{ranking.Ranks[1].Causal} ({Numbers(ranking.Second)})", size = $"At size {ranking.Size} (`{ranking.Method}`)";
        string found = ranking.IsSeparated
            ? $"{size} {ranking.Network} follows {causal} best: {Numbers(first)}, before {second}. The intervals lie apart, so the two are "
                + "told apart."
            : $"{size} {causal} comes first with {Numbers(first)}, but the interval of {second} reaches it: the two are not told apart.";
        if (first.Interval.High < good)
            found += $" Even the first stays below {Percent.Threshold(good)}, so none of these causal models describes the network well.";
        DirectionResult corrected = ranking.Ranks.Select(rank => rank.Result).MaxBy(result => result.Corrected ?? double.NegativeInfinity)!;
        if (corrected.Corrected > first.Corrected)
            found += " Corrected for chance, "
                + $"{ranking.Ranks.First(rank => rank.Result == corrected).Causal} would come first: the floors differ.";
        return found;
    }

    private static string Numbers(DirectionResult result) => $"{Percent.Of(result.TrialIia)}, 95 % interval {Percent.Of(result.Interval)}";

    private static void Table(HtmlWriter html, IReadOnlyList<AlgorithmRanking> rankings)
    {
        html.Table("Causal model", "#Size", "#Rank", "Variable", "#Trial IIA", "#95 % interval", "#Floor", "#Chance-corrected");
        foreach ((int size, int rank, string causal, DirectionResult result) in rankings.SelectMany(ranking =>
            ranking.Ranks.Select((one, i) => (ranking.Size, i + 1, one.Causal, one.Result))))
        {
            html.Add($"<tr><th scope=\"row\">{causal}</th>{new Cell("Size", $"{size}")}{new Cell("Rank", $"{rank}")}"
                + $"{new Cell("Variable", result.Variable, "")}");
            html.Add($"{new Cell("Trial IIA", Percent.Of(result.TrialIia))}{new Cell("95 % interval", Percent.Of(result.Interval))}");
            html.Add($"{new Cell("Floor", Percent.OrDash(result.NoSwap))}"
                + $"{new Cell("Chance-corrected", Percent.OrDash(result.Corrected))}</tr>");
        }
        html.Add($"</tbody></table>");
    }
}

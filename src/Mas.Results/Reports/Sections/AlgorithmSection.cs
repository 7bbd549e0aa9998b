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
            html.Add($"<section>");
            html.Heading(level, $"Which algorithm {network.Key} implements");
            html.Add($"<ul>");
            foreach (AlgorithmRanking ranking in network)
                html.Add($"<li>{new Prose(Sentence(ranking, run.Verdict?.Same ?? Verdict.DefaultSame))}</li>");
            html.Add($"</ul>");
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
            found += $" Corrected for chance, {ranking.Ranks.First(rank => rank.Result == corrected).Causal} would come first: the "
                + "floors differ.";
        return found;
    }

    private static string Numbers(DirectionResult result) => $"{Percent.Of(result.TrialIia)}, 95 % interval {Percent.Of(result.Interval)}";

    private static void Table(HtmlWriter html, IReadOnlyList<AlgorithmRanking> rankings)
    {
        html.Add($"<table class=\"cards\"><thead><tr><th scope=\"col\">Causal model</th><th scope=\"col\" class=\"number\">Size</th><th "
            + $"scope=\"col\" class=\"number\">Rank</th><th scope=\"col\">Variable</th><th scope=\"col\" class=\"number\">Trial "
            + $"IIA</th><th scope=\"col\" class=\"number\">95 % interval</th>"
            + $"<th scope=\"col\" class=\"number\">Floor</th><th scope=\"col\" "
            + $"class=\"number\">Chance-corrected</th></tr></thead><tbody>");
        foreach (AlgorithmRanking ranking in rankings)
            for (int rank = 0; rank < ranking.Ranks.Count; rank++)
                Row(html, ranking.Size, rank + 1, ranking.Ranks[rank].Causal, ranking.Ranks[rank].Result);
        html.Add($"</tbody></table>");
    }

    private static void Row(HtmlWriter html, int size, int rank, string causal, DirectionResult result)
    {
        html.Add($"<tr><th scope=\"row\">{causal}</th><td class=\"number\" data-label=\"Size\">{size}</td><td class=\"number\" "
            + $"data-label=\"Rank\">{rank}</td><td data-label=\"Variable\">{result.Variable}</td>");
        html.Add($"<td class=\"number\" data-label=\"Trial IIA\">{Percent.Of(result.TrialIia)}</td><td class=\"number\" data-label=\"95 % "
            + $"interval\">{Percent.Of(result.Interval)}</td>");
        html.Add($"<td class=\"number\" data-label=\"Floor\">{(result.NoSwap is double floor ? Percent.Of(floor) : "–")}</td><td "
            + $"class=\"number\" data-label=\"Chance-corrected\">"
            + $"{(result.Corrected is double corrected ? Percent.Of(corrected) : "–")}</td></tr>");
    }
}

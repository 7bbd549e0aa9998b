using Mas.Results.Figures;
using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Evidence;

/// <summary>Which causal models each network passes by itself.</summary>
internal static class AlgorithmsSection
{
    public const string Title = "Algorithms";

    public static EvidenceSection Section { get; } = new(
        [WantedEvidence.Results("which causal models each network passes", "algorithms", evidence => evidence.Algorithms.Count)],
        (run, evidence) => Of(evidence.Algorithms, Verdict.Thresholds(run)),
        (evidence, order) => evidence with
        {
            Algorithms = [.. order.OfNetworks(evidence.Algorithms, one => one.Network).ThenBy(one => one.Site, StringComparer.Ordinal)],
        });

    public static EvidencePart? Of(IReadOnlyList<AlgorithmResult> results, (double Same, double Different) thresholds) =>
        results.Count == 0 ? null : new EvidencePart(Title, Shows(results),
        "Every network is taken by itself, and the variables of a causal model are exchanged within it one at a time, until one falls "
            + "short; the rest are then not asked. Each search has one seed and up to two starts, and ends where it no longer improves; of "
            + "its tries the one that is best on validation counts. A closed frame is a "
            + $"pass: every asked variable's lower bound reaches {Percent.Threshold(thresholds.Same)}. A broken frame is a "
            + $"failure: some variable's upper bound stays below {Percent.Threshold(thresholds.Different)}, and the same search finds "
            + "that variable in another network. The number is that of the weakest variable asked, corrected for chance.")
        {
            Figure = AlgorithmMap.Draw(results),
            Cases = [.. results.Select(result => $"{AlgorithmMap.Row(results, result)}, {result.Model}: {result.Word}; {result.Why}.")],
            Conditions = "Lower bounds are one-sided at 5 %; upper bounds are so for all variables of all networks and causal models "
                + "together. What is undecided is no evidence for or against. A floor above "
                + $"{Percent.Threshold(AlgorithmVariable.HighestFloor)} means that the network does without a swap what the swap demands.",
            Numbers = new NumberTable("All variables in numbers",
                ["Network, causal model, variable", "Size", "Floor", "Corrected", "Lower bound", "Upper bound of all tries, shared",
                    "Try that counts", "All tries", "Output-only comes as high", "Lost where trained with others, points"],
                [.. results.SelectMany(result => result.Variables.Select(variable => Row(results, result, variable)))]),
        };

    /// <summary>What is passed, and what separates networks.</summary>
    public static string Shows(IReadOnlyList<AlgorithmResult> results)
    {
        IEnumerable<string> networks = results.GroupBy(result => (result.Network, result.Hash)).Select(network =>
            $"{network.Key.Network} {Passes([.. network.GroupBy(result => result.Model)])}");
        return $"By itself, {string.Join("; ", networks)}.{Separated(results)}";
    }

    private static string Passes(IReadOnlyList<IGrouping<string, AlgorithmResult>> models)
    {
        string[] With(string word) => [.. models.Where(model => AlgorithmVerdict.OverSites(model.Select(one => one.Word)) == word)
            .Select(model => model.Key)];
        string[] passed = With(AlgorithmVerdict.Passed), failed = With(AlgorithmVerdict.Failed), open = With(AlgorithmVerdict.Undecided);
        string[] parts =
        [
            passed.Length > 0 ? $"passes {Listed.Of(passed)}" : "passes none of its task's causal models",
            .. failed.Length > 0 ? [$"fails {Listed.Of(failed)}"] : (string[])[],
            .. open.Length > 0 ? [$"leaves {Listed.Of(open)} undecided"] : (string[])[],
        ];
        return Listed.Of(parts);
    }

    // Of two networks one passes and the other fails.
    private static string Separated(IReadOnlyList<AlgorithmResult> results)
    {
        string[] models = [.. results.GroupBy(result => result.Model).Where(model =>
        {
            string[] words =
                [.. model.GroupBy(one => one.Hash).Select(network => AlgorithmVerdict.OverSites(network.Select(one => one.Word)))];
            return words.Contains(AlgorithmVerdict.Passed) && words.Contains(AlgorithmVerdict.Failed);
        }).Select(model => model.Key)];
        return models.Length > 0 ? $" What one passes and another fails is {Listed.Of(models)}."
            : results.Select(result => result.Hash).Distinct().Count() > 1 ? " No causal model is passed by one and failed by another."
            : "";
    }

    private static string[] Row(IReadOnlyList<AlgorithmResult> results, AlgorithmResult result, AlgorithmVariable variable)
    {
        string name = $"{AlgorithmMap.Row(results, result)}, {result.Model}, {variable.Variable}";
        if (variable.Counted is not { } counted)
        {
            string floor = variable.Samples == 0 ? "–" : Percent.Of(variable.Floor);
            return [name, $"{variable.Size}", floor, "not asked", "–", "–", "–", "–", "–", "–"];
        }
        return
        [
            name, $"{variable.Size}", Percent.Of(variable.Floor), Percent.Of(counted.Corrected.Value), Percent.Of(counted.Corrected.Low),
            Percent.Of(variable.Ceiling!.Value), $"{Way(counted)}, step {counted.Step}",
            string.Join("; ", variable.Tries.Select(one => $"{Way(one)} {Percent.Of(one.Corrected.Value)} after {one.Steps}")),
            variable.OutputOnlyReaches is bool reaches ? reaches ? "yes" : "no" : "not measured",
            variable.LossThroughCompany is double loss ? Percent.Points(loss) : "–",
        ];
    }

    private static string Way(AlgorithmTry one) => one.Family == AlgorithmTry.Linear ? "linear map" : $"{one.Start} start";
}
